//! Whoever stops a crawl loses nothing: what was found is kept, hosts that asked for rest have it,
//! and the next crawl does what is left.

use std::process::{Command, Stdio};

use crate::house::{House, until};
use crate::site::{Answer, Site};

#[test]
fn a_stopped_crawl_keeps_what_it_found_and_what_hosts_asked_for() {
    let (good, busy, slow) = (Site::start(), Site::start(), Site::start());
    good.feed("/feed", &[("Gröna tak", "/tak", "Ingress.")]);
    let rest = Answer::new(429, "text/plain", "").header("Retry-After", "3600");
    busy.answer("/feed", rest);
    slow.answer("/feed", Answer::new(200, "application/rss+xml", "x").held());

    let house = House::with_feeds(&good, &[("god", "/feed")], "");
    let mut sources = std::fs::read_to_string(house.path("sources.toml")).unwrap();
    for (id, site) in [("upptagen", &busy), ("sen", &slow)] {
        let url = site.url("/feed");
        sources += &format!("[[source]]\nid = \"{id}\"\nname = \"{id}\"\nurl = \"{url}\"\n");
    }
    house.write("sources.toml", &sources);
    house.allow(&[&good.network(), &busy.network(), &slow.network()]);

    let mut command = house.command(&["crawl"]);
    let mut crawl = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    until("all three feeds to be asked for", || {
        [&good, &busy, &slow].iter().all(|site| !site.requests_for("/feed").is_empty())
    });
    until("both answers to be written down", || {
        house.source("god")["health"] == "ok" && house.source("upptagen")["health"] == "failing"
    });
    let stop = Command::new("kill").args(["-TERM", &crawl.id().to_string()]).status().unwrap();
    assert!(stop.success());
    assert_eq!(crawl.wait().unwrap().code(), Some(1), "it was stopped before its end");

    assert_eq!(house.titles("gröna tak"), ["Gröna tak"]);
    assert_eq!(house.source("upptagen")["health"], "failing");
    assert_eq!(house.source("sen")["health"], "new", "it is still to be looked at");

    slow.go_on();
    slow.feed("/feed", &[("Smarta lås", "/las", "Ingress.")]);
    busy.forget_requests();
    let report = house.json(&["crawl", "--all"]);
    assert_eq!(report["interrupted"], false);
    assert_eq!(busy.requests().len(), 0, "it asked for an hour of rest");
    assert_eq!(house.titles("smarta lås"), ["Smarta lås"]);
}
