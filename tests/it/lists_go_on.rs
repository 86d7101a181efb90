//! A list that goes on over several pages is read as far as its source allows the first time, and
//! later only as far as there is something new: politely, each page once, and never in a circle.

use serde_json::Value;

use crate::house::House;
use crate::site::{Answer, Site};

const LIST: &str = "/nyheter";

fn page(numbers: impl IntoIterator<Item = u32>, next: &str) -> Answer {
    let item = |number: u32| {
        format!(
            "<li><a href=\"/n/{number}\">Nyhet {number}</a> <time>2026-11-{number:02}</time></li>"
        )
    };
    let items: String = numbers.into_iter().map(item).collect();
    let body = format!("<html lang=sv><ul class=news>{items}</ul>{next}</html>");
    Answer::new(200, "text/html", body)
}

fn link(to: &str) -> String {
    format!("<a class=\"more\" href=\"{to}\">Visa fler</a>")
}

/// Four pages of three: 12 to 10, 9 to 7, …
fn four_pages(site: &Site) {
    let next = |number: u32| link(&format!("/nyheter?sida={number}"));
    site.answer(LIST, page([12, 11, 10], &next(2)));
    site.answer("/nyheter?sida=2", page([9, 8, 7], &next(3)));
    site.answer("/nyheter?sida=3", page([6, 5, 4], &next(4)));
    site.answer("/nyheter?sida=4", page([3, 2, 1], ""));
}

fn house(site: &Site, more: &str) -> House {
    let fields =
        format!("kind = \"listing\"\nevery = \"1h\"\n[source.listing]\nitem = \"li\"\n{more}");
    House::with_source(site, LIST, &fields)
}

/// How a site is prepared, how many articles are new, and how many pages of the list are read.
type Case<'c> = (&'c dyn Fn(&Site), u64, usize);

fn pages(site: &Site) -> Vec<String> {
    site.paths().into_iter().filter(|path| path.starts_with(LIST)).collect()
}

fn first(report: &Value) -> &Value {
    &report["sources"][0]
}

#[test]
fn the_first_run_reads_all_that_it_may() {
    for (more, expected) in [
        ("next = \"a.more\"\n", 4),
        ("next = \"a.more\"\nmax_pages = 3\n", 3),
        ("max_pages = 10\n", 4),
        ("max_pages = 1\n", 1),
        ("", 1),
    ] {
        let site = Site::start();
        four_pages(&site);
        let house = house(&site, more);
        let report = house.json(&["crawl"]);
        assert_eq!(report["new_documents"], expected * 3, "{more}: {report}");
        assert_eq!(pages(&site).len(), expected, "{more}");
        let is_told = first(&report)["warnings"].to_string().contains("only the first 3 pages");
        assert_eq!(is_told, expected == 3, "{more}: {report}");
    }
}

#[test]
fn later_runs_read_as_far_as_there_is_something_new() {
    let site = Site::start();
    four_pages(&site);
    let mut house = house(&site, "next = \"a.more\"\n");
    house.well(&["crawl"]);
    for (hour, new, newest, expected) in
        [(9, 0, vec![12, 11, 10], 1), (11, 1, vec![13, 12, 11], 2), (13, 3, vec![16, 15, 14], 2)]
    {
        site.forget_requests();
        // The same articles with another word around them: the page has changed.
        site.answer(LIST, page(newest, &(link("/nyheter?sida=2") + &hour.to_string())));
        house.at(&format!("2026-11-21T{hour:02}:00:00Z"));
        let report = house.json(&["crawl"]);
        assert_eq!(report["new_documents"], new, "{report}");
        assert_eq!(pages(&site).len(), expected, "{hour}: {:?}", site.paths());
    }
}

#[test]
fn no_circle_is_walked() {
    let there_and_back = |site: &Site| {
        site.answer(LIST, page([3, 2], &link("/nyheter?sida=2")));
        site.answer("/nyheter?sida=2", page([1], &link("/nyheter")));
    };
    let same_again = |site: &Site| {
        site.answer(LIST, page([3, 2], &link("/nyheter?sida=2")));
        site.answer("/nyheter?sida=2", page([3, 2], &link("/nyheter?sida=3")));
    };
    let elsewhere = |site: &Site| {
        site.answer(LIST, page([3, 2], &link("http://127.0.0.9/nyheter?sida=2")));
    };
    let empty_end = |site: &Site| {
        site.answer(LIST, page([3, 2], &link("/nyheter?sida=2")));
        site.answer("/nyheter?sida=2", page([], &link("/nyheter?sida=3")));
    };
    let cases: [Case<'_>; 4] =
        [(&there_and_back, 3, 2), (&same_again, 2, 2), (&elsewhere, 2, 1), (&empty_end, 2, 2)];
    for (number, (prepare, new, read)) in cases.into_iter().enumerate() {
        let site = Site::start();
        prepare(&site);
        let house = house(&site, "next = \"a.more\"\n");
        let report = house.json(&["crawl"]);
        assert_eq!(report["new_documents"], new, "{number}: {report}");
        assert_eq!(pages(&site).len(), read, "{number}: {:?}", site.paths());
    }
}

#[test]
fn a_page_that_is_forbidden_or_broken_costs_only_what_lies_behind_it() {
    for (robots, status) in [("User-agent: *\nDisallow: /nyheter?sida\n", 200), ("", 500)] {
        let site = Site::start();
        four_pages(&site);
        site.answer("/robots.txt", Answer::new(200, "text/plain", robots));
        if status != 200 {
            site.answer("/nyheter?sida=2", Answer::new(status, "text/html", "fel"));
        }
        let mut house = house(&site, "next = \"a.more\"\n");
        let report = house.json(&["crawl"]);
        assert_eq!(report["new_documents"], 3, "{report}");
        assert!(first(&report)["warnings"].to_string().contains("sida=2"), "{report}");
        assert_eq!(pages(&site).len(), if status == 200 { 1 } else { 2 });
        assert_eq!(house.source("ekvik")["health"], "ok");
        house.at("2026-11-21T09:00:00Z");
        house.json(&["crawl"]);
        let again = site.requests_for(LIST).pop().unwrap();
        assert!(!again.headers.contains_key("if-none-match"), "the whole is asked for again");
    }
}

#[test]
fn pages_of_the_list_take_room_from_the_pages_behind_it() {
    let site = Site::start();
    let numbers: Vec<u32> = (1..=28).collect();
    site.answer(LIST, page(numbers.clone(), &link("/nyheter?sida=2")));
    site.answer("/nyheter?sida=2", page(29..=30, &link("/nyheter?sida=3")));
    site.answer("/nyheter?sida=3", page(31..=60, ""));
    let fields = "kind = \"listing\"\nfull_text = true\n[source.listing]\nitem = \"li\"\nnext = \"a.more\"\n";
    let house = House::with_source(&site, LIST, fields);
    let report = house.json(&["crawl"]);
    assert_eq!(report["new_documents"], 60);
    assert_eq!(report["pages_waiting"], 60 - 48, "two of fifty were pages of the list: {report}");
}
