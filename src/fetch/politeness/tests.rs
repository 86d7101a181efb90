use super::*;
use crate::fetch::limits;

const SECOND: Duration = Duration::from_secs(1);

fn now() -> Timestamp {
    "2026-11-21T07:00:00Z".parse().unwrap()
}

/// The manners of a host with this gap and robots.txt.
fn manners(gap: Duration, robots: &str) -> Manners {
    let mut manners = remembered(HostRecord::new("a.se"), gap);
    manners.learn_robots(Some(robots.to_owned()), now());
    manners
}

fn remembered(record: HostRecord, gap: Duration) -> Manners {
    let hosts = Hosts::new(vec![record], |_| gap);
    let host = hosts.get("a.se", |_| gap);
    drop(hosts);
    Arc::into_inner(host).unwrap().manners.into_inner()
}

/// What is kept of it, as the next process gets it.
fn record_of(manners: &Manners) -> HostRecord {
    manners_changed(manners).pop().unwrap()
}

fn manners_changed(manners: &Manners) -> Vec<HostRecord> {
    manners.changed.lock().unwrap().values().cloned().collect()
}

#[test]
fn the_longest_reason_to_wait_counts() {
    let two = "User-agent: *\nCrawl-delay: 2";
    let day = "User-agent: *\nCrawl-delay: 86400";
    let ten_days = "User-agent: *\nCrawl-delay: 864000";
    for (gap, robots, took, expected) in [
        (SECOND, "", Duration::ZERO, SECOND),
        (SECOND, "", 3 * SECOND, 3 * SECOND),
        (SECOND, two, SECOND, 2 * SECOND),
        (5 * SECOND, two, SECOND, 5 * SECOND),
        (600 * SECOND, two, SECOND, 600 * SECOND),
        (SECOND, day, SECOND, 86_400 * SECOND),
        (SECOND, ten_days, SECOND, limits::LONGEST_DELAY),
        (Duration::ZERO, "", 3 * SECOND, Duration::ZERO),
        (Duration::ZERO, two, 3 * SECOND, 2 * SECOND),
    ] {
        assert_eq!(manners(gap, robots).gap_after(took), expected, "{gap:?} {robots} {took:?}");
    }
}

#[test]
fn a_crawl_delay_that_is_no_time_does_no_harm() {
    for delay in ["-5", "NaN", "inf", "1e400", "99999999999999999999999", "två", "", "0"] {
        let gap =
            manners(SECOND, &format!("User-agent: *\nCrawl-delay: {delay}")).gap_after(SECOND);
        assert!((SECOND..=limits::LONGEST_DELAY).contains(&gap), "{delay}: {gap:?}");
    }
}

#[tokio::test]
async fn who_asks_for_a_day_between_requests_gets_it_and_holds_nobody_up() {
    let day = "User-agent: *\nCrawl-delay: 86400";
    let mut first = manners(SECOND, day);
    first.wait(false, now()).await.unwrap();
    first.begin();
    first.end(None, 200, now());
    let error = first.wait(false, now()).await.unwrap_err();
    let until = error.retry_after().unwrap();
    assert!(until.since(now()) > 86_390 * SECOND, "{until}");
    assert!(error.to_string().contains("Crawl-delay"), "{error}");
    assert_eq!(error.class(), "rate_limited");
    assert_eq!(first.left_alone_until(now()).map(|moment| moment.since(until)), Some(SECOND * 0));

    // The next process knows it, too; a day later the host may be asked.
    let mut second = remembered(record_of(&first), SECOND);
    assert!(second.wait(false, now().plus(10 * SECOND)).await.is_err());
    assert!(second.wait(false, now().plus(86_400 * SECOND)).await.is_ok());
    // It was a clock that was wrong that wrote of a day in three days.
    assert!(second.wait(false, now().minus(3 * limits::LONGEST_DELAY)).await.is_ok());
}

#[test]
fn a_struggling_server_is_given_more_time_with_each_failure_and_heals() {
    let mut manners = manners(SECOND, "");
    for (status, expected) in
        [(200, 1), (503, 2), (500, 3), (429, 4), (404, 2), (500, 3), (304, 2), (200, 1), (200, 1)]
    {
        manners.begin();
        manners.end(None, status, now());
        let gap = manners.gap_after(Duration::ZERO);
        let least = expected * SECOND;
        let most = if expected == 1 { least } else { least + least / 10 };
        assert!((least..=most).contains(&gap), "{status}: {gap:?}");
    }
}

#[test]
fn strain_is_kept_across_restarts_and_grows_in_a_line() {
    let mut record = HostRecord::new("a.se");
    for failures in 1..=70_u32 {
        let mut manners = remembered(record, SECOND);
        manners.begin();
        manners.end(None, 503, now());
        let wait = manners.back_off(now()).since(now());
        let least = (limits::LEAST_RETRY * failures).min(limits::LONGEST_BACK_OFF);
        assert!((least..=least + least / 10).contains(&wait), "{failures}: {wait:?}");
        record = record_of(&manners);
    }
    assert_eq!(record.strain, limits::MOST_STRAIN);
    let mut manners = remembered(record, SECOND);
    for _ in 0..7 {
        manners.begin();
        manners.end(None, 200, now());
    }
    assert_eq!(record_of(&manners).strain, 0, "a few good answers, and all is forgotten");
}

#[test]
fn a_host_that_is_well_is_not_written_at_every_request() {
    let mut manners = remembered(HostRecord::new("a.se"), SECOND);
    manners.begin();
    manners.end(None, 200, now());
    assert_eq!(manners_changed(&manners), []);
}

#[test]
fn a_clock_that_was_wrong_silences_nobody() {
    let mut manners = manners(SECOND, "");
    manners.leave_alone(now().plus(limits::LONGEST_RETRY));
    assert_eq!(manners.check_host(now()).unwrap_err().class(), "rate_limited");
    assert!(manners.check_host(now().minus(SECOND)).is_ok());
}
