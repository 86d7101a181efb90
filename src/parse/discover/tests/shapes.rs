//! Lists in other shapes: tables, cards, groups.

use super::{Article, SWEDISH, URL, check, each, page};
use crate::parse::{self, Limits};

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
