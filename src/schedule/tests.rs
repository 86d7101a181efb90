use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);

const FEED: usize = 20;
const QUIET: Outcome = Outcome::Checked { entries: FEED, seen: FEED };

fn now() -> Timestamp {
    "2026-11-21T07:00:00Z".parse().unwrap()
}

fn input(outcome: Outcome) -> Input<'static> {
    Input {
        source_id: "malmo-stad",
        every: None,
        interval: Some(HOUR),
        outcome,
        fresh_for: None,
        ttl: None,
        not_before: None,
    }
}

fn new(new: usize, entries: usize) -> Outcome {
    Outcome::Checked { entries, seen: entries - new }
}

fn failed(weight: u32) -> Outcome {
    Outcome::Failed { weight }
}

fn wait(input: &Input<'_>) -> Duration {
    plan(input, now()).next_check.since(now())
}

#[track_caller]
fn check(input: Input<'_>, expected: Duration) {
    let wait = wait(&input);
    let least = expected / WHOLE * (WHOLE - JITTER);
    let most = expected / WHOLE * (WHOLE + JITTER);
    assert!((least..=most).contains(&wait), "{input:?}: {wait:?} is not about {expected:?}");
}

#[test]
fn intervals_follow_the_share_of_entries_that_were_seen_before() {
    for (outcome, expected) in [
        // Nothing new, or nothing at all.
        (QUIET, 90 * MINUTE),
        (new(0, 0), 90 * MINUTE),
        // One in ten keeps the rhythm; around it the change is proportional.
        (new(1, 20), 75 * MINUTE),
        (new(2, 20), HOUR),
        (new(1, 10), HOUR),
        (new(3, 20), 45 * MINUTE),
        (new(4, 20), 30 * MINUTE),
        (new(19, 20), 30 * MINUTE),
        // Not one that we know: we have missed some.
        (new(20, 20), 15 * MINUTE),
        (new(1, 1), 15 * MINUTE),
        // Of long feeds the newest twenty entries count.
        (new(2, 2000), HOUR),
        (new(500, 2000), 30 * MINUTE),
        (new(2000, 2000), 15 * MINUTE),
    ] {
        check(input(outcome), expected);
    }
}

#[test]
fn intervals_stay_between_ten_minutes_and_two_weeks() {
    for (interval, outcome, expected) in [
        (None, QUIET, FIRST),
        (None, new(20, 20), FIRST),
        (Some(MINUTE), new(20, 20), SHORTEST),
        (Some(13 * DAY), QUIET, LONGEST),
        (Some(1000 * DAY), QUIET, LONGEST),
        (Some(Duration::MAX), QUIET, LONGEST),
    ] {
        let input = Input { interval, ..input(outcome) };
        check(input, expected);
        assert!((SHORTEST..=LONGEST).contains(&wait(&input)), "{:?}", wait(&input));
    }
}

#[test]
fn a_source_that_falls_silent_and_wakes_up_is_followed() {
    let mut interval = None;
    let mut looks = 0;
    let mut rest = Duration::ZERO;
    while interval < Some(13 * DAY) {
        interval = plan(&Input { interval, ..input(QUIET) }, now()).interval;
        rest += interval.unwrap();
        looks += 1;
    }
    assert!(looks < 20, "{looks} looks until two weeks");
    assert!(rest < 60 * DAY, "two weeks are reached within two months: {rest:?}");
    while interval > Some(12 * MINUTE) {
        interval = plan(&Input { interval, ..input(new(20, 20)) }, now()).interval;
        looks -= 1;
    }
    assert!(looks > 8, "back again in fewer looks");
}

#[test]
fn what_is_fresh_is_not_asked_for() {
    let busy = input(new(10, 20));
    for (input, expected) in [
        (Input { fresh_for: Some(2 * HOUR), ..busy }, 2 * HOUR),
        (Input { ttl: Some(3 * HOUR), fresh_for: Some(HOUR), ..busy }, 3 * HOUR),
        (Input { fresh_for: Some(MINUTE), ..busy }, 30 * MINUTE),
        (Input { fresh_for: Some(365 * DAY), ..busy }, DAY),
        (Input { ttl: Some(Duration::MAX), ..busy }, DAY),
    ] {
        check(input, expected);
        let asked = input.fresh_for.max(input.ttl).unwrap().min(LONGEST_FRESH);
        assert!(wait(&input) >= asked, "a lower bound: {input:?}");
    }
}

