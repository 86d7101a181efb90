//! The pages of a sample site, with all that surrounds an article in real life.

use serde_json::json;

use crate::model::Timestamp;

use super::content::{Article, Block, Frame, Site};

/// The one path that robots.txt forbids.
pub(super) const PRIVATE_PATH: &str = "/internt/";
pub(super) const STYLE_PATH: &str = "/style.css";
pub(super) const STYLE: &str = "body{font:1rem/1.5 sans-serif;max-width:48rem;margin:0 auto;\
    padding:1rem}nav a,footer a{margin-right:1rem}.cookies,footer{background:#eee;padding:.5rem}";

const RELATED: usize = 3;

/// The page of one article.
pub(super) fn article(site: &Site, article: &Article, base: &str, now: Timestamp) -> String {
    let url = format!("{base}{}", site.path_of(article));
    let published = article.published(now);
    let summary = escape(&article.summary(now));
    let title = escape(article.title);
    let structured = structured(site, article, &url, now);
    let head = format!(
        r#"<title>{title} – {name}</title>
<meta name="description" content="{summary}">
<meta property="og:type" content="article">
<meta property="og:title" content="{title}">
<meta property="og:site_name" content="{name}">
<meta property="article:published_time" content="{published}">
<link rel="canonical" href="{url}">
{structured}"#,
        name = escape(site.name),
    );
    let time = time(site, published);
    let author = escape(site.labels.author);
    let text = markup(article, now);
    let main = match site.frame {
        Frame::Semantic => format!(
            r#"<main id="main"><article>
<h1>{title}</h1>
<p class="byline">{time} · {author}</p>
<p class="lead">{summary}</p>
{text}</article></main>"#
        ),
        Frame::Portlets => format!(
            r#"<div class="pagecontent" id="content"><div class="layout"><div class="column">
<div class="text-portlet"><h1 class="heading">{title}</h1>
<div class="normal"><p class="ingress">{summary}</p>
{text}</div></div>
<div class="meta-portlet"><p>{time}, {author}</p></div>
</div></div></div>"#
        ),
        Frame::Blog => format!(
            r#"<div id="primary" class="content-area"><article class="post type-post">
<header class="entry-header"><h1 class="entry-title">{title}</h1>
<div class="entry-meta">{time} <span class="author">{author}</span></div></header>
<div class="entry-content"><p><strong>{summary}</strong></p>
{text}</div></article></div>"#
        ),
    };
    document(site, base, &head, &format!("{main}\n{}", beside(site, article)))
}

/// The front page: all articles, newest first.
pub(super) fn front(site: &Site, base: &str, now: Timestamp) -> String {
    let items = each(&site.articles, |article| {
        let time = time(site, article.published(now));
        let summary = escape(&article.summary(now));
        format!("<li>{}<br>{time}<br>{summary}</li>\n", link(site, article))
    });
    let name = escape(site.name);
    let head = format!("<title>{name}</title>\n");
    let main = format!("<main id=\"main\"><h1>{name}</h1>\n<ul>\n{items}</ul></main>");
    document(site, base, &head, &main)
}

/// A page that no crawler may fetch.
pub(super) fn private(site: &Site, base: &str) -> String {
    let head = "<title>robots.txt</title>\n<meta name=\"robots\" content=\"noindex\">\n";
    let main = format!("<main id=\"main\"><p>{}</p></main>", escape(site.labels.notice));
    document(site, base, head, &main)
}

/// The text of an article as markup, without its title.
pub(super) fn markup(article: &Article, now: Timestamp) -> String {
    each(&article.blocks(now), block)
}

/// Text made safe inside elements and quoted attributes, of HTML and XML alike.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The markup of all `items`, one after the other.
pub(super) fn each<T>(items: impl IntoIterator<Item = T>, markup: impl Fn(T) -> String) -> String {
    let mut all = String::new();
    for item in items {
        all.push_str(&markup(item));
    }
    all
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(text) => format!("<h2>{}</h2>\n", escape(text)),
        Block::Paragraph(text) => format!("<p>{}</p>\n", escape(text)),
        Block::List(items) => {
            let items = each(items, |item| format!("<li>{}</li>\n", escape(item)));
            format!("<ul>\n{items}</ul>\n")
        }
    }
}

/// What surrounds every page of the site.
fn document(site: &Site, base: &str, head: &str, main: &str) -> String {
    let labels = &site.labels;
    let menu = each(&labels.menu, |entry| format!("<li><a href=\"/\">{}</a></li>", escape(entry)));
    format!(
        r#"<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{head}<link rel="alternate" type="{feed_type}" title="{name}" href="{base}{feed}">
<link rel="stylesheet" href="{STYLE_PATH}">
</head>
<body>
<div class="cookies cookie-banner" role="region" aria-label="cookies"><p>{cookies}</p>
<button type="button">{accept}</button></div>
<header class="site-header"><a class="logo" href="/">{name}</a>
<nav class="main-navigation"><ul>{menu}</ul></nav></header>
{main}
<footer class="site-footer"><p>{contact}</p>
<p class="notice">{notice}</p>
<p><a href="{feed}">RSS</a> <a href="{PRIVATE_PATH}">Intern</a></p></footer>
</body>
</html>
"#,
        language = site.language,
        feed_type = site.door.media_type(),
        name = escape(site.name),
        feed = site.feed_path,
        cookies = escape(labels.cookies),
        accept = escape(labels.accept),
        contact = escape(labels.contact),
        notice = escape(labels.notice),
    )
}

/// Sharing and further reading, which are no part of the article.
fn beside(site: &Site, article: &Article) -> String {
    let others = site.articles.iter().cycle().skip_while(|other| other.slug != article.slug);
    let others = others.skip(1).take(RELATED);
    let links = each(others, |other| format!("<li>{}</li>", link(site, other)));
    format!(
        r#"<div class="share-buttons">{share}</div>
<aside class="related"><h2>{related}</h2><ul>{links}</ul></aside>"#,
        share = escape(site.labels.share),
        related = escape(site.labels.related),
    )
}

/// schema.org JSON-LD, on the sites that have it.
fn structured(site: &Site, article: &Article, url: &str, now: Timestamp) -> String {
    if site.frame != Frame::Semantic {
        return String::new();
    }
    let facts = json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "description": article.summary(now),
        "datePublished": article.published(now).to_string(),
        "inLanguage": site.language.as_str(),
        "author": { "@type": "Organization", "name": site.labels.author },
        "url": url,
    });
    let facts = facts.to_string().replace('<', "\\u003c");
    format!("<script type=\"application/ld+json\">{facts}</script>\n")
}

fn link(site: &Site, article: &Article) -> String {
    format!("<a href=\"{}\">{}</a>", site.path_of(article), escape(article.title))
}

fn time(site: &Site, published: Timestamp) -> String {
    let text = published.to_string();
    let day = text.split('T').next().unwrap_or_default();
    format!("{} <time datetime=\"{text}\">{day}</time>", escape(site.labels.published))
}
