//! Pages as they are built by the systems that public bodies use, and what is found on each.

use super::*;
use crate::parse::{self, Limits};

const URL: &str = "https://www.ekvik.example/nyheter/";

/// Path, headline, day as readers see it, day as it is, lead.
type Article = (&'static str, &'static str, &'static str, &'static str, &'static str);

const SWEDISH: [Article; 5] = [
    (
        "/nyheter/tak",
        "Gröna tak på alla skolor",
        "20 november 2026",
        "2026-11-20",
        "Kommunen bygger gröna tak på sina skolor.",
    ),
    (
        "/nyheter/bro",
        "Ny bro över ån",
        "19 november 2026",
        "2026-11-19",
        "Bron öppnar i vår för gående och cyklister.",
    ),
    (
        "/nyheter/bad",
        "Badhuset sparar energi med ny styrning",
        "3 november 2026",
        "2026-11-03",
        "Värmen från bassängen tas om hand.",
    ),
    (
        "/nyheter/buss",
        "Elbussar i hela kommunen",
        "30 oktober 2026",
        "2026-10-30",
        "De sista dieselbussarna har gått i pension.",
    ),
    (
        "/nyheter/lampor",
        "Smarta lampor längs strandpromenaden",
        "12 oktober 2026",
        "2026-10-12",
        "Ljuset följer den som går.",
    ),
];

/// What surrounds the list on every page of a site.
fn page(language: &str, list: &str) -> String {
    let menu = |words: &[&str]| -> String {
        let item = |word: &&str| format!("<li><a href='/{word}/'>{word}</a></li>");
        words.iter().map(item).collect::<Vec<_>>().concat()
    };
    format!(
        "<!doctype html><html lang={language}><head><title>Nytt</title></head><body>\
         <div class='cookie-banner'><a href='/kakor'>Kakor</a></div>\
         <header><a href='/'>Ekvik</a><nav><ul>{}</ul></nav></header>\
         <div class='breadcrumbs'><a href='/'>Start</a><a href='/om/'>Om</a></div>\
         <main id='content'><h1>Nytt</h1><div class='filter'><ul>{}</ul></div>{list}</main>\
         <footer><ul>{}</ul><p>Uppdaterad 1 januari 2026</p></footer></body></html>",
        menu(&["start", "nyheter", "barn", "bygga", "trafik", "kontakt", "politik", "jobb"]),
        "<li><a href='?amne=klimat'>Klimat</a></li><li><a href='?amne=skola'>Skola</a></li>\
         <li><a href='?amne=vard'>Vård</a></li>",
        menu(&["om-oss", "press", "tillganglighet", "anslagstavla", "e-tjanster"]),
    )
}

fn each(articles: &[Article], write: impl Fn(usize, &Article) -> String) -> String {
    articles.iter().enumerate().map(|(number, article)| write(number, article)).collect()
}

/// The list of a page is found and read right.
fn check(name: &str, language: &str, list: &str, articles: &[Article], wants: (bool, bool)) {
    let html = page(language, list);
    let finds = parse::discover(html.as_bytes(), Some("text/html"), URL).unwrap();
    let selectors = finds.listing.unwrap_or_else(|| panic!("{name}: no list was found"));
    let feed =
        parse::listing(html.as_bytes(), Some("text/html"), URL, &selectors, Limits::default())
            .unwrap_or_else(|error| panic!("{name}: {selectors}: {error}"));
    let (has_dates, has_leads) = wants;
    let read: Vec<(String, String, Option<String>)> = feed
        .entries
        .iter()
        .map(|entry| {
            let day = entry.published.map(|moment| moment.to_string()[..10].to_owned());
            (entry.link.clone().unwrap(), entry.title.clone(), day)
        })
        .collect();
    let expected: Vec<(String, String, Option<String>)> = articles
        .iter()
        .map(|(path, title, _, day, _)| {
            let link = format!("https://www.ekvik.example{path}");
            (link, (*title).to_owned(), has_dates.then(|| (*day).to_owned()))
        })
        .collect();
    assert_eq!(read, expected, "{name}: {selectors}");
    for (entry, (.., lead)) in feed.entries.iter().zip(articles).filter(|_| has_leads) {
        assert_eq!(entry.summary.as_deref(), Some(*lead), "{name}: {selectors}");
    }
    assert!(feed.warnings.is_empty(), "{name}: {:?}", feed.warnings);
}

#[test]
fn a_list_of_sitevision() {
    let items = each(&SWEDISH, |number, (path, title, seen, _, lead)| {
        format!(
            "<li class='sv-channel-item sv-defaultlist'><a href='{path}.html'>{title}</a>\
             <span class='normal' id='svid12_{number}ab34cd'><time datetime='2026'>{seen}</time></span>\
             <p class='normal'>{lead}</p></li>"
        )
    })
    .replace(" datetime='2026'", "");
    let articles = SWEDISH.map(|(path, title, seen, day, lead)| {
        (&*Box::leak(format!("{path}.html").into_boxed_str()), title, seen, day, lead)
    });
    check(
        "sitevision",
        "sv",
        &format!("<ul class='sv-channel'>{items}</ul>"),
        &articles,
        (true, true),
    );
}

#[test]
fn a_list_of_episerver() {
    let items = each(&SWEDISH, |_, (path, title, seen, _, lead)| {
        format!(
            "<div class='newsList-item'><a class='newsList-link' href='{path}'><img src='x.png' alt=''>\
             <h2 class='newsList-heading'>{title}</h2></a>\
             <div class='newsList-meta'><span>Publicerad: {seen}</span></div>\
             <div class='newsList-preamble'><p>{lead}</p></div></div>"
        )
    });
    check(
        "episerver",
        "sv",
        &format!("<div class='newsList'>{items}</div>"),
        &SWEDISH,
        (true, true),
    );
}

#[test]
fn a_view_of_drupal() {
    let articles: [Article; 4] = [
        (
            "/node/1",
            "Nye cykelstier i hele byen",
            "20. november 2026",
            "2026-11-20",
            "Kommunen anlægger tolv kilometer cykelsti.",
        ),
        (
            "/node/2",
            "Sensorer måler luften ved skolerne",
            "18. november 2026",
            "2026-11-18",
            "Målingerne kan ses af alle på nettet.",
        ),
        (
            "/node/3",
            "Genbrug af regnvand",
            "1. november 2026",
            "2026-11-01",
            "Vandet bruges til at vande byens træer.",
        ),
        (
            "/node/4",
            "Digital hjælp til ældre",
            "31. oktober 2026",
            "2026-10-31",
            "Frivillige lærer fra sig på biblioteket.",
        ),
    ];
    let items = each(&articles, |number, (path, title, seen, _, lead)| {
        let odd = if number % 2 == 0 { "odd" } else { "even" };
        format!(
            "<div class='views-row views-row-{number} views-row-{odd}'>\
             <div class='views-field views-field-created'><span class='field-content'>{seen}</span></div>\
             <div class='views-field views-field-title'><span class='field-content'>\
             <a href='{path}'>{title}</a></span></div>\
             <div class='views-field views-field-body'><div class='field-content'><p>{lead}</p></div></div></div>"
        )
    });
    let list = format!(
        "<div class='view-content'>{items}</div>\
        <ul class='pager'><li><a href='?page=1'>2</a></li><li><a href='?page=2'>3</a></li></ul>"
    );
    check("drupal", "da", &list, &articles, (true, true));
}

#[test]
fn an_archive_of_wordpress() {
    let articles: [Article; 4] = [
        (
            "/2026/11/pilot/",
            "Pilot med sensorer i avfallsdunker",
            "20. november 2026",
            "2026-11-20",
            "Dunkene sier fra når de er fulle.",
        ),
        (
            "/2026/11/kart/",
            "Åpne kart for alle",
            "12. november 2026",
            "2026-11-12",
            "Kommunen deler sine kartdata fritt.",
        ),
        (
            "/2026/10/lys/",
            "Gatelys som sparer strøm",
            "9. oktober 2026",
            "2026-10-09",
            "Lyset dempes når ingen er ute.",
        ),
        (
            "/2026/10/buss/",
            "Selvkjørende buss på prøve",
            "2. oktober 2026",
            "2026-10-02",
            "Bussen går mellom havna og torget.",
        ),
    ];
    let items = each(&articles, |number, (path, title, seen, _, lead)| {
        format!(
            "<article id='post-{number}' class='post-{number}12 post type-post status-publish category-{number}9x'>\
             <header class='entry-header'><h2 class='entry-title'><a href='{path}' rel='bookmark'>{title}</a></h2>\
             <div class='entry-meta'><span class='posted-on'><a href='{path}'><time class='entry-date published' \
             datetime='{}T08:00:00+01:00'>{seen}</time></a></span> av <a href='/author/kari/'>Kari</a></div></header>\
             <div class='entry-summary'><p>{lead}</p></div>\
             <footer><a href='/category/nytt/'>Nytt</a> <a href='/tag/data/'>Data</a></footer></article>",
            articles[number].3
        )
    });
    check("wordpress", "nb", &items, &articles, (true, true));
}

#[test]
fn rows_of_a_table() {
    let articles: [Article; 4] = [
        ("/doc.aspx?id=11", "Tekniska nämnden", "2026-11-20", "2026-11-20", ""),
        ("/doc.aspx?id=12", "Kommunstyrelsen", "2026-11-18", "2026-11-18", ""),
        ("/doc.aspx?id=13", "Barn- och utbildningsnämnden", "2026-11-11", "2026-11-11", ""),
        ("/doc.aspx?id=14", "Socialnämnden", "2026-11-04", "2026-11-04", ""),
    ];
    let items = each(&articles, |_, (path, title, seen, ..)| {
        format!("<tr><td>{seen}</td><td><a href='{path}'>{title}</a></td><td>Protokoll</td></tr>")
    });
    let list = format!("<table><tr><th>Dag</th><th>Nämnd</th><th>Slag</th></tr>{items}</table>");
    let html = page("sv", &list);
    let finds = parse::discover(html.as_bytes(), None, URL).unwrap();
    let selectors = finds.listing.unwrap();
    let feed = parse::listing(html.as_bytes(), None, URL, &selectors, Limits::default()).unwrap();
    let days: Vec<String> = feed
        .entries
        .iter()
        .map(|entry| entry.published.unwrap().to_string()[..10].to_owned())
        .collect();
    assert_eq!(days, articles.map(|article| article.3), "{selectors}");
    assert_eq!(feed.entries[0].title, "Tekniska nämnden");
    // The head of the table has no link.
    assert!(feed.warnings.len() <= 1, "{:?}", feed.warnings);
}

#[test]
fn cards_with_hashed_classes_that_are_links_themselves() {
    let articles: [Article; 4] = [
        (
            "/ajankohtaista/a",
            "Uusi silta valmistui jokirantaan",
            "20.11.2026",
            "2026-11-20",
            "Silta on avoinna kävelijöille ja pyöräilijöille.",
        ),
        (
            "/ajankohtaista/b",
            "Koulujen katot vihertyvät",
            "18.11.2026",
            "2026-11-18",
            "Kaupunki istuttaa katoille maksaruohoja.",
        ),
        (
            "/ajankohtaista/c",
            "Avoin data kuntalaisille",
            "2.11.2026",
            "2026-11-02",
            "Aineistot ovat vapaasti käytettävissä.",
        ),
        (
            "/ajankohtaista/d",
            "Sähköbussit aloittavat keväällä",
            "1.10.2026",
            "2026-10-01",
            "Ensimmäiset kymmenen bussia on tilattu.",
        ),
    ];
    let items = each(&articles, |_, (path, title, seen, _, lead)| {
        format!(
            "<a class='Card_root__x9Yz2 css-1q2w3e' href='{path}'><div class='sc-bdVaJa'>\
             <h3 class='Card_title__aB3dE'>{title}</h3><span class='css-9z8y7x'>{seen}</span>\
             <p class='css-5t6y7u'>{lead}</p></div></a>"
        )
    });
    check(
        "cards",
        "fi",
        &format!("<div class='css-0a1b2c'>{items}</div>"),
        &articles,
        (true, true),
    );
}

#[test]
fn rows_and_columns_of_bootstrap() {
    let articles: [Article; 4] = [
        (
            "/news/a",
            "Council opens its data on air quality",
            "20 November 2026",
            "2026-11-20",
            "Readings from forty stations are free to use.",
        ),
        (
            "/news/b",
            "A new bridge for walkers",
            "12 November 2026",
            "2026-11-12",
            "The bridge links the harbour with the park.",
        ),
        (
            "/news/c",
            "Smart bins save half of all trips",
            "3 November 2026",
            "2026-11-03",
            "The bins call when they are full.",
        ),
        (
            "/news/d",
            "Street lights dim when nobody is near",
            "28 October 2026",
            "2026-10-28",
            "The trial runs until spring.",
        ),
    ];
    let items = each(&articles, |_, (path, title, seen, _, lead)| {
        format!(
            "<div class='row'><div class='col-md-4'><a href='{path}'><img src='x.jpg' alt=''></a></div>\
             <div class='col-md-8'><h3><a href='{path}'>{title}</a></h3><small>{seen}</small>\
             <p>{lead}</p><a class='btn' href='{path}'>Read more</a></div></div>"
        )
    });
    check("bootstrap", "en", &items, &articles, (true, true));
}

#[test]
fn a_plain_list_with_the_day_in_front() {
    let articles: [Article; 5] = [
        ("/aktuelles/a", "Neue Brücke für den Radverkehr", "20.11.2026", "2026-11-20", ""),
        ("/aktuelles/b", "Sensoren messen den Grundwasserstand", "18.11.2026", "2026-11-18", ""),
        ("/aktuelles/c", "Offene Daten für alle", "05.11.2026", "2026-11-05", ""),
        ("/aktuelles/d", "Quartier ohne Autos wird erprobt", "28.10.2026", "2026-10-28", ""),
        ("/aktuelles/e", "Wärme aus dem Abwasser", "01.10.2026", "2026-10-01", ""),
    ];
    let items = each(&articles, |_, (path, title, seen, ..)| {
        format!("<li>{seen} – <a href='{path}'>{title}</a></li>")
    });
    check("plain", "de", &format!("<ul>{items}</ul>"), &articles, (true, false));
}

#[test]
fn groups_of_a_year_with_headings_between() {
    let items = |articles: &[Article]| {
        each(articles, |_, (path, title, seen, _, lead)| {
            format!(
                "<li class='event'><h3><a href='{path}'>{title}</a></h3><p class='event-date'>{seen}</p>\
                 <p>{lead}</p></li>"
            )
        })
    };
    let list = format!(
        "<section class='year'><h2>2026</h2><ul>{}</ul></section>\
         <section class='year'><h2>2025</h2><ul>{}</ul></section>",
        items(&SWEDISH[..2]),
        items(&SWEDISH[2..])
    );
    check("years", "sv", &list, &SWEDISH, (true, true));
}

#[test]
fn cards_without_dates_beside_a_sidebar_of_news() {
    let cards = each(&SWEDISH, |_, (path, title, _, _, lead)| {
        format!(
            "<div class='card'><a class='card__link' href='{path}'><h3 class='card__title'>{title}</h3></a>\
             <p class='card__text'>{lead}</p><span class='card__tag'>Klimat</span></div>"
        )
    });
    let list = format!(
        "<div class='cards'>{cards}</div><aside><ul><li><a href='/x'>Ett</a> 2026-11-01</li>\
         <li><a href='/y'>Två</a> 2026-11-02</li><li><a href='/z'>Tre</a> 2026-11-03</li></ul></aside>\
         <a class=more href='?sida=2'>Visa fler</a>"
    );
    check("undated cards", "sv", &list, &SWEDISH, (false, true));
    let html = page("sv", &list);
    let selectors = parse::discover(html.as_bytes(), None, URL).unwrap().listing.unwrap();
    assert_eq!(selectors.next.as_deref(), Some("a.more"));
    assert_eq!(selectors.item, "div.card");
}

#[test]
fn a_link_that_holds_headline_day_and_lead() {
    let items = each(&SWEDISH, |_, (path, title, seen, _, lead)| {
        format!(
            "<li><a href='{path}'><span class='date'>{seen}</span><strong class='name'>{title}</strong>\
             <span class='lead'>{lead}</span></a></li>"
        )
    });
    check("all in one", "sv", &format!("<ol>{items}</ol>"), &SWEDISH, (true, true));
}

#[test]
fn a_page_without_a_list_has_none() {
    let text = "<p>En lång text utan lista som bara handlar om en enda sak. </p>".repeat(20);
    for list in [
        text.as_str(),
        "<p>Kontakta <a href='/anna'>Anna</a> eller <a href='/bo'>Bo</a>.</p>",
        "<ul><li><a href='https://annan.example/1'>En annan webbplats som har nyheter</a></li></ul>",
        "",
    ] {
        let html = page("sv", list);
        let finds = parse::discover(html.as_bytes(), None, URL).unwrap();
        assert_eq!(finds.listing, None, "{list}");
    }
}

#[test]
fn a_page_that_is_closed_to_robots_offers_no_list() {
    let items = each(&SWEDISH, |_, (path, title, seen, ..)| {
        format!("<li><a href='{path}'>{title}</a> {seen}</li>")
    });
    let html = page("sv", &format!("<ul>{items}</ul>"));
    let closed = html.replace("<head>", "<head><meta name=robots content=noindex>");
    assert!(parse::discover(html.as_bytes(), None, URL).unwrap().listing.is_some());
    assert_eq!(parse::discover(closed.as_bytes(), None, URL).unwrap().listing, None);
}

/// What is found of feeds, as far as it is named and in its order.
fn feeds(html: &str) -> Vec<String> {
    let finds = parse::discover(html.as_bytes(), None, URL).unwrap();
    let short = |link: FeedLink| link.url.replace("https://www.ekvik.example", "");
    finds.feeds.into_iter().map(short).collect()
}

#[test]
fn feeds_are_found_whatever_is_done_to_the_markup() {
    for (html, expected) in [
        ("<link rel=alternate type=application/rss+xml href=/a.xml>", vec!["/a.xml"]),
        ("<LINK HREF='/a.xml' REL='Alternate foo' TYPE='Application/ATOM+XML '>", vec!["/a.xml"]),
        (
            "<link rel='&#65;lternate' type='application/atom&#43;xml' href=' /a.xml '>",
            vec!["/a.xml"],
        ),
        ("<link rel=alternate type='application/feed+json' href=/a.json>", vec!["/a.json"]),
        ("<base href=/x/><link rel=alternate type=text/xml href=a.xml>", vec!["/x/a.xml"]),
        ("<link rel=alternate type=text/xml href=a.xml><base href=/x/>", vec!["/nyheter/a.xml"]),
        ("<!-- <link rel=alternate type=application/rss+xml href=/a.xml> --><p>", vec![]),
        ("<link rev=alternate type=application/rss+xml href=/a.xml>", vec![]),
        ("<link rel='alternate stylesheet' type=application/rss+xml href=/a.xml>", vec![]),
        ("<link rel=alternate type=application/json+oembed href=/wp-json/oembed/1>", vec![]),
        ("<link rel=alternate type=application/json href=/wp-json/wp/v2/pages/2>", vec![]),
        ("<link rel=alternate hreflang=en href=/en/>", vec![]),
        ("<body><p><link rel=alternate type=application/rss+xml href=/a.xml></p>", vec!["/a.xml"]),
        (
            "<link rel=alternate type=application/rss+xml title='Kommentarer' href=/comments/feed/>\
             <link rel=alternate type=application/rss+xml href=/feed/>",
            vec!["/feed/", "/comments/feed/"],
        ),
        ("<a href=/rss/nyheter>Prenumerera</a>", vec!["/rss/nyheter"]),
        (
            "<a href='/4.1a/12.2b.portlet?state=rss'>Nyheter</a>",
            vec!["/4.1a/12.2b.portlet?state=rss"],
        ),
        ("<a href=/om-rss.html>Om RSS</a><a href=/a.rss>x</a>", vec!["/a.rss", "/om-rss.html"]),
        ("<a href=/hjalp>Vad är RSS?</a>", vec!["/hjalp"]),
        ("<a href='https://feedly.com/i/feed/https://x'>Feedly</a>", vec![]),
        ("<a href='/nyheter/bro?utm_source=rss&utm_medium=rss'>Bron</a>", vec![]),
        ("<a href=/nyheter/bro>Atomic Kitten sjunger på bron</a>", vec![]),
        ("<a href='javascript:rss()'>RSS</a>", vec![]),
    ] {
        assert_eq!(feeds(html), expected, "{html}");
    }
}

#[test]
fn pages_that_are_called_as_lists_are_named() {
    for (html, expected) in [
        ("<a href=/press/>Pressmeddelanden</a><a href=/a>Nyheter om bron</a>", vec!["/press/"]),
        ("<a href=/n/#top><b>Alla</b> nyheter »</a><a href='/n/'>Nyheter</a>", vec!["/n/"]),
        (
            "<a href='https://b.example/n'>Nyheter</a><a href=/>Nyheter</a><a href=.>News</a>",
            vec![],
        ),
        ("<a href='javascript:x'>Projekt</a><a href=/projekt>Projekt</a>", vec!["/projekt"]),
    ] {
        let finds = parse::discover(html.as_bytes(), None, URL).unwrap();
        let short = |page: &String| page.replace("https://www.ekvik.example", "");
        let pages: Vec<String> = finds.list_pages.iter().map(short).collect();
        assert_eq!(pages, expected, "{html}");
    }
}

#[test]
fn traps_end_in_time() {
    let item = |n: usize| format!("<li><a href=/{n}>Artikel nummer {n} om något</a>");
    let part = |n: usize| format!("<div class=a{n}><a href=/{n}>{}</a>", "ord ".repeat(900));
    for trap in [
        "<div><a href=/x>".repeat(30_000),
        "<ul><li><a href=/a>Ett</a>".repeat(20_000),
        (0..20_000).map(item).collect::<Vec<_>>().concat(),
        (0..300).map(part).collect::<Vec<_>>().concat(),
        format!("<div>{}", "<p>1 maj 2026<b>".repeat(30_000)),
        format!("<li {}>", "class='a b c' ".repeat(30_000)),
    ] {
        let _ = parse::discover(trap.as_bytes(), None, URL);
    }
}
