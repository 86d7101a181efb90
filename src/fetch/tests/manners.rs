//! How hosts are treated.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::server::{Act, Site, answer, missing, ok, redirect};
use super::{ask, body, failure, fetcher, get, impatient, now, remembering, settings};
use crate::date::minute_in_stockholm;
use crate::fetch::gate::Gate;
use crate::fetch::{BodyKind, FetchRequest, Fetcher, gap_for, limits};
use crate::model::{Clock, HostRecord, RobotsRecord};

#[tokio::test]
async fn robots_txt_is_asked_first_and_obeyed() {
    let site = Site::start("127.0.1.6", |seen| match seen.path.as_str() {
        "/robots.txt" => ok("User-agent: *\nDisallow: /\n\nUser-agent: utkik\nDisallow: /no\n"),
        _ => ok("page"),
    })
    .await;
    let fetcher = fetcher(&[&site]);
    assert_eq!(body(&fetcher, &site.url("/yes")).await.body, b"page");
    let error = failure(&fetcher, &site.url("/no/1")).await;
    assert_eq!(error.class(), "robots");
    assert!(error.is_blocked() && !error.is_temporary());
    let url = site.url("/no/2");
    let request = FetchRequest { robots_exception: true, ..FetchRequest::of(&url, BodyKind::Feed) };
    assert!(fetcher.get(&request).await.is_ok());
    assert_eq!(site.paths(), ["/robots.txt", "/yes", "/no/2"]);
}

#[tokio::test]
async fn robots_txt_by_its_status() {
    for (first, second, class) in [
        ("404 Not Found", "", None),
        ("403 Forbidden", "", None),
        ("503 Service Unavailable", "", Some("robots")),
        ("500 Internal Server Error", "", Some("robots")),
        ("200 OK", "<html>not found</html>", None),
        ("200 OK", "User-agent: *\nDisallow: /", Some("robots")),
        ("301 Moved Permanently", "/elsewhere.txt", Some("robots")),
        ("302 Found", "/robots.txt", None),
        ("302 Found", "http://10.0.0.1/robots.txt", Some("policy")),
    ] {
        let site = Site::start("127.0.1.6", move |seen| match seen.path.as_str() {
            "/robots.txt" if first.starts_with('3') => redirect(first, second),
            "/robots.txt" => Act::Send(answer(first, &[], second)),
            "/elsewhere.txt" => ok("User-agent: *\nDisallow: /page"),
            _ => ok("page"),
        })
        .await;
        let fetcher = fetcher(&[&site]);
        let got = get(&fetcher, &site.url("/page")).await;
        assert_eq!(got.err().map(|error| error.class()), class, "{first} {second}");
        assert_eq!(class.is_none(), site.paths().contains(&"/page".to_owned()));
    }
}

#[tokio::test]
async fn a_robots_txt_that_does_not_come_forbids_for_an_hour() {
    let site = Site::start("127.0.1.6", |_| Act::Hold(Vec::new())).await;
    let fetcher =
        Fetcher::with_deadlines(settings(&[&site]), Clock::Fixed(now()), Vec::new(), impatient())
            .unwrap();
    let error = failure(&fetcher, &site.url("/page")).await;
    assert_eq!(error.class(), "robots", "{error}");
    assert!(error.is_temporary());
    let records = fetcher.take_changed_hosts();
    assert_eq!(records[0].robots.as_ref().unwrap().text, None);

    let soon = remembering(&[&site], now().plus(Duration::from_secs(3599)), records.clone());
    assert_eq!(failure(&soon, &site.url("/page")).await.class(), "robots");
    assert_eq!(soon.statistics().requests, 0);
}

#[tokio::test]
async fn a_robots_txt_is_remembered_for_a_day() {
    let site = Site::start("127.0.1.6", |_| ok("")).await;
    let first = fetcher(&[&site]);
    body(&first, &site.url("/a")).await;
    let records = first.take_changed_hosts();
    assert_eq!(records.len(), 1);
    assert_eq!(records[0].host, site.address);
    assert!(first.take_changed_hosts().is_empty());
    let hour = Duration::from_hours(1);
    for (at, asked) in
        [(now().plus(23 * hour), 0), (now().plus(24 * hour), 1), (now().minus(25 * hour), 1)]
    {
        let next = remembering(&[&site], at, records.clone());
        body(&next, &site.url("/a")).await;
        assert_eq!(next.statistics().requests, 1 + asked, "{at}");
    }
}

#[tokio::test]
async fn only_the_beginning_of_a_huge_robots_txt_counts() {
    let mut text = "User-agent: *\nDisallow: /no\n".to_owned();
    text.push_str(&"# comment\n".repeat(limits::ROBOTS_BYTES / 10));
    text.push_str("Disallow: /late\n");
    let site = Site::start("127.0.1.6", move |seen| match seen.path.as_str() {
        "/robots.txt" => ok(&text),
        _ => ok("page"),
    })
    .await;
    let fetcher = fetcher(&[&site]);
    assert_eq!(body(&fetcher, &site.url("/late")).await.body, b"page");
    assert_eq!(failure(&fetcher, &site.url("/no")).await.class(), "robots");
}

