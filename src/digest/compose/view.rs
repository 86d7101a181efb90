//! A letter in words, before it is laid out.

use super::view_item::{ItemView, item};
use super::{clean, subject};
use crate::date::{Day, week_in_stockholm};
use crate::digest::letter::{Content, Counts, Item, Letter};
use crate::message::{Locale, letter as text};

/// What all forms of a letter show, in their order.
pub(super) struct View {
    pub locale: Locale,
    pub subject: String,
    /// What lists of letters show after the subject.
    pub preheader: String,
    /// Network and week.
    pub overline: Vec<String>,
    pub title: String,
    pub head: Vec<Sentence>,
    pub introduction: Vec<String>,
    /// Line by line.
    pub signature: Vec<String>,
    pub sections: Vec<Section>,
    pub more: Option<Link>,
    /// On coverage, and on how the order came about.
    pub notes: Vec<String>,
    pub home: String,
    pub subscribe: Link,
    pub why: String,
    pub manage: Link,
    pub sender: String,
}

/// A sentence of the head.
pub(super) struct Sentence {
    pub words: String,
    pub is_strong: bool,
}

pub(super) struct Section {
    /// `None`: its hits stand directly under the title of the letter.
    pub heading: Option<String>,
    pub items: Vec<ItemView>,
}

pub(super) struct Link {
    pub words: String,
    pub address: String,
}

impl View {
    /// On what level the titles of hits stand: under the headings of their sections, if any.
    pub(super) fn item_level(&self) -> u8 {
        if self.sections.iter().any(|section| section.heading.is_some()) { 3 } else { 2 }
    }

    pub(super) fn offers_answers(&self) -> bool {
        self.sections.iter().flat_map(|section| &section.items).any(|item| !item.answers.is_empty())
    }
}

pub(super) fn view(letter: &Letter) -> View {
    let locale = letter.locale;
    let network = clean::line(&letter.network);
    let title = clean::line(&letter.title);
    let (head, introduction, signature, why) = match &letter.content {
        Content::Digest(counts) => {
            (head(locale, counts), Vec::new(), Vec::new(), text::why_search(locale, &title))
        }
        Content::Network { introduction, signature } => (
            Vec::new(),
            clean::paragraphs(introduction),
            clean::lines(signature),
            text::why_network(locale),
        ),
    };
    let more = (letter.more > 0).then(|| Link {
        words: text::more_hits(locale, letter.more),
        address: letter.rest.clone(),
    });
    let sender = if network.is_empty() {
        text::sent_by_utkik(locale)
    } else {
        text::sent_by(locale, &network)
    };
    View {
        locale,
        subject: subject::subject(letter),
        preheader: preheader(letter),
        overline: overline(letter, network),
        title,
        head,
        introduction,
        signature,
        sections: sections(letter),
        more,
        notes: notes(letter),
        home: letter.home.clone(),
        subscribe: Link {
            words: text::subscribe_yourself(locale),
            address: letter.subscribe.clone(),
        },
        why,
        manage: Link { words: text::manage(locale), address: letter.manage.clone() },
        sender,
    }
}

fn overline(letter: &Letter, network: String) -> Vec<String> {
    let locale = letter.locale;
    let kind = match letter.content {
        Content::Digest(_) => text::saved_search(locale),
        Content::Network { .. } => text::network_letter(locale),
    };
    let week = text::week(locale, week_in_stockholm(letter.now));
    [kind, week, network].into_iter().filter(|words| !words.is_empty()).collect()
}

/// "14 nya träffar → 3 för dig. 2 i nätverket, 5 i Norden. 1 utlysning stänger inom 14 dagar."
fn head(locale: Locale, counts: &Counts) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut say = |words: String, is_strong| {
        sentences.push(Sentence { words: words + ".", is_strong });
    };
    if counts.hits > 0 {
        let mut words = text::new_hits(locale, counts.hits);
        if counts.told < counts.hits {
            words += &text::for_you(locale, &text::number(locale, counts.told));
        }
        say(words, true);
    }
    let number = |count| text::number(locale, count);
    let own = (counts.in_network > 0).then(|| text::in_network(locale, &number(counts.in_network)));
    let nordic = (counts.nordic > 0).then(|| text::in_nordic(locale, &number(counts.nordic)));
    let places: Vec<String> = [own, nordic].into_iter().flatten().collect();
    if !places.is_empty() {
        say(places.join(", "), false);
    }
    if counts.closing_soon > 0 {
        say(text::closing_soon(locale, counts.closing_soon), true);
    }
    sentences
}

/// Headings tell the own network from the world. An analyst's order stands as it is where all is
/// in one list.
fn sections(letter: &Letter) -> Vec<Section> {
    let locale = letter.locale;
    let is_one_list = matches!(letter.content, Content::Network { .. })
        && (letter.own.is_empty() || letter.world.is_empty());
    let section = |items: &[Item], heading: String| Section {
        heading: (!is_one_list).then_some(heading),
        items: items.iter().map(|one| item(letter, one)).collect(),
    };
    let both = [
        section(&letter.own, text::own_heading(locale)),
        section(&letter.world, text::world_heading(locale)),
    ];
    both.into_iter().filter(|section| !section.items.is_empty()).collect()
}

/// The titles that the subject has no room for; the beginning of the only hit where there is one.
fn preheader(letter: &Letter) -> String {
    const MOST_CHARACTERS: usize = 140;
    let items: Vec<&Item> = letter.own.iter().chain(&letter.world).collect();
    let words = match (&letter.content, items.as_slice()) {
        (Content::Digest(_), [only]) => clean::line(&only.summary),
        (Content::Digest(_), [_, others @ ..]) => titles(others),
        (_, all) => titles(all),
    };
    clean::cut(&words, MOST_CHARACTERS)
}

fn titles(items: &[&Item]) -> String {
    let titles: Vec<String> = items.iter().map(|item| clean::line(&item.title)).collect();
    titles.join(" · ")
}

fn notes(letter: &Letter) -> Vec<String> {
    let locale = letter.locale;
    let mut notes = Vec::new();
    if let Content::Digest(Counts { heeds_answers: true, .. }) = letter.content {
        notes.push(text::heeds_answers(locale));
    }
    if letter.silent_sources > 0 {
        let number = text::number(locale, letter.silent_sources);
        notes.push(text::silent_sources(locale, &number));
    }
    notes
}

/// The day on which a letter is written.
pub(super) fn today(letter: &Letter) -> Day {
    Day::of(letter.now)
}
