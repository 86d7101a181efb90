//! Pages as tables: what stands in them, and what is read from them.

use super::{ExtractError, page};

const URL: &str = "https://www.staden.example/nyheter/belysning?id=1";
const STORY: &str = "<p>Kommunen byter ut åttahundra armaturer i centrum under hösten, och arbetet \
    börjar på Storgatan i nästa vecka.</p><p>Belysningen dämpas när ingen går förbi, och den som \
    arbetar med driften ser i realtid vilka lampor som har gått sönder.</p><p>Läs mer på \
    <a href='/projekt'>projektets sida</a>, säger gatuchefen.</p>";

fn document(head: &str, body: &str) -> String {
    format!("<!DOCTYPE html><html lang='sv-SE'><head>{head}</head><body>{body}</body></html>")
}

#[test]
fn a_story_is_read_without_its_frame() {
    let html = document(
        "<title>Ny belysning sparar energi - Staden</title>\
         <meta property='og:site_name' content='Staden'>\
         <meta property='article:published_time' content='2026-11-21T08:00:00+01:00'>\
         <meta name='author' content='Anna Ek'>\
         <meta name='robots' content='NOARCHIVE, follow'>\
         <link rel='canonical' href='/nyheter/belysning'>",
        &format!(
            "<header><nav><a href='/'>Hem</a> <a href='/om'>Om oss</a></nav></header>\
             <div class='cookie-banner'><p>Vi använder kakor på webbplatsen.</p></div>\
             <main><h1>Ny belysning sparar energi</h1>{STORY}<script>track()</script></main>\
             <aside>Läs också om badhuset</aside><footer>Organisationsnummer</footer>"
        ),
    );
    let page = page(&html, URL).unwrap();
    assert_eq!(page.title, "Ny belysning sparar energi");
    assert!(page.text.starts_with("Kommunen byter ut"), "{}", page.text);
    assert!(page.text.contains("gått sönder.\nLäs mer på projektets sida"), "{}", page.text);
    for boilerplate in ["kakor", "badhuset", "Organisationsnummer", "track", "Om oss"] {
        assert!(!page.text.contains(boilerplate), "{boilerplate}");
    }
    assert!(page.html.contains("href=\"https://www.staden.example/projekt\""), "{}", page.html);
    assert_eq!(page.published.as_deref(), Some("2026-11-21T08:00:00+01:00"));
    assert_eq!(page.byline.as_deref(), Some("Anna Ek"));
    assert_eq!(page.lang.as_deref(), Some("sv-SE"));
    assert_eq!(page.canonical.as_deref(), Some("https://www.staden.example/nyheter/belysning"));
    assert!(page.noarchive && !page.noindex);
}

const MORE: &str = "<p>Nämnden väntar sig att elräkningen sjunker med en tredjedel, och att fler vågar gå \
    hem sent på kvällen när ljuset följer dem från lykta till lykta.</p>";

#[test]
fn what_stands_around_a_story_goes_by_what_it_says() {
    let inside = [
        "<p>Läs också: <a href='/bad'>Badhuset stänger</a></p>",
        "<figure><figcaption>Foto: Bo Ek</figcaption></figure>",
        "<div class='newsletter-signup'><p>Brevet kommer varje fredag klockan åtta.</p></div>",
        "<h3>Fler nyheter</h3><ul><li><a href='/x'>Simskolan fylls</a></li></ul>",
        "<div class='author-bio'><p>Anna har skrivit om gator och torg i tjugo år.</p></div>",
        "<p>Alla kommentarer läses.</p><div id='comments'><p>Äntligen ljus på Storgatan, tack!</p></div>",
    ];
    let html = format!("<main><h1>Ny belysning</h1>{STORY}{}{MORE}</main>", inside.concat());
    let text = page(&document("<title>Ny belysning</title>", &html), URL).unwrap().text;
    assert!(text.contains("Läs mer på projektets sida, säger gatuchefen"), "{text}");
    assert!(text.contains("elräkningen"), "{text}");
    for gone in ["Badhuset", "Bo Ek", "fredag", "Fler nyheter", "Simskolan", "Anna har", "Äntligen"]
    {
        assert!(!text.contains(gone), "{gone} in {text}");
    }
}

#[test]
fn a_container_around_the_story_may_carry_any_class() {
    for class in ["entry themeform share", "has-sidebar", "content newsletter"] {
        let html = format!(
            "<div><h1>Ny belysning</h1></div><div class='{class}'>{STORY}{MORE}</div>\
             <div class='more'><h4>Das könnte dich auch interessieren</h4></div>"
        );
        let text = page(&document("<title>Ny belysning</title>", &html), URL).unwrap().text;
        assert!(text.contains("elräkningen") && text.contains("armaturer"), "{class}: {text}");
    }
}

#[test]
fn the_lead_above_a_story_is_kept() {
    let lead =
        "Åttahundra lampor byts ut innan jul, och natten blir tryggare för alla som går hem.";
    let html = format!(
        "<main><header><h1>Ny belysning</h1><p class='ingress'>{lead}</p></header>\
         <div class='body'>{STORY}{MORE}{MORE}</div></main>"
    );
    let page = page(&document("<title>Ny belysning</title>", &html), URL).unwrap();
    assert_eq!(page.text.matches(lead).count(), 1, "{}", page.text);
    assert!(page.html.contains(lead), "{}", page.html);
}

