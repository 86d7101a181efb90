//! How a source is, told to a person: what is, what to do, and what happens next.

use crate::date;
use crate::markup;
use crate::message::{self, Locale, failure, sources as names};
use crate::model::{Health, Source, SourceId, SourceKind, SourceState, Timestamp, silence};

/// How a source is at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    pub health: Health,
    /// Whole sentences. Where something is wrong they say what happened, what somebody can do, and
    /// when we try again.
    pub sentence: String,
}

impl Condition {
    /// Judges a source from what is remembered of it. `None`: it was never seen.
    pub fn of(locale: Locale, id: &SourceId, state: Option<&SourceState>, now: Timestamp) -> Self {
        let Some(state) = state else {
            let sentence = names::health_sentence(locale, Health::New);
            return Self { health: Health::New, sentence };
        };
        let health = state.health_at(now);
        let sentence = match health {
            Health::Failing | Health::Blocked | Health::Gone => trouble(locale, id, state, now),
            Health::Silent => silent(locale, state),
            Health::Moved => {
                names::moved(locale, &shown(state.moved_to.as_deref().unwrap_or_default()))
            }
            Health::Empty if state.documents > 0 => names::suddenly_empty(locale),
            other => names::health_sentence(locale, other),
        };
        Self { health, sentence }
    }

    /// The same of a source that may also be one that nobody crawls: then it is always well.
    pub fn of_source(
        locale: Locale,
        source: &Source,
        state: Option<&SourceState>,
        now: Timestamp,
    ) -> Self {
        if source.kind == SourceKind::Hand {
            let sentence = names::by_hand(locale, source.id.as_str());
            return Self { health: Health::Ok, sentence };
        }
        Self::of(locale, &source.id, state, now)
    }

    /// What a check turned a source into, when that wants a look and is new: it has moved, has
    /// fallen silent, or is suddenly empty. Failures are told elsewhere, each time.
    pub fn turned(before: &SourceState, after: &SourceState, now: Timestamp) -> Option<Health> {
        let was = before.health_at(before.last_check.unwrap_or(now));
        let is = after.health_at(now);
        let is_other_address = before.moved_to != after.moved_to;
        let is_news = match is {
            Health::Moved => is_other_address,
            Health::Silent => was != Health::Silent,
            Health::Empty => was != Health::Empty && after.documents > 0,
            _ => false,
        };
        is_news.then_some(is)
    }
}

fn trouble(locale: Locale, id: &SourceId, state: &SourceState, now: Timestamp) -> String {
    // A check of an older version left no class.
    let class = match (&state.error_class, state.health) {
        (Some(class), _) => class.as_str(),
        (None, Health::Gone) => "gone",
        (None, _) => "",
    };
    let mut sentences = vec![capitalised(failure::what(locale, class)) + "."];
    if class == "quarantine" {
        sentences.push(failure::quarantine_advice(locale, id.as_str()));
    } else {
        match state.error.as_deref().filter(|_| class == "parse:selector").and_then(selectors) {
            Some((lost, Some(found))) => {
                sentences.push(failure::selector_lost(locale, lost));
                sentences.push(failure::selector_found(locale, found));
            }
            Some((lost, None)) => {
                sentences.push(failure::selector_lost(locale, lost));
                sentences.push(failure::advice(locale, class).to_owned());
            }
            None => sentences.push(failure::advice(locale, class).to_owned()),
        }
        if state.documents > 0 {
            sentences.push(names::kept(locale));
        }
    }
    let when = when(locale, state.next_check, now);
    sentences.push(match state.health {
        Health::Failing => failure::try_again(locale, &when),
        _ => failure::ask_again(locale, &when),
    });
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}

/// The selector that found nothing, and those that would, out of what `ParseError::NoItems` says.
fn selectors(error: &str) -> Option<(&str, Option<&str>)> {
    let (lost, rest) = error.strip_prefix("nothing on the page matches `")?.split_once('`')?;
    // The title of the page stands between them, and may hold anything.
    let found = rest.strip_suffix("if it is the right one").and_then(|rest| {
        let (_, found) = rest.rsplit_once("read with `")?;
        Some(found.split_once('`')?.0)
    });
    Some((lost, found))
}

fn silent(locale: Locale, state: &SourceState) -> String {
    let since = state.newest.unwrap_or_default();
    let days = state.patience.unwrap_or_default().as_secs() / (24 * 60 * 60);
    names::silent_since(locale, &date::long_day(since, locale == Locale::Sv), days)
}

/// `onsdag 25 november 14.30`, or that it is the next crawl's turn.
pub fn when(locale: Locale, moment: Timestamp, now: Timestamp) -> String {
    if moment <= now {
        return failure::at_the_next_crawl(locale);
    }
    let minute = date::spoken_minute(moment, locale == Locale::Sv);
    failure::on(locale, &minute)
}

