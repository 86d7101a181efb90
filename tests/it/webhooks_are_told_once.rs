//! A webhook is told what is new, once: what it does not take is sent again as it was, and what it
//! has taken is not.

use crate::house::House;
use crate::site::{Answer, Request, Site};

const FEED: &str = "/feed.xml";

fn posts(site: &Site) -> Vec<Request> {
    site.requests().into_iter().filter(|request| request.method == "POST").collect()
}

#[test]
fn what_is_new_is_told_once() {
    let site = Site::start();
    site.feed(FEED, &[("Gröna tak i Ekvik", "/tak", "Tolv tak.")]);
    let mut house = House::with_feeds(&site, &[("ekvik", FEED)], "");
    let sources = std::fs::read_to_string(house.path("sources.toml")).unwrap();
    let search = "\n[[search]]\nname = \"tak\"\ntitle = \"Gröna tak\"\nquery = \"tak\"\n";
    house.write("sources.toml", &(sources + search));
    let run = std::fs::read_to_string(house.path("utkik.toml")).unwrap();
    let hook = "[web]\nbase_url = \"https://utkik.example\"\n[[webhook]]\nname = \"kanalen\"\n\
                search = \"tak\"\nform = \"slack\"\n";
    house.write("utkik.toml", &(run + hook));
    let send = |house: &House| {
        let mut command = house.command(&["digest", "send"]);
        let output = command.env("UTKIK_WEBHOOK_KANALEN_URL", site.url("/hemligt")).output();
        let output = output.unwrap();
        let said =
            String::from_utf8_lossy(&output.stderr) + String::from_utf8_lossy(&output.stdout);
        assert!(!said.contains("hemligt"), "{said}");
        said.into_owned()
    };
    // It begins with what is new from now on.
    house.well(&["crawl"]);
    send(&house);
    assert_eq!(posts(&site).len(), 0);

    site.answer("/hemligt", Answer::new(500, "text/plain", "nej"));
    site.feed(FEED, &[("Röda tak i Ekvik", "/roda", "Nio tak.")]);
    house.at("2026-11-21T09:00:00Z");
    house.well(&["crawl", "--all"]);
    let said = send(&house);
    assert!(said.contains("webhook `kanalen`") && said.contains("500"), "{said}");
    let first = posts(&site);
    assert_eq!(first.len(), 1, "{said}");
    assert!(first[0].body.contains("Röda tak i Ekvik"), "{:?}", first[0].body);
    assert!(!first[0].body.contains("Gröna tak i Ekvik"), "{:?}", first[0].body);

    site.answer("/hemligt", Answer::new(200, "text/plain", "ok"));
    house.at("2026-11-21T12:00:00Z");
    send(&house);
    send(&house);
    let all = posts(&site);
    assert_eq!(all.len(), 2, "again as it was, and then no more");
    assert_eq!(all[0].body, all[1].body);
}