#[test]
fn the_text_in_json_ld_is_taken_where_the_page_shows_none() {
    let body = "Kommunen byter ut armaturer. ".repeat(40);
    let ld = format!(
        "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"articleBody\":\"{body}\"}}</script>"
    );
    let html = document(&ld, "<h1>Ny belysning</h1><p>Logga in för att läsa hela artikeln.</p>");
    assert!(page(&html, URL).unwrap().text.contains("byter ut armaturer"));
}

#[test]
fn titles_lose_the_name_of_the_site() {
    for (head, body, title) in [
        ("<title>Ny bro klar | Staden</title>", "<h1>Ny bro klar</h1>", "Ny bro klar"),
        (
            "<title>Staden: Ny bro klar</title>",
            "<div class=rubrik>Ny bro klar</div>",
            "Ny bro klar",
        ),
        ("<title>Ny bro klar i dag – Staden</title>", "", "Ny bro klar i dag"),
        (
            "<title>Staden</title><meta property=og:title content='Ny bro &amp; väg'>",
            "",
            "Ny bro & väg",
        ),
        ("<title>Ny bro</title>", "<h1>Staden</h1>", "Ny bro"),
        (
            "<title>Artiklar från regeringen: Vad är AI?</title>",
            "<div class=rubrik1>Vad är AI?</div>",
            "Vad är AI?",
        ),
        ("", "<h1>Bara <b>rubrik</b></h1>", "Bara rubrik"),
    ] {
        let page = page(&document(head, &format!("{body}{STORY}")), URL).unwrap();
        assert_eq!(page.title, title, "{head}");
    }
}

#[test]
fn dates_are_found_in_their_order() {
    let ld = "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"NewsArticle\",\
        \"datePublished\":\"2026-11-20\",\"author\":{\"name\":\"Bo\"}}]}</script>";
    let meta = "<meta name='DC.Date' content='2026-11-19'>";
    let time = "<time datetime='2026-11-18T10:00:00Z'>i går</time>";
    let words = "<p>Publicerad 17 november 2026</p>";
    for (head, body, published) in [
        (format!("{ld}{meta}"), format!("{time}{words}"), Some("2026-11-20")),
        (meta.to_owned(), format!("{time}{words}"), Some("2026-11-19")),
        (String::new(), format!("{time}{words}"), Some("2026-11-18T10:00:00+00:00")),
        (String::new(), words.to_owned(), Some("2026-11-17")),
        (String::new(), String::new(), None),
    ] {
        let page = page(&document(&head, &format!("{body}{STORY}")), URL).unwrap();
        assert_eq!(page.published.as_deref(), published);
    }
}

#[test]
fn the_rule_that_found_a_date_is_told() {
    let line = |text: &str| format!("<p>Start</p><h1>Ny bro</h1><p>{text}</p>");
    for (head, body, expected) in [
        (
            "<meta property='article:published_time' content='2026-11-19'>",
            String::new(),
            "meta article:published_time 2026-11-19",
        ),
        (
            "<meta name='date' content='2026-11-27'>",
            line("Av Bo Ek, 17 november 2026"),
            "text near the headline 2026-11-17",
        ),
        (
            "",
            line("<time datetime='2026-11-25'>Publicerad 17 november 2026</time>"),
            "time 2026-11-17",
        ),
        ("", line("Uppdaterad 17 november 2026"), "text near the headline 2026-11-17"),
        ("", format!("{}<ul><li>Mötet 2026, 13:00</li></ul>", line("Av Bo")), ""),
        (
            "<meta property='article:modified_time' content='2026-11-19'>",
            String::new(),
            "modified 2026-11-19",
        ),
    ] {
        let page = page(&document(head, &format!("{body}{STORY}")), URL).unwrap();
        let found = [page.published_from, page.published].map(Option::unwrap_or_default).join(" ");
        assert_eq!(found.trim(), expected);
    }
}

#[test]
fn the_address_dates_a_page_that_does_not() {
    for (url, published) in [
        ("https://staden.example/nyheter/2026/11/21/bro", Some("2026-11-21")),
        ("https://staden.example/2026-11-21-bro", Some("2026-11-21")),
        ("https://staden.example/artikel/20261121", None),
        ("https://staden.example/tal/20261121_invigning", Some("2026-11-21")),
        ("https://staden.example/nytt/~21-11-2026-bro", Some("2026-11-21")),
        ("https://staden.example/2026/13/45/bro", None),
        ("https://staden.example/2026", None),
    ] {
        assert_eq!(
            page(&document("", STORY), url).unwrap().published.as_deref(),
            published,
            "{url}"
        );
    }
}

#[test]
fn bad_pages_never_harm() {
    assert_eq!(page(" \n", URL), Err(ExtractError::Empty));
    assert_eq!(page("<html><body></body></html>", URL), Err(ExtractError::Empty));
    let deep = format!("{}{STORY}", "<div>".repeat(100_000));
    assert!(page(&deep, URL).unwrap().text.contains("gatuchefen"));
    for trap in [
        "<table><tr><td>".repeat(20_000),
        "<b><i>".repeat(50_000),
        "<ul><li>".repeat(50_000),
        "<!--".repeat(50_000),
        format!("<script type='application/ld+json'>{}</script>", "[".repeat(100_000)),
        "\u{0}\u{FFFD}<".repeat(10_000),
    ] {
        let _ = page(&trap, "not an address");
    }
}
