//! Slow hosts delay nobody: whoever drips, hangs, or has two thousand pages to show is read at its
//! own pace while all others go on.

use std::process::Stdio;
use std::time::Duration;

use crate::house::{House, Said, until};
use crate::site::{Answer, Site, item};

const FEED: &str = "/feed.xml";

/// A house with one feed at each site; sources come in the order of the sites.
fn house(sites: &[&Site], gap_ms: u64) -> House {
    let house = House::new();
    let mut sources = "[network]\nname = \"Prov\"\ncontact = \"prov@example.org\"\n".to_owned();
    for (number, site) in sites.iter().enumerate() {
        sources.push_str(&format!(
            "\n[[source]]\nid = \"s{number:03}\"\nname = \"s\"\nurl = \"{}\"\nfull_text = true\n",
            site.url(FEED)
        ));
    }
    house.write("sources.toml", &sources);
    let networks: Vec<String> = sites.iter().map(|site| site.network()).collect();
    house.write(
        "utkik.toml",
        &format!("[fetch]\nallow_networks = {networks:?}\ngap_ms = {gap_ms}\n"),
    );
    house
}

#[test]
fn more_hanging_hosts_than_places_hold_nobody_up() {
    // More than are visited at once; they come first in the list.
    const HANGING: usize = 66;
    let hanging: Vec<Site> = (0..HANGING).map(|_| Site::start()).collect();
    for site in &hanging {
        let body = site.rss_text("");
        site.answer(FEED, Answer::new(200, "application/rss+xml", body).held());
    }
    let honest: Vec<Site> = (0..4).map(|_| Site::start()).collect();
    for site in &honest {
        site.rss(FEED, "");
    }
    let sites: Vec<&Site> = hanging.iter().chain(&honest).collect();
    let house = house(&sites, 0);
    let mut crawl = house.command(&["crawl"]);
    let crawl = crawl.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    until("the honest ones", || honest.iter().all(|site| !site.requests_for(FEED).is_empty()));
    // Now the others may answer. Each that had come to its deadline before would have failed.
    hanging.iter().for_each(Site::go_on);
    let said = Said::from(crawl.wait_with_output().unwrap());
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(hanging.iter().all(|site| site.requests_for(FEED).len() == 1));
}

#[test]
fn a_host_with_two_thousand_pages_is_read_one_by_one_while_others_go_on() {
    const GAP: Duration = Duration::from_millis(30);
    let large = Site::start();
    let items: String = (0..2000)
        .map(|number| {
            let link = large.url(&format!("/sida/{number}"));
            item(&format!("Sida {number}"), &link, &link, "Ingress.")
        })
        .collect();
    large.rss(FEED, &items);
    for number in 0..2000 {
        let page = Answer::new(200, "text/html", "<html><body><p>En kort sida.</p></body></html>");
        large.answer(&format!("/sida/{number}"), page);
    }
    let others: Vec<Site> = (0..5).map(|_| Site::start()).collect();
    for other in &others {
        other.feed(FEED, &[("Tak", "/tak", "Ett tak.")]);
    }
    let sites: Vec<&Site> = std::iter::once(&large).chain(&others).collect();
    let house = house(&sites, u64::try_from(GAP.as_millis()).unwrap());
    let report = house.json(&["crawl"]);

    let requests = large.requests();
    let pages = requests.iter().filter(|request| request.path.starts_with("/sida/")).count();
    assert_eq!((pages, large.most_at_once()), (50, 1));
    // robots.txt comes first and waits for nobody.
    for pair in requests[1..].windows(2) {
        let gap = pair[1].at.duration_since(pair[0].at);
        assert!(gap >= GAP, "{gap:?} between `{}` and `{}`", pair[0].path, pair[1].path);
    }
    let last = requests.last().unwrap().at;
    for other in &others {
        assert!(other.requests_for("/tak")[0].at < last, "others go on meanwhile");
    }
    let source = house.source("s000");
    assert_eq!((&source["documents"], &source["pages_waiting"]), (&2000.into(), &1950.into()));
    assert_eq!(report["pages_waiting"], 1950);
}
