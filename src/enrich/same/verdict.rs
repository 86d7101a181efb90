//! Says of two documents whether one is a copy of the other, or whether both tell one event.

use super::fingerprint::Fingerprint;
use super::keys::KeyKind;
use super::reason::Reason;
use super::shingles::{common, share};
use super::title::contradict;

/// How two documents stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Apart,
    /// They tell one event, each in its own words.
    Story(Reason),
    /// They are one text.
    Duplicate(Reason),
}

/// A headline is used again after that.
const TITLE_DAYS: i64 = 7;
/// A text comes out elsewhere within that; what comes every year is news every year.
const TEXT_DAYS: i64 = 30;
/// An event is told within that.
pub const STORY_DAYS: i64 = 14;

/// So much of the shorter text must stand in the other one to be its copy.
const SAME_TEXT: f32 = 0.85;
/// Under one headline at one time a copy may be cut, or have a paragraph of its own.
const AGREEING_TEXT: f32 = 0.5;
/// A summary is no copy of the whole.
const SIMILAR_LENGTH: f32 = 0.6;
/// Texts with fewer shingles prove nothing.
const SHORT: usize = 27;
/// So many words in a headline name one thing without a text.
const TELLING_TITLE: usize = 5;

/// Rare words that both must have.
const LEAST_TERMS: usize = 4;
/// One of them must stand in both headlines and be as rare as that.
const RARE_IN_TITLES: f32 = 0.5;
/// How much of the rarity of one's words the other must have, under headlines that are so near.
const SHARED_RARITY: [(f32, f32); 3] = [(0.5, 0.25), (0.1, 0.4), (0.0, 0.5)];

/// How many days apart documents may be that share a key of this kind.
pub fn days(kind: KeyKind) -> i64 {
    match kind {
        // An address stays the same for ever; so long no calendar lasts.
        KeyKind::Address => 1_000_000,
        KeyKind::Title => TITLE_DAYS,
        KeyKind::Text => TEXT_DAYS,
        KeyKind::Term => STORY_DAYS,
    }
}

/// More than this part of what a headline names.
const MOSTLY: f32 = 0.5;

/// Compares two documents. `rarity` says of a term's key number how seldom documents of those days have
/// it: 1 for nobody else, 0 for everybody.
pub fn verdict(a: &Fingerprint, b: &Fingerprint, rarity: impl Fn(i64) -> f32) -> Verdict {
    if let Some(reason) = is_duplicate(a, b) {
        return Verdict::Duplicate(reason);
    }
    if is_story(a, b, rarity) { Verdict::Story(Reason::Terms) } else { Verdict::Apart }
}

fn is_duplicate(a: &Fingerprint, b: &Fingerprint) -> Option<Reason> {
    let pair = Pair::of(a, b);
    if pair.is_one_source {
        return pair.is_said_twice().then_some(Reason::Text);
    }
    if a.title.is_formal || b.title.is_formal {
        return pair.is_one_paper().then_some(Reason::Text);
    }
    if pair.shares_address() && pair.agrees() {
        return Some(Reason::Address);
    }
    if is_one_site(a, b) {
        return pair.is_said_twice().then_some(Reason::Text);
    }
    if pair.has_one_title && pair.days <= TITLE_DAYS && pair.agrees() {
        return Some(Reason::Title);
    }
    let is_copy = pair.is_long
        && pair.overlap >= SAME_TEXT
        && pair.days <= TEXT_DAYS
        && pair.a.shingles.ratio(&pair.b.shingles) >= SIMILAR_LENGTH
        && !pair.is_about_others();
    is_copy.then_some(Reason::Text)
}

struct Pair<'f> {
    a: &'f Fingerprint,
    b: &'f Fingerprint,
    days: i64,
    is_one_source: bool,
    has_one_title: bool,
    overlap: f32,
    /// Both have texts that can be compared.
    is_long: bool,
}

impl<'f> Pair<'f> {
    fn of(a: &'f Fingerprint, b: &'f Fingerprint) -> Self {
        Self {
            a,
            b,
            days: (a.day - b.day).abs(),
            is_one_source: a.source == b.source,
            has_one_title: a.title.is_same(&b.title),
            overlap: a.shingles.overlap(&b.shingles),
            is_long: a.shingles.count().min(b.shingles.count()) >= SHORT,
        }
    }

    fn shares_address(&self) -> bool {
        common(self.a.addresses.iter(), self.b.addresses.iter()) > 0
    }

