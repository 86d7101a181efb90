//! A hit in words, before it is laid out.

use super::clean;
use super::view::{Link, today};
use crate::date::{Day, spoken_day, spoken_weekday};
use crate::digest::letter::{Item, Letter, Remark};
use crate::digest::links;
use crate::message::{Locale, letter as text, sources as names};
use crate::model::{Ask, Kind, Language, Verdict};

/// Of a hit of the own network as much is told as one reads at a glance; of the world less, since
/// there is more of it.
const MOST_OWN_CHARACTERS: usize = 200;
const MOST_WORLD_CHARACTERS: usize = 130;
/// More words than these tell nobody more about why it matched.
const MOST_MATCHED: usize = 4;

pub(super) struct ItemView {
    pub title: String,
    /// The original.
    pub link: String,
    /// Our page about it, where that is another.
    pub page: Option<String>,
    /// Code of its language where that is not the reader's; empty otherwise.
    pub language: String,
    /// Who, source, date, and what one wants to know before going there.
    pub origin: Vec<String>,
    pub remark: Option<RemarkView>,
    pub summary: String,
    pub facts: Vec<Fact>,
    pub matched: Option<String>,
    pub answers: Vec<Link>,
}

/// Something that a reader decides by.
pub(super) struct Fact {
    pub words: String,
    /// A day that passes.
    pub is_strong: bool,
}

pub(super) struct RemarkView {
    pub ask: String,
    pub comment: Vec<String>,
}

pub(super) fn item(letter: &Letter, item: &Item) -> ItemView {
    let is_own = letter.own.iter().any(|own| own.document == item.document);
    let most = if is_own { MOST_OWN_CHARACTERS } else { MOST_WORLD_CHARACTERS };
    let link = clean::link(&item.link).unwrap_or_else(|| item.page.clone());
    let title = clean::line(&item.title);
    let is_foreign = is_foreign(letter.locale, item.language);
    let language = if is_foreign { item.language.as_str().to_owned() } else { String::new() };
    ItemView {
        title: if title.is_empty() { link.clone() } else { title },
        page: (item.page != link).then(|| item.page.clone()),
        link,
        language,
        origin: origin(letter, item),
        remark: item.remark.as_ref().map(|remark| remark_in_words(letter, remark)),
        summary: clean::cut(&clean::line(&item.summary), most),
        facts: facts(letter, item),
        matched: matched(letter.locale, &item.matched),
        answers: answers(letter, item),
    }
}

/// Whether a text is in another language than the letter; not where nobody knows.
fn is_foreign(locale: Locale, language: Language) -> bool {
    language != locale.language() && language != Language::UND
}

/// Who, source and date, and what one wants to know before going there. Who is left out where the
/// source's name says it: "Landskrona stad".
fn origin(letter: &Letter, item: &Item) -> Vec<String> {
    let locale = letter.locale;
    let (place, source) = (clean::line(&item.place), clean::line(&item.source));
    let is_said = source.to_lowercase().contains(&place.to_lowercase());
    let place = if is_said { String::new() } else { place };
    let day = spoken_day(Day::of(item.date), today(letter), locale == Locale::Sv);
    let mut parts = vec![place, source, day];
    if is_foreign(locale, item.language) {
        parts.push(text::in_language(locale, &language_name(locale, item.language)));
    }
    if item.needs_login {
        parts.push(text::needs_login(locale));
    }
    match item.also_in.as_slice() {
        [] => {}
        [one] => parts.push(text::also_in_one(locale, &clean::line(one))),
        many => parts.push(text::also_in_many(locale, &text::number(locale, many.len()))),
    }
    parts.retain(|words| !words.is_empty());
    parts
}

fn facts(letter: &Letter, item: &Item) -> Vec<Fact> {
    let locale = letter.locale;
    let today = today(letter);
    let said = |day| spoken_weekday(day, today, locale == Locale::Sv);
    let mut facts = Vec::new();
    let mut say = |words, is_strong| facts.push(Fact { words, is_strong });
    match item.closes {
        Some(day) if day >= today => say(text::last_day(locale, &said(day)), true),
        Some(day) => say(text::has_closed(locale, &said(day)), false),
        None => {}
    }
    match item.event {
        Some(day) if day >= today => say(text::takes_place(locale, &said(day)), true),
        Some(day) => say(text::took_place(locale, &said(day)), false),
        None => {}
    }
    let cost = item.cost.as_deref().map(clean::line).filter(|cost| !cost.is_empty());
    if let Some(cost) = cost {
        let is_call = item.kind == Some(Kind::Call);
        let words = if is_call { text::amount } else { text::cost };
        say(words(locale, &cost), false);
    }
    facts
}

/// `norska (bokmål)` is more than a reader wants to know.
fn language_name(locale: Locale, language: Language) -> String {
    let name = names::language_name(locale, language);
    name.split(" (").next().unwrap_or_default().to_owned()
}

fn matched(locale: Locale, words: &[String]) -> Option<String> {
    let words: Vec<String> = words.iter().map(|word| clean::line(word)).collect();
    let told: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !word.is_empty())
        .take(MOST_MATCHED)
        .collect();
    (!told.is_empty()).then(|| text::matched(locale, &told.join(", ")))
}

fn answers(letter: &Letter, item: &Item) -> Vec<Link> {
    if item.answer.is_empty() {
        return Vec::new();
    }
    let base = letter.home.trim_end_matches('/');
    let link = |verdict| Link {
        words: text::verdict(letter.locale, verdict).to_owned(),
        address: links::answer_page(base, &item.answer, verdict),
    };
    Verdict::ALL.into_iter().map(link).collect()
}

fn remark_in_words(letter: &Letter, remark: &Remark) -> RemarkView {
    let Letter { locale, .. } = *letter;
    let ask = match (remark.ask, remark.answer_by) {
        (Ask::Answer, Some(day)) => {
            let day = spoken_weekday(day, today(letter), locale == Locale::Sv);
            text::answer_before(locale, &day)
        }
        (ask, _) => text::ask(locale, ask).to_owned(),
    };
    RemarkView { ask, comment: clean::paragraphs(&remark.comment) }
}
