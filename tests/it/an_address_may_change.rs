//! A corrected address counts at once: what was remembered of the old one is forgotten, and the
//! documents stay.

use crate::house::House;
use crate::site::{Answer, Site};

#[test]
fn a_corrected_address_wins_over_a_remembered_redirect() {
    let site = Site::start();
    site.answer("/old", Answer::new(301, "text/plain", "").header("Location", &site.url("/new")));
    site.feed("/new", &[("Gröna tak", "/tak", "Ingress.")]);
    let mut house = House::with_feeds(&site, &[("ekvik", "/old")], "");
    house.well(&["crawl"]);
    assert_eq!(house.source("ekvik")["moved_to"], site.url("/new"));

    site.feed("/fixed", &[("Gröna tak", "/tak", "Ingress."), ("Smarta lås", "/las", "Ny.")]);
    let sources = std::fs::read_to_string(house.path("sources.toml")).unwrap();
    house.write("sources.toml", &sources.replace("/old", "/fixed"));
    site.forget_requests();
    house.at("2026-11-21T07:01:00Z");
    assert_eq!(house.json(&["crawl"])["new_documents"], 1, "it is due at once");
    assert_eq!(site.requests_for("/new").len(), 0);
    assert!(!site.requests_for("/fixed")[0].headers.contains_key("if-none-match"));
    assert!(house.source("ekvik")["moved_to"].is_null());
    assert_eq!(house.documents().len(), 2);
}

#[test]
fn a_redirect_that_ends_nowhere_is_asked_about_again() {
    let site = Site::start();
    site.answer("/old", Answer::new(301, "text/plain", "").header("Location", &site.url("/new")));
    site.feed("/new", &[("Gröna tak", "/tak", "Ingress.")]);
    let mut house = House::with_feeds(&site, &[("ekvik", "/old")], "");
    house.well(&["crawl"]);

    site.answer("/new", Answer::new(404, "text/plain", ""));
    site.feed("/old", &[("Gröna tak", "/tak", "Ingress."), ("Smarta lås", "/las", "Ny.")]);
    house.at("2026-11-22T07:00:00Z");
    house.run(&["crawl"]);
    house.at("2026-11-23T07:00:00Z");
    assert_eq!(house.json(&["crawl"])["new_documents"], 1);
}
