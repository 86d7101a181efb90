//! Lists as they are built by the systems that public bodies use.

use super::{Article, SWEDISH, check, each};

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