#[test]
fn a_fixed_interval_stays_and_is_never_late() {
    for every in [SHORTEST, HOUR, DAY, 14 * DAY] {
        for outcome in [QUIET, new(20, 20)] {
            let rhythm = Rhythm::Interval(every);
            let fixed = Input { every: Some(&rhythm), fresh_for: Some(DAY), ..input(outcome) };
            assert!(wait(&fixed) < every);
            check(fixed, every);
        }
    }
}

#[test]
fn a_cron_line_is_kept_whatever_happens() {
    let weekdays = Rhythm::Cron("0 6 * * 1-5".to_owned());
    // It is Saturday, eight o'clock in Sweden.
    let monday = "2026-11-23T05:00:00Z".parse().unwrap();
    let tuesday = "2026-11-24T05:00:00Z".parse().unwrap();
    for (outcome, not_before, expected) in [
        (QUIET, None, monday),
        (new(20, 20), None, monday),
        (failed(1), None, monday),
        (failed(1000), None, monday),
        (Outcome::Blocked, None, monday),
        (Outcome::Gone, None, "2026-11-30T05:00:00Z".parse().unwrap()),
        (QUIET, Some("2026-11-23T05:00:01Z".parse().unwrap()), tuesday),
        (failed(1), Some("2026-11-23T12:00:00Z".parse().unwrap()), tuesday),
    ] {
        let cron = Input { every: Some(&weekdays), not_before, ..input(outcome) };
        assert_eq!(plan(&cron, now()).next_check, expected, "{outcome:?} {not_before:?}");
    }
    let broken = Rhythm::Cron("0 0 30 2 *".to_owned());
    assert_eq!(wait(&Input { every: Some(&broken), ..input(QUIET) }), LONGEST);
    let gone = Input { every: Some(&broken), ..input(Outcome::Gone) };
    assert!((20 * DAY..=21 * DAY).contains(&wait(&gone)), "{:?}", wait(&gone));
}

#[test]
fn failures_put_the_next_try_off_by_their_weight_but_not_for_good() {
    let quarter = Rhythm::Interval(15 * MINUTE);
    let week = Rhythm::Interval(7 * DAY);
    let [hard, soft, temporary] =
        [Weight::Hard, Weight::Soft, Weight::Temporary].map(Weight::quarters);
    for (outcome, every, expected) in [
        (failed(hard), None, HOUR),
        (failed(soft), None, 30 * MINUTE),
        (failed(temporary), None, 15 * MINUTE),
        (failed(3 * hard), None, 3 * HOUR),
        (failed(3 * temporary), None, 45 * MINUTE),
        (failed(hard + soft + temporary), None, 105 * MINUTE),
        (failed(0), None, SHORTEST),
        (failed(u32::MAX), None, DAY),
        (failed(2 * hard), Some(&quarter), 30 * MINUTE),
        (failed(2 * hard), Some(&week), 2 * HOUR),
        (Outcome::Blocked, Some(&quarter), DAY),
        (Outcome::Gone, Some(&quarter), 7 * DAY),
    ] {
        let input = Input { every, ..input(outcome) };
        check(input, expected);
        assert_eq!(plan(&input, now()).interval, None);
    }
}

#[test]
fn nobody_is_asked_before_he_wants() {
    for outcome in [QUIET, new(20, 20), failed(1), Outcome::Blocked] {
        let until = now().plus(30 * HOUR);
        let asked = Input { not_before: Some(until), ..input(outcome) };
        assert_eq!(plan(&asked, now()).next_check, until, "{outcome:?}");
        let earlier = Input { not_before: Some(now()), ..input(outcome) };
        assert_eq!(plan(&earlier, now()), plan(&input(outcome), now()));
    }
}

#[test]
fn a_clock_that_was_wrong_puts_nothing_off_for_good() {
    let mut years: Vec<Timestamp> = ["1970-01-01", "2026-11-21", "2027-11-21", "2038-01-20"]
        .map(|day| day.parse().unwrap())
        .to_vec();
    years.extend([Timestamp::from_millis(i64::MIN), Timestamp::from_millis(i64::MAX)]);
    for planned_in in &years {
        let next_check = plan(&input(QUIET), *planned_in).next_check;
        for looked_in in &years {
            let until_due = next_check.since(*looked_in);
            assert!(is_due(next_check, *looked_in) || until_due <= LONGEST + LONGEST_ASKED);
            if looked_in != planned_in {
                assert!(is_due(next_check, *looked_in), "{planned_in} {looked_in}");
            }
        }
    }
}

