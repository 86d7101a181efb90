//! Pages with and without lists, and what is found on each.

mod links;
mod shapes;
mod systems;

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
