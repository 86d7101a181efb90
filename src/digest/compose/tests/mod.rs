//! Whole letters, and what each of them must keep.

mod programs;
mod sample;

use super::{Confirmation, compose, confirmation, json, markdown, owner_note};
use crate::date::Day;
use crate::digest::letter::{Composed, Content, Counts, Item, Letter};
use crate::digest::links;
use crate::message::Locale;
use crate::model::{Kind, Language};
use crate::token::SigningKey;

/// Gmail hides what comes after this.
const GMAIL_CLIPS_BYTES: usize = 102 * 1024;

fn whole(composed: &Composed) -> String {
    format!("Subject: {}\n\n{}\n\n{}", composed.subject, composed.text, composed.html)
}

fn all() -> Vec<Composed> {
    vec![
        compose(&sample::digest(Locale::Sv)),
        compose(&sample::digest(Locale::En)),
        compose(&sample::network()),
        confirmation(&sample::confirmation(Locale::Sv)),
        confirmation(&sample::confirmation(Locale::En)),
        owner_note(&sample::owner_note(Locale::Sv)),
    ]
}

#[test]
fn digests_read_well() {
    insta::assert_snapshot!("digest_sv", whole(&compose(&sample::digest(Locale::Sv))));
    insta::assert_snapshot!("digest_en", whole(&compose(&sample::digest(Locale::En))));
    insta::assert_snapshot!("digest_markdown", markdown(&sample::digest(Locale::Sv)));
    let json = serde_json::to_string_pretty(&json(&sample::digest(Locale::Sv))).unwrap();
    insta::assert_snapshot!("digest_json", json);
}

#[test]
fn network_letters_read_well() {
    insta::assert_snapshot!("network_sv", whole(&compose(&sample::network())));
    insta::assert_snapshot!("network_markdown", markdown(&sample::network()));
}

#[test]
fn notices_read_well() {
    insta::assert_snapshot!(
        "confirmation_sv",
        whole(&confirmation(&sample::confirmation(Locale::Sv)))
    );
    insta::assert_snapshot!(
        "confirmation_en",
        whole(&confirmation(&sample::confirmation(Locale::En)))
    );
    insta::assert_snapshot!("owner_note_sv", whole(&owner_note(&sample::owner_note(Locale::Sv))));
}

/// What a subject says of these hits of the own network.
fn subject(items: &[Item]) -> String {
    let mut letter = Letter { world: Vec::new(), ..sample::digest(Locale::Sv) };
    letter.own = items.to_vec();
    compose(&letter).subject
}

#[test]
fn a_subject_carries_the_news() {
    let call = |closes: &str| Item {
        kind: Some(Kind::Call),
        closes: Day::read(closes),
        ..sample::item(2, "Utlysning", "2026-11-16T06:00:00Z")
    };
    let news = sample::item(1, "Landskrona testar digital nattillsyn", "2026-11-16T06:00:00Z");
    let check = |calls: &[&str], expected: &str| {
        let mut items = vec![news.clone()];
        items.extend(calls.iter().map(|closes| call(closes)));
        assert_eq!(subject(&items), expected);
    };
    check(&[], "Utkik v. 47: Landskrona testar digital nattillsyn");
    check(
        &["2026-12-11", "2026-12-02"],
        "Utkik v. 47: Landskrona testar digital nattillsyn · två utlysningar stänger i december",
    );
    check(
        &["2026-12-11", "2026-11-27"],
        "Utkik v. 47: Landskrona testar digital nattillsyn · utlysning stänger 27 november",
    );
    check(&["2026-11-15", "2027-05-02"], "Utkik v. 47: Landskrona testar digital nattillsyn");
    let long = Item { title: "ordet ".repeat(200), ..call("2026-12-11") };
    let subject = subject(&[long]);
    assert!(
        subject.chars().count() <= 90 && subject.contains("… · utlysning stänger 11"),
        "{subject}"
    );
}

/// The head of a digest in Swedish and in English.
fn heads(counts: Counts) -> [String; 2] {
    [Locale::Sv, Locale::En].map(|locale| {
        let letter = Letter { content: Content::Digest(counts), ..sample::digest(locale) };
        let text = compose(&letter).text;
        let head = text.split("\n\n").nth(2).unwrap();
        head.replace('\n', " ")
    })
}

#[test]
fn a_head_leaves_out_what_is_not() {
    let one = Counts { hits: 1, told: 1, in_network: 1, ..Counts::default() };
    assert_eq!(heads(one), ["1 ny träff. 1 i nätverket.", "1 new hit. 1 in the network."]);
    let many = Counts { hits: 14, told: 3, nordic: 5, closing_soon: 2, ..Counts::default() };
    let [sv, en] = heads(many);
    assert_eq!(sv, "14 nya träffar → 3 för dig. 5 i Norden. 2 utlysningar stänger inom 14 dagar.");
    assert_eq!(
        en,
        "14 new hits → 3 for you. 5 in the Nordic countries. 2 calls close within 14 days."
    );
}