#[test]
fn sources_spread() {
    let moment = |id: usize| {
        let source_id = format!("source-{id}");
        plan(&Input { source_id: &source_id, ..input(QUIET) }, now()).next_check
    };
    let moments: BTreeSet<_> = (0..200).map(moment).collect();
    assert!(moments.len() > 100);
}

prop_compose! {
    fn any_wait()(
        wait in prop_oneof![
            Just(None),
            Just(Some(Duration::MAX)),
            (0_u64..4_000_000).prop_map(|seconds| Some(Duration::from_secs(seconds))),
            any::<u64>().prop_map(|ms| Some(Duration::from_millis(ms))),
        ]
    ) -> Option<Duration> { wait }
}

fn any_moment() -> impl Strategy<Value = Timestamp> {
    // Half of them in our century, half anywhere.
    prop_oneof![946_684_800_000..4_102_444_800_000_i64, any::<i64>()]
        .prop_map(Timestamp::from_millis)
}

fn any_rhythm() -> impl Strategy<Value = Option<Rhythm>> {
    const LINES: [&str; 6] =
        ["0 6 * * 1-5", "*/10 * * * *", "30 2 * * *", "15 4 1,15 * *", "0 0 30 2 *", "?"];
    prop_oneof![
        Just(None),
        any_wait().prop_map(|wait| wait.map(Rhythm::Interval)),
        prop::sample::select(&LINES[..]).prop_map(|line| Some(Rhythm::Cron(line.to_owned()))),
    ]
}

fn any_outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![
        (0..3000_usize, 0..3000_usize)
            .prop_map(|(entries, seen)| Outcome::Checked { entries, seen }),
        (any::<usize>(), any::<usize>())
            .prop_map(|(entries, seen)| Outcome::Checked { entries, seen }),
        any::<u32>().prop_map(failed),
        (0..200_u32).prop_map(failed),
        Just(Outcome::Blocked),
        Just(Outcome::Gone),
    ]
}

prop_compose! {
    /// Everything of an input that does not borrow, and the moment.
    fn any_look()(
        source_id in "[a-z0-9-]{1,20}",
        every in any_rhythm(),
        interval in any_wait(),
        outcome in any_outcome(),
        fresh_for in any_wait(),
        ttl in any_wait(),
        not_before in prop::option::of(any_moment()),
        now in any_moment(),
    ) -> (String, Option<Rhythm>, Input<'static>, Timestamp) {
        let input = Input { interval, fresh_for, ttl, not_before, ..input(outcome) };
        (source_id, every, input, now)
    }
}

proptest! {
    #[test]
    fn every_plan_is_within_bounds((source_id, every, input, now) in any_look()) {
        let input = Input { source_id: &source_id, every: every.as_ref(), ..input };
        let Plan { next_check, interval } = plan(&input, now);
        // The calendar ends, and then nothing can be later.
        if now < Timestamp::from_millis(i64::MAX).minus(60 * DAY) {
            prop_assert!(next_check > now, "{next_check} is not after {now}");
            let asked = input.not_before.unwrap_or(now).min(now.plus(LONGEST_ASKED));
            prop_assert!(next_check >= asked, "{next_check} is before {asked}");
        }
        prop_assert!(next_check <= horizon(now), "{next_check} is far from {now}");
        prop_assert!(is_due(next_check, next_check));
        prop_assert_eq!(interval.is_some(), matches!(input.outcome, Outcome::Checked { .. }));
        if interval.is_some() && !matches!(every, Some(Rhythm::Cron(_))) {
            let least = SHORTEST - SHORTEST / 20;
            prop_assert!((least..=LONGEST).contains(&interval.unwrap()), "{interval:?}");
        }
    }

    #[test]
    fn more_weight_is_never_earlier(
        (source_id, every, input, now) in any_look(),
        weights in (any::<u32>(), any::<u32>()),
    ) {
        let [less, more] = [weights.0.min(weights.1), weights.0.max(weights.1)].map(|weight| {
            let outcome = failed(weight);
            plan(&Input { source_id: &source_id, every: every.as_ref(), outcome, ..input }, now)
        });
        prop_assert!(less.next_check <= more.next_check);
    }

    #[test]
    fn more_news_is_never_later(
        entries in 1..3000_usize,
        shares in (0..3000_usize, 0..3000_usize),
        interval in any_wait(),
    ) {
        let seen = [shares.0.min(shares.1), shares.0.max(shares.1)].map(|seen| seen.min(entries));
        let [news, quiet] = seen.map(|seen| {
            wait(&Input { interval, ..input(Outcome::Checked { entries, seen }) })
        });
        prop_assert!(news <= quiet, "{news:?} {quiet:?}");
    }
}
