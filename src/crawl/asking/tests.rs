//! What is asked for each page of a register.

use super::*;

fn source(url: &str, table: &str) -> Source {
    let list = format!(
        "[[source]]\nid = \"a\"\nname = \"A\"\nurl = \"{url}\"\nkind = \"register\"\n{table}"
    );
    let list = crate::config::read_sources(std::path::Path::new("x"), list).unwrap();
    assert_eq!(list.problems, []);
    list.sources.into_iter().next().unwrap()
}

/// The addresses of the first pages, of which each holds three records and leads to the next.
fn addresses(source: &Source, leads: &Leads<'_>) -> Vec<String> {
    let asking = Asking::of(source, &source.url);
    let now = "2026-11-21T07:00:00Z".parse().unwrap();
    let state = SourceState::first(source.id.clone(), now);
    let first = Some(asking.start(&state, now));
    let pages = std::iter::successors(first, |at| asking.after(at, leads));
    pages.take(3).map(|at| asking.address(&at)).collect()
}

#[test]
fn each_kind_of_paging_has_its_addresses() {
    let leads = Leads { answered_from: "https://a.se/p", records: 3, ..Leads::default() };
    let link = Leads { link: Some("https://a.se/next"), ..leads.clone() };
    let token = Leads { cursor: Some("a b"), ..leads.clone() };
    let there = Leads { cursor: Some("?c=2"), ..leads.clone() };
    for (url, table, leads, expected) in [
        ("https://a.se/p", "", &leads, vec!["https://a.se/p"]),
        (
            "https://a.se/p",
            "",
            &link,
            vec!["https://a.se/p", "https://a.se/next", "https://a.se/next"],
        ),
        ("https://a.se/p", "[source.json]\npaging = \"none\"", &link, vec!["https://a.se/p"]),
        (
            "https://a.se/p?x=1&page=1",
            "[source.json]\npaging = \"page\"",
            &leads,
            vec![
                "https://a.se/p?x=1&page=1",
                "https://a.se/p?x=1&page=2",
                "https://a.se/p?x=1&page=3",
            ],
        ),
        (
            "https://a.se/{page}?n={limit}",
            "[source.json]\nfirst_page = 0\nlimit = 3",
            &leads,
            vec!["https://a.se/0?n=3", "https://a.se/1?n=3", "https://a.se/2?n=3"],
        ),
        ("https://a.se/{page}", "[source.json]\nlimit = 4", &leads, vec!["https://a.se/1"]),
        (
            "https://a.se/p?o={offset}",
            "",
            &leads,
            vec!["https://a.se/p?o=0", "https://a.se/p?o=3", "https://a.se/p?o=6"],
        ),
        (
            "https://a.se/p",
            "[source.json]\ncursor = \"x\"\nparameter = \"t\"\nmax_pages = 2",
            &token,
            vec!["https://a.se/p", "https://a.se/p?t=a+b", "https://a.se/p?t=a+b"],
        ),
        (
            "https://a.se/p",
            "[source.json]\ncursor = \"x\"",
            &there,
            vec!["https://a.se/p", "https://a.se/p?c=2", "https://a.se/p?c=2"],
        ),
        (
            "https://a.se/{YYYY-MM-DD}/{since:%Y%m%d}",
            "[source.json]\nsince_days = 20",
            &leads,
            vec!["https://a.se/2026-11-01/20261101"],
        ),
    ] {
        assert_eq!(addresses(&source(url, table), leads), expected, "{url} {table}");
    }
}

#[test]
fn parts_of_a_form_are_json() {
    let source = source(
        "https://a.se/search",
        "[source.json]\nmethod = \"post\"\npaging = \"page\"\n[source.json.parts]\n\
         query = '{\"page\":{page}}'\n",
    );
    let asking = Asking::of(&source, &source.url);
    let at = Position { pages: 4, ..Position::default() };
    let (content_type, body) = asking.posted(&at).unwrap();
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let body = String::from_utf8(body).unwrap();
    assert_eq!(
        body,
        format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"query\"; filename=\"blob\"\r\n\
             Content-Type: application/json\r\n\r\n{{\"page\":5}}\r\n--{boundary}--\r\n"
        )
    );
    assert_eq!(asking.address(&at), "https://a.se/search", "the page is in the body");
    assert_ne!(asking.key(&at), asking.key(&Position::default()));
}