    /// A source or a site tells its pages apart by itself: it must have said the very same twice.
    fn is_said_twice(&self) -> bool {
        self.has_one_title
            && self.is_long
            && self.overlap >= SAME_TEXT
            && self.days <= TITLE_DAYS
            && self.a.shingles.ratio(&self.b.shingles) >= SAME_TEXT
            && !(self.a.is_record || self.b.is_record)
            && !self.is_about_others()
    }

    /// Minutes are made from one template; only the same text is the same paper.
    fn is_one_paper(&self) -> bool {
        self.is_long
            && self.overlap >= SAME_TEXT
            && self.a.shingles.ratio(&self.b.shingles) >= SAME_TEXT
            && self.days <= TITLE_DAYS
            && !self.is_about_others()
    }

    /// What both say does not speak against it: the texts agree, or one has none to speak of under
    /// a headline that names one thing.
    fn agrees(&self) -> bool {
        if self.is_long {
            let enough = if self.has_one_title { AGREEING_TEXT } else { SAME_TEXT };
            return self.overlap >= enough;
        }
        let is_one_language = self.a.language == self.b.language;
        let is_quoted = self.overlap >= AGREEING_TEXT;
        let is_alike = self.has_one_title && self.a.title.words() >= TELLING_TITLE;
        is_one_language && (is_alike || (is_quoted && self.has_one_title))
    }

    /// A text with other names, numbers or places in it is a form that was filled in twice.
    fn is_about_others(&self) -> bool {
        let (a, b) = (self.a, self.b);
        let lacks = |subjects: &[u64], stems: &[u64]| {
            common(subjects.iter(), stems.iter()) < subjects.len()
        };
        a.title.contradicts(&b.title)
            || contradict(&a.numbers, &b.numbers)
            || (lacks(&a.subjects, &b.stems) && lacks(&b.subjects, &a.stems))
    }
}

fn is_story(a: &Fingerprint, b: &Fingerprint, rarity: impl Fn(i64) -> f32) -> bool {
    let is_possible = a.source != b.source
        && a.is_dated
        && b.is_dated
        && (a.day - b.day).abs() <= STORY_DAYS
        && !(a.title.is_formal || b.title.is_formal)
        && !a.title.contradicts(&b.title)
        && !is_elsewhere(a, b)
        && (a.language != b.language || (!is_one_site(a, b) && speak_of_each_other(a, b)));
    if !is_possible {
        return false;
    }
    let shared: Vec<i64> =
        a.terms.iter().copied().filter(|term| b.terms.binary_search(term).is_ok()).collect();
    let is_in_titles = |term: &i64| {
        a.title_terms.binary_search(term).is_ok() && b.title_terms.binary_search(term).is_ok()
    };
    let names_one_thing =
        shared.iter().any(|term| is_in_titles(term) && rarity(*term) >= RARE_IN_TITLES);
    if shared.len() < LEAST_TERMS || !names_one_thing {
        return false;
    }
    let sum = |terms: &[i64]| terms.iter().map(|term| rarity(*term)).sum::<f32>();
    let whole = sum(&a.terms).max(f32::MIN_POSITIVE);
    let of_other = share(shared.len(), b.terms.len());
    let part = (sum(&shared) / whole).min(of_other * 1.5);
    let nearness = a.title.nearness(&b.title);
    let enough = SHARED_RARITY.iter().find(|(near, _)| nearness >= *near);
    enough.is_some_and(|(_, enough)| part >= *enough)
}

fn is_one_site(a: &Fingerprint, b: &Fingerprint) -> bool {
    a.site.is_some() && a.site == b.site
}

/// Most of what each headline names stands in the other document. Two reports of one office share
/// all words but those that matter.
fn speak_of_each_other(a: &Fingerprint, b: &Fingerprint) -> bool {
    let told = |title: &[u64], other: &Fingerprint| {
        let is_told = |stem: &&u64| {
            other.stems.binary_search(stem).is_ok() || other.title_subjects.contains(*stem)
        };
        share(title.iter().filter(is_told).count(), title.len()) > MOSTLY
    };
    // What a headline names and its text takes up again is what it is about.
    let has_own = |one: &Fingerprint, other: &Fingerprint| {
        let is_own = |stem: &&u64| {
            one.stems.binary_search(stem).is_ok() && other.stems.binary_search(stem).is_err()
        };
        one.title_subjects.iter().any(|stem| is_own(&stem))
    };
    told(&a.title_subjects, b) && told(&b.title_subjects, a) && !(has_own(a, b) && has_own(b, a))
}

/// Both are about places, and not about the same.
fn is_elsewhere(a: &Fingerprint, b: &Fingerprint) -> bool {
    let is_known = !a.places.is_empty() && !b.places.is_empty();
    is_known && common(a.places.iter(), b.places.iter()) == 0
}