#[test]
fn plain_text_fits_a_terminal() {
    for letter in all() {
        for line in letter.text.lines().filter(|line| !line.trim_start().starts_with("https://")) {
            assert!(line.chars().count() <= 78, "{line}");
            assert!(!line.contains("://"), "a link has a line of its own: {line}");
        }
    }
}

/// A letter in which all that comes from outside is bad.
fn hostile() -> Letter {
    let bad = "\"><script>alert(1)</script><img src=https://x.example/p.gif>\u{202e}\r\nBcc: a@b.se utkik--manage--token utkik--answer--0000000000000009--";
    let mut letter = sample::digest(Locale::Sv);
    letter.title = bad.to_owned();
    letter.network = bad.to_owned();
    for item in &mut letter.own {
        item.title = bad.to_owned();
        item.summary = bad.to_owned();
        item.source = bad.to_owned();
        item.place = bad.to_owned();
        item.cost = Some(bad.to_owned());
        item.matched = vec![bad.to_owned()];
        item.link = "javascript:alert(1)//://x".to_owned();
    }
    for item in &mut letter.world {
        item.link = "https://x.example/?t=utkik--manage--token&u=\"><script>".to_owned();
    }
    letter
}

#[test]
fn nothing_from_outside_acts() {
    let letter = hostile();
    let composed = compose(&letter);
    for text in [&composed.html, &composed.text, &composed.subject] {
        assert!(!text.contains('\u{202e}') && !text.contains("javascript:"), "{text}");
    }
    assert!(!composed.html.contains("<script") && !composed.html.contains("<img"));
    assert!(!composed.subject.contains(['\r', '\n']));
    // Only our own links hold what is of one reader alone.
    let key = SigningKey::new(&[1; 32]);
    let token = links::manage_token(&key, "sub");
    for (text, expected) in [(&composed.html, 1), (&composed.text, 1), (&composed.subject, 0)] {
        let filled = links::fill_in(text, &key, "sub", 1);
        assert_eq!(filled.matches(&token).count(), expected, "{filled}");
        assert!(!filled.contains(links::MANAGE) && !filled.contains("0000000000000009."));
    }
    let shared = format!("{}{}", markdown(&letter), json(&letter));
    assert!(!shared.contains(links::MANAGE) && !shared.contains("/answer/"), "{shared}");
    assert!(!shared.contains("javascript:") && !shared.contains("utkik--answer--"));
}

#[test]
fn a_full_letter_is_not_clipped() {
    let mut letter = sample::digest(Locale::Sv);
    let full = |number| Item {
        title: "å".repeat(300),
        summary: "ö".repeat(300),
        link: format!("https://x.example/{}", "a".repeat(1000)),
        source: "ä".repeat(100),
        place: "Örkelljunga".to_owned(),
        matched: vec!["ett ganska långt begrepp om nattillsyn".to_owned(); 9],
        cost: Some("1".repeat(200)),
        closes: Day::read("2026-12-11"),
        event: Day::read("2026-12-11"),
        needs_login: true,
        language: Language::NB,
        also_in: vec!["Källan".to_owned(); 3],
        ..sample::item(number, "", "2026-11-16T06:00:00Z")
    };
    letter.own = (0..3).map(full).collect();
    letter.world = (3..8).map(full).collect();
    let html =
        links::fill_in(&compose(&letter).html, &SigningKey::new(&[1; 32]), &"a".repeat(32), 1);
    assert!(html.len() < GMAIL_CLIPS_BYTES, "{} bytes", html.len());
}

#[test]
fn letters_are_read_in_order_and_load_nothing() {
    for letter in all() {
        let mut before = 0;
        for (at, _) in letter.html.match_indices("<h") {
            let level = letter.html[at + 2..].chars().next().unwrap().to_digit(10);
            let Some(level) = level else { continue };
            assert!(level <= before + 1 && (level > 1 || before == 0), "h{level} after h{before}");
            before = level;
        }
        assert!(before > 0);
        for tag in letter.html.split("<table").skip(1) {
            assert!(tag.trim_start_matches(" class=\"").contains("role=\"presentation\""));
        }
        for loads in ["src=", "url(", "<img", "<link", "<script", "<form", "@import", "background="]
        {
            assert!(!letter.html.contains(loads), "{loads}");
        }
        for link in letter.html.split("href=\"").skip(1) {
            assert!(link.starts_with("https://"), "{link}");
        }
    }
}

#[test]
fn a_list_of_an_analyst_has_no_headings_between() {
    let html = compose(&sample::network()).html;
    assert_eq!(html.matches("<h2").count(), 3);
    assert!(!html.contains("<h3"));
}

#[test]
fn what_a_stranger_typed_stands_in_no_subject() {
    let title = "VINN en miljon, ring nu".to_owned();
    let typed = Confirmation { title, is_typed: true, ..sample::confirmation(Locale::Sv) };
    let letter = confirmation(&typed);
    assert_eq!(letter.subject, "Bekräfta din prenumeration");
    assert!(letter.text.contains("VINN en miljon"), "whoever did ask sees what for");
}
