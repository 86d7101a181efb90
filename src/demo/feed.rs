//! The feed of a sample site: RSS 2.0, Atom or JSON Feed.

use serde_json::{Value, json};

use crate::model::Timestamp;

use super::content::{Article, Door, Site};
use super::page::{each, escape, markup};

/// The feed that the site has.
pub(super) fn text(site: &Site, base: &str, now: Timestamp) -> String {
    let view = View { site, base, now, changed: site.changed(now) };
    match site.door {
        Door::RssSummaries => view.rss(Content::Left),
        Door::RssContent => view.rss(Content::Carried),
        Door::Atom => view.atom(),
        Door::JsonFeed => view.json(),
    }
}

/// A site at an address and a moment.
struct View<'a> {
    site: &'a Site,
    base: &'a str,
    now: Timestamp,
    changed: Timestamp,
}

/// Whether an RSS feed carries the texts themselves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    Left,
    Carried,
}

impl View<'_> {
    fn rss(&self, content: Content) -> String {
        let items = each(&self.site.articles, |article| self.rss_item(article, content));
        format!(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>{name}</title>
<link>{base}/</link>
<description>{notice}</description>
<language>{language}</language>
<lastBuildDate>{changed}</lastBuildDate>
<atom:link href="{base}{path}" rel="self" type="application/rss+xml"/>
{items}</channel>
</rss>
"#,
            name = escape(self.site.name),
            base = self.base,
            notice = escape(self.site.labels.notice),
            language = self.site.language,
            changed = http_date(self.changed),
            path = self.site.feed_path,
        )
    }

    fn rss_item(&self, article: &Article, content: Content) -> String {
        let tags = each(&article.tags, |tag| format!("<category>{}</category>\n", escape(tag)));
        let content = if content == Content::Carried {
            let text = escape(&markup(article, self.now));
            format!("<content:encoded>{text}</content:encoded>\n")
        } else {
            String::new()
        };
        format!(
            "<item>\n<title>{title}</title>\n<link>{link}</link>\n\
             <guid isPermaLink=\"false\">{id}</guid>\n<pubDate>{published}</pubDate>\n\
             <dc:creator>{author}</dc:creator>\n<description>{summary}</description>\n\
             {tags}{content}</item>\n",
            title = escape(article.title),
            link = self.link(article),
            id = self.id(article),
            published = http_date(article.published(self.now)),
            author = escape(self.site.labels.author),
            summary = escape(&article.summary(self.now)),
        )
    }

    fn atom(&self) -> String {
        let entries = each(&self.site.articles, |article| self.atom_entry(article));
        format!(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">
<title>{name}</title>
<subtitle>{notice}</subtitle>
<id>tag:utkik.example,2026:{site}</id>
<link rel="self" href="{base}{path}"/>
<link rel="alternate" type="text/html" href="{base}/"/>
<updated>{changed}</updated>
<author><name>{author}</name></author>
{entries}</feed>
"#,
            language = self.site.language,
            name = escape(self.site.name),
            notice = escape(self.site.labels.notice),
            site = self.site.id,
            base = self.base,
            path = self.site.feed_path,
            changed = self.changed,
            author = escape(self.site.labels.author),
        )
    }

    fn atom_entry(&self, article: &Article) -> String {
        let tags = each(&article.tags, |tag| format!("<category term=\"{}\"/>\n", escape(tag)));
        format!(
            "<entry>\n<title>{title}</title>\n<id>{id}</id>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{link}\"/>\n\
             <published>{published}</published>\n<updated>{published}</updated>\n\
             <summary>{summary}</summary>\n{tags}</entry>\n",
            title = escape(article.title),
            id = self.id(article),
            link = self.link(article),
            published = article.published(self.now),
            summary = escape(&article.summary(self.now)),
        )
    }

    fn json(&self) -> String {
        let items: Vec<Value> =
            self.site.articles.iter().map(|article| self.json_item(article)).collect();
        let feed = json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.site.name,
            "description": self.site.labels.notice,
            "home_page_url": format!("{}/", self.base),
            "feed_url": format!("{}{}", self.base, self.site.feed_path),
            "language": self.site.language.as_str(),
            "items": items,
        });
        format!("{feed:#}\n")
    }

    fn json_item(&self, article: &Article) -> Value {
        json!({
            "id": self.id(article),
            "url": self.link(article),
            "title": article.title,
            "summary": article.summary(self.now),
            "content_html": markup(article, self.now),
            "date_published": article.published(self.now).to_string(),
            "authors": [{ "name": self.site.labels.author }],
            "tags": article.tags,
        })
    }

    fn link(&self, article: &Article) -> String {
        format!("{}{}", self.base, self.site.path_of(article))
    }

    /// The same in every demonstration, whatever the port.
    fn id(&self, article: &Article) -> String {
        format!("tag:utkik.example,2026:{}/{}", self.site.id, article.slug)
    }
}

/// A moment as RSS and HTTP write it.
pub(super) fn http_date(moment: Timestamp) -> String {
    moment.to_jiff().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