#[tokio::test]
async fn many_at_once_become_one_after_the_other() {
    let site = Site::start("127.0.1.6", |seen| match seen.path.as_str() {
        "/robots.txt" => Act::Late(Duration::from_millis(20), answer("404", &[], "")),
        _ => Act::Late(Duration::from_millis(5), answer("200 OK", &["Connection: close"], "x")),
    })
    .await;
    let fetcher = fetcher(&[&site]);
    let mut tasks = tokio::task::JoinSet::new();
    for page in 0..8 {
        let (fetcher, url) = (fetcher.clone(), site.url(&format!("/{page}")));
        tasks.spawn(async move { get(&fetcher, &url).await.is_ok() });
    }
    assert!(tasks.join_all().await.into_iter().all(|well| well));
    let paths = site.paths();
    assert_eq!(paths.iter().filter(|path| *path == "/robots.txt").count(), 1);
    let seen = site.seen();
    let gaps = seen.windows(2).map(|pair| pair[1].at - pair[0].at);
    assert!(gaps.min().unwrap() >= Duration::from_millis(5), "{seen:?}");
    assert!(site.most_open() <= 2, "a closing one and the next");
}

#[tokio::test]
async fn a_robots_txt_kept_elsewhere_waits_for_its_turn_there() {
    let busy = Site::start("127.0.1.7", |seen| match seen.path.as_str() {
        "/robots.txt" => missing(),
        "/page" => Act::Hold(Vec::new()),
        _ => ok("User-agent: *\nDisallow: /no"),
    })
    .await;
    let elsewhere = busy.url("/robots-of-others");
    let site = Site::start("127.0.1.6", move |seen| match seen.path.as_str() {
        "/robots.txt" => redirect("302 Found", &elsewhere),
        _ => ok("page"),
    })
    .await;
    let fetcher = Fetcher::with_deadlines(
        settings(&[&site, &busy]),
        Clock::Fixed(now()),
        vec![],
        impatient(),
    )
    .unwrap();
    let (other, page) = (fetcher.clone(), busy.url("/page"));
    let held = tokio::spawn(async move { failure(&other, &page).await });
    while !busy.paths().contains(&"/page".to_owned()) {
        tokio::task::yield_now().await;
    }
    assert_eq!(failure(&fetcher, &site.url("/no")).await.class(), "robots");
    assert_eq!(held.await.unwrap().class(), "timeout");
    let seen = busy.seen();
    assert_eq!(busy.paths(), ["/robots.txt", "/page", "/robots-of-others"]);
    // The server notes the request a moment after its deadline began to count.
    assert!(seen[2].at - seen[1].at >= impatient().idle / 2, "{seen:?}");
}

#[tokio::test]
async fn robots_txts_that_point_at_each_other_do_not_wait_for_ever() {
    let sites: Arc<OnceLock<[String; 2]>> = Arc::default();
    let mut started = Vec::new();
    for (here, there) in [(0, 1), (1, 0)] {
        let sites = Arc::clone(&sites);
        let site = Site::start(["127.0.1.6", "127.0.1.7"][here], move |seen| {
            match (seen.path.as_str(), sites.get()) {
                ("/robots.txt", Some(urls)) => redirect("302 Found", &urls[there]),
                ("/theirs", _) => ok("User-agent: *\nDisallow: /no"),
                _ => ok("page"),
            }
        });
        started.push(site.await);
    }
    sites.set([started[0].url("/theirs"), started[1].url("/theirs")]).unwrap();
    let fetcher = fetcher(&[&started[0], &started[1]]);
    let [first, second] = [started[0].url("/a"), started[1].url("/b")];
    let (first, second) = tokio::join!(body(&fetcher, &first), body(&fetcher, &second));
    assert_eq!([first.body, second.body], [b"page", b"page"]);
    assert_eq!(failure(&fetcher, &started[0].url("/no")).await.class(), "robots");
    for site in started {
        assert_eq!(site.paths().iter().filter(|path| *path == "/robots.txt").count(), 1);
    }
}