/// What happened at one check, in a few words with the details behind them.
pub fn cause(locale: Locale, class: &str, detail: &str) -> String {
    // Of this one the details are names alone, and can be told in both languages.
    let there =
        detail.strip_prefix("nothing at `").and_then(|rest| rest.split_once("`; the answer has: "));
    if let (Some((path, has)), "parse:path") = (there, class) {
        return capitalised(&failure::no_records(locale, path, has));
    }
    message::crawl::cause(locale, failure::what(locale, class), detail)
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.as_str().chars()).collect()
}

/// An address of a stranger, fit for a terminal.
fn shown(address: &str) -> String {
    markup::strip_controls(address)
}

/// How long a source is usually quiet at most, in whole days; `None` while its history is short.
pub fn usual_days(state: &SourceState) -> Option<u64> {
    state.patience.map(|patience| patience.as_secs() / (24 * 60 * 60))
}

/// Days since its newest document; `None` before there is one.
pub fn quiet_days(state: &SourceState, now: Timestamp) -> Option<i64> {
    state.newest.map(|newest| silence::day(now) - silence::day(newest))
}

#[cfg(test)]
mod tests {
    use crate::parse::ParseError;
    use std::time::Duration;

    use super::*;

    const DAY: Duration = Duration::from_hours(24);

    fn now() -> Timestamp {
        "2026-11-21T07:00:00Z".parse().unwrap()
    }

    fn state(health: Health) -> SourceState {
        SourceState {
            health,
            last_check: Some(now()),
            next_check: now().plus(Duration::from_mins(390)),
            documents: 3,
            newest: Some(now().minus(20 * DAY)),
            patience: Some(30 * DAY),
            ..SourceState::first("ekvik".parse().unwrap(), now())
        }
    }

    fn told(state: &SourceState, at: Timestamp) -> (Health, String) {
        let condition = Condition::of(Locale::Sv, &state.id, Some(state), at);
        (condition.health, condition.sentence)
    }

    #[test]
    fn a_failure_says_what_what_to_do_and_when() {
        let failed = |health, class: &str| SourceState {
            error_class: Some(class.to_owned()),
            ..state(health)
        };
        for (state, sentence) in [
            (
                failed(Health::Failing, "timeout"),
                "Servern svarade inte i tid. Det som redan är insamlat finns kvar. \
                 Vi försöker igen lördag 21 november 14.30.",
            ),
            (
                failed(Health::Blocked, "robots"),
                "Webbplatsen vill inte att program läser källan (robots.txt). Fråga webbplatsen om \
                 vi får läsa den. Det som redan är insamlat finns kvar. \
                 Vi frågar igen lördag 21 november 14.30.",
            ),
            (
                failed(Health::Gone, "status:410"),
                "Källan är nedlagd enligt servern. Är källan borta för gott: skriv \
                 `enabled = false` i sources.toml. Det som redan är insamlat finns kvar. \
                 Vi frågar igen lördag 21 november 14.30.",
            ),
        ] {
            assert_eq!(told(&state, now()), (state.health, sentence.to_owned()));
        }
        let late = told(&failed(Health::Failing, "network"), now().plus(DAY)).1;
        assert!(late.ends_with("Vi försöker igen vid nästa insamling."), "{late}");
    }

    #[test]
    fn a_source_falls_silent_as_time_passes() {
        let quiet = state(Health::Unchanged);
        assert_eq!(told(&quiet, now()).0, Health::Unchanged);
        let (health, sentence) = told(&quiet, now().plus(11 * DAY));
        assert_eq!(health, Health::Silent);
        assert!(sentence.contains("sedan 1 november 2026; så länge som 30 dagar"), "{sentence}");
        let young = SourceState { patience: None, ..quiet };
        assert_eq!(told(&young, now().plus(300 * DAY)).0, Health::Unchanged);
    }

    #[test]
    fn what_is_new_is_told_once() {
        let well = state(Health::Unchanged);
        let moved = SourceState { moved_to: Some("https://b.se/".to_owned()), ..well.clone() };
        let empty = state(Health::Empty);
        let silent = SourceState { newest: Some(now().minus(40 * DAY)), ..well.clone() };
        let before = SourceState { last_check: Some(now().minus(20 * DAY)), ..silent.clone() };
        for (before, after, expected) in [
            (&well, &well, None),
            (&well, &moved, Some(Health::Moved)),
            (&moved, &moved, None),
            (&well, &empty, Some(Health::Empty)),
            (&empty, &empty, None),
            (&before, &silent, Some(Health::Silent)),
            (&silent, &silent, None),
        ] {
            assert_eq!(Condition::turned(before, after, now()), expected);
        }
    }

    #[test]
    fn a_lost_selector_is_read_out_of_its_sentence() {
        let error = |instead: Option<&str>| {
            let looks_like = "an HTML page with the title `a ` read with `x` b`".to_owned();
            let instead = instead.map(str::to_owned);
            ParseError::NoItems { selector: "ul > li".to_owned(), looks_like, instead }.to_string()
        };
        let lost = "item = \"ul > li\"";
        let found = "item = \"div.a\", date = \".b\"";
        assert_eq!(selectors(&error(None)), Some((lost, None)));
        assert_eq!(selectors(&error(Some(found))), Some((lost, Some(found))));
        assert_eq!(selectors("none of the 3 items on the page has a link"), None);
    }
}
