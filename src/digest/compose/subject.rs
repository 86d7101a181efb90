//! The subject, which carries the news.

use super::clean;
use crate::date::{Day, month_name, spoken_day, week_in_stockholm};
use crate::digest::letter::{Content, Item, Letter};
use crate::message::{Locale, letter as text};
use crate::model::Kind;

/// Longer subjects are cut where they are listed.
const MOST_CHARACTERS: usize = 90;
/// Calls that close later are no news yet.
const NEAR_DAYS: i64 = 45;

/// `Utkik v. 47: Landskrona testar digital nattillsyn · två utlysningar stänger i december`.
pub(super) fn subject(letter: &Letter) -> String {
    let head = text::subject_head(letter.locale, week_in_stockholm(letter.now));
    let tail = closing(letter).map(|words| format!(" · {words}")).unwrap_or_default();
    let title = news(letter);
    let room = MOST_CHARACTERS.saturating_sub(head.chars().count() + tail.chars().count());
    format!("{head}{}{tail}", clean::cut(title.trim_end_matches('.'), room))
}

/// What an analyst called the letter, or the best hit of the own network.
fn news(letter: &Letter) -> String {
    let best = letter.own.first().or(letter.world.first());
    match (&letter.content, best) {
        (Content::Digest(_), Some(item)) => clean::line(&item.title),
        _ => clean::line(&letter.title),
    }
}

/// Calls that close in the month in which the first of them does.
fn closing(letter: &Letter) -> Option<String> {
    let Letter { locale, now, .. } = *letter;
    let today = Day::of(now);
    let last = today.plus_days(NEAR_DAYS)?;
    let items = letter.own.iter().chain(&letter.world);
    let is_near = |day: &Day| (today..=last).contains(day);
    let mut days: Vec<Day> = items.filter_map(call_closes).filter(is_near).collect();
    days.sort_unstable();
    let first = *days.first()?;
    let is_swedish = locale == Locale::Sv;
    let month = month_name(first, is_swedish);
    match days.iter().filter(|day| month_name(**day, is_swedish) == month).count() {
        1 => Some(text::one_call_closes(locale, &spoken_day(first, today, is_swedish))),
        many => Some(text::calls_close(locale, &text::number_word(locale, many), month)),
    }
}

fn call_closes(item: &Item) -> Option<Day> {
    item.closes.filter(|_| item.kind == Some(Kind::Call))
}