#[tokio::test]
async fn retry_after_silences_the_whole_host() {
    for (status, header, wait) in [
        ("429 Too Many Requests", "Retry-After: 3600", Some(3600)),
        ("503 Service Unavailable", "Retry-After: 1", Some(60)),
        ("429 Too Many Requests", "Retry-After: 99999999999999999999", Some(604_800)),
        ("503 Service Unavailable", "Retry-After: Sat, 21 Nov 2026 09:00:00 GMT", Some(7200)),
        ("429 Too Many Requests", "X: y", Some(60)),
        ("503 Service Unavailable", "X: y", Some(60)),
        ("500 Internal Server Error", "X: y", None),
    ] {
        let site = Site::start("127.0.1.6", move |seen| match seen.path.as_str() {
            "/busy" => Act::Send(answer(status, &[header], "")),
            "/robots.txt" => missing(),
            _ => ok("page"),
        })
        .await;
        let first = fetcher(&[&site]);
        let until = wait.map(|seconds| now().plus(Duration::from_secs(seconds)));
        let error = failure(&first, &site.url("/busy")).await;
        // Where it does not say how long, a host is given some seconds more than the least.
        let is_asked = header.starts_with("Retry");
        let most = until.map(|until| until.plus(Duration::from_secs(if is_asked { 0 } else { 6 })));
        assert!(until <= error.retry_after() && error.retry_after() <= most, "{header}");
        let until = error.retry_after();
        assert!(error.is_temporary());
        let minute = until.map_or_else(String::new, |until| {
            format!("is left alone until {}", minute_in_stockholm(until))
        });
        assert!(error.to_string().ends_with(&minute), "{error}");
        let Some(until) = until else {
            assert!(get(&first, &site.url("/other")).await.is_ok());
            continue;
        };

        // The same run, and the next one with what was remembered.
        let next = remembering(&[&site], now(), first.take_changed_hosts());
        for fetcher in [&first, &next] {
            let error = failure(fetcher, &site.url("/other")).await;
            assert_eq!((error.class(), error.retry_after()), ("rate_limited", Some(until)));
            let minute = minute_in_stockholm(until);
            assert!(error.to_string().contains(&format!("until {minute};")), "{error}");
        }
        assert_eq!(site.paths(), ["/robots.txt", "/busy"]);
        let records = vec![HostRecord {
            robots: Some(RobotsRecord { fetched: until, text: Some(String::new()) }),
            not_before: Some(until),
            ..HostRecord::new(site.address.clone())
        }];
        let later = remembering(&[&site], until, records);
        assert!(get(&later, &site.url("/other")).await.is_ok());
    }
}

#[tokio::test]
async fn gaps_are_kept_between_requests() {
    for (gap_ms, robots, took_ms, least_ms) in [
        (0, "", 0, 0),
        (40, "", 0, 40),
        (40, "", 80, 80),
        (0, "User-agent: *\nCrawl-delay: 0.05", 0, 50),
    ] {
        let site = Site::start("127.0.1.6", move |seen| match seen.path.as_str() {
            "/robots.txt" => ok(robots),
            _ => Act::Late(Duration::from_millis(took_ms), answer("200 OK", &[], "x")),
        })
        .await;
        let mut settings = settings(&[&site]);
        settings.gap = Duration::from_millis(gap_ms);
        let fetcher = Fetcher::new(settings, Clock::Fixed(now()), Vec::new()).unwrap();
        let mut gaps = Vec::new();
        let mut ended = None;
        for page in 0..3 {
            body(&fetcher, &site.url(&format!("/{page}"))).await;
            let began = site.seen().last().unwrap().at;
            gaps.extend(ended.map(|ended| began - ended));
            ended = Some(began + Duration::from_millis(took_ms));
        }
        // The server notes the request a moment after it was sent, never before.
        assert!(gaps.iter().all(|gap| *gap >= Duration::from_millis(least_ms)), "{gaps:?}");
    }
}

#[tokio::test]
async fn who_gives_up_waiting_leaves_the_host_to_the_next() {
    let answering = Arc::new(AtomicBool::new(false));
    let switch = Arc::clone(&answering);
    let site = Site::start("127.0.1.6", move |seen| match seen.path.as_str() {
        "/robots.txt" => missing(),
        _ if switch.load(SeqCst) => ok("page"),
        _ => Act::Hold(Vec::new()),
    })
    .await;
    let fetcher = fetcher(&[&site]);
    let url = site.url("/page");
    let first = ask(&fetcher, &url, BodyKind::Page, None);
    assert!(tokio::time::timeout(Duration::from_millis(50), first).await.is_err());
    answering.store(true, SeqCst);
    assert_eq!(body(&fetcher, &url).await.body, b"page");
}

#[test]
fn only_listed_addresses_may_be_asked_faster() {
    let gate = Gate::new(vec!["127.0.2.0/24:8600".parse().unwrap()].into(), None);
    for (key, gap_ms, expected_ms) in [
        ("127.0.2.11:8600", 0, 0),
        ("127.0.2.11:8600", 1500, 1500),
        ("127.0.2.11:80", 0, 1000),
        ("malmo.se", 0, 1000),
        ("malmo.se", 1500, 1500),
    ] {
        let gap = gap_for(key, &gate, Duration::from_millis(gap_ms));
        assert_eq!(gap, Duration::from_millis(expected_ms), "{key} {gap_ms}");
    }
}
