//! The table of Swedish words whose forms no ending explains, and where in a word they may stand.

use std::sync::OnceLock;

use super::declension::{self, Place};
use crate::language::table::{Hash, Table};

/// A longer word ends with a form of the table only if the form has so many letters; shorter ones
/// end too many words by chance.
const SHORTEST_TAIL: usize = 5;

/// Tails of at most so many letters are sifted: most are no form, and no form ends with them.
const SIFTED: usize = 4;

/// So many times 64 bits the sieve has: about one in twenty is set.
const SIEVE_WORDS: usize = 256;

/// About so many forms there are; more make the table grow.
const FORM_COUNT: usize = 8000;

/// What may stand before a verb. `åter` and `upp` may do so together.
const PREFIXES: &[&str] = &[
    "an",
    "av",
    "be",
    "bi",
    "bort",
    "del",
    "efter",
    "er",
    "fast",
    "fel",
    "fort",
    "fram",
    "färdig",
    "för",
    "före",
    "genom",
    "hem",
    "hög",
    "i",
    "igen",
    "igång",
    "in",
    "inne",
    "iordning",
    "kart",
    "kring",
    "kvar",
    "med",
    "miss",
    "mot",
    "ned",
    "ner",
    "ny",
    "nyttig",
    "o",
    "om",
    "på",
    "rund",
    "sam",
    "samman",
    "själv",
    "säker",
    "till",
    "tillhanda",
    "tillbaka",
    "under",
    "upp",
    "ur",
    "ut",
    "ute",
    "van",
    "vid",
    "vidare",
    "väl",
    "å",
    "åsido",
    "åt",
    "åter",
    "över",
    "överens",
    "utom",
    "ansvar",
    "klar",
    "sär",
    "sönder",
    "tele",
    "full",
    "likställ",
    "jäm",
    "fri",
    "gemen",
    "god",
    "lag",
];

/// The key of a word that the table knows: what stands before it, and its key in the table.
pub fn key(word: &str) -> Option<(&str, &'static str)> {
    let forms = forms();
    let (mut hash, mut letters) = (Hash::default(), 0);
    let mut found = None;
    // From the end on, so that each tail costs one step more; the longest that fits is taken.
    for (at, byte) in word.bytes().enumerate().rev() {
        hash = hash.with(byte);
        if !word.is_char_boundary(at) {
            continue;
        }
        letters += 1;
        if letters <= SIFTED && !forms.may_end_with(hash) {
            if letters == SIFTED {
                break;
            }
            continue;
        }
        let (head, tail) = word.split_at(at);
        if let Some(form) = forms.table.get(hash.finish(), tail)
            && form.fits(head, letters)
        {
            found = forms.keys.get(usize::from(form.key)).map(|key| (head, *key));
        }
    }
    found
}

impl Form {
    fn fits(self, head: &str, letters: usize) -> bool {
        match self.place {
            _ if head.is_empty() => true,
            Place::Whole => false,
            // A head has two letters at least.
            Place::End => letters >= SHORTEST_TAIL && head.len() >= 2,
            Place::AfterPrefix => {
                // `anta`, `inse`; but a prefix of one letter (`ålägga`) needs a longer verb.
                let shortest = if head.chars().nth(1).is_some() { 2 } else { 4 };
                letters >= shortest && is_prefix(head)
            }
        }
    }
}

/// One prefix or two.
fn is_prefix(head: &str) -> bool {
    PREFIXES.contains(&head)
        || PREFIXES
            .iter()
            .filter_map(|first| head.strip_prefix(first))
            .any(|second| second.len() > 2 && PREFIXES.contains(&second))
}

#[derive(Clone, Copy, Default)]
struct Form {
    /// Which of the keys.
    key: u16,
    place: Place,
}

/// All forms, and a sieve that most words fall through before the table is asked.
struct Forms {
    table: Table<Form>,
    keys: Vec<&'static str>,
    sieve: [u64; SIEVE_WORDS],
}

impl Forms {
    fn may_end_with(&self, hash: Hash) -> bool {
        let bit = hash.finish();
        self.sieve
            .get(bit as usize / 64 % SIEVE_WORDS)
            .is_some_and(|bits| bits >> (bit % 64) & 1 == 1)
    }

    fn add(&mut self, form: &str, key: &'static str, place: Place) {
        if self.keys.last() != Some(&key) {
            self.keys.push(key);
        }
        let number = u16::try_from(self.keys.len() - 1).unwrap_or_default();
        if let Some((entry, true)) = self.table.entry(Hash::from_end(form), form) {
            *entry = Form { key: number, place };
        }
        let (mut hash, mut letters) = (Hash::default(), 0);
        for (at, byte) in form.bytes().enumerate().rev() {
            hash = hash.with(byte);
            letters += usize::from(form.is_char_boundary(at));
            if letters == SIFTED {
                break;
            }
        }
        let bit = hash.finish();
        if let Some(bits) = self.sieve.get_mut(bit as usize / 64 % SIEVE_WORDS) {
            *bits |= 1 << (bit % 64);
        }
    }
}

fn forms() -> &'static Forms {
    static FORMS: OnceLock<Forms> = OnceLock::new();
    FORMS.get_or_init(|| {
        let (table, keys) = (Table::with_capacity(FORM_COUNT), Vec::with_capacity(1000));
        let mut forms = Forms { table, keys, sieve: [0; SIEVE_WORDS] };
        declension::spell_out(include_str!("irregular.txt"), |form, key, place| {
            forms.add(form, key, place);
        });
        forms
    })
}
