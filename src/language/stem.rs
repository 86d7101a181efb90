//! Stems: what inflected forms of one word have in common, by the rules of its language.

use frostem::Algorithm;

use super::swedish;
use super::table::Hash;
use crate::model::Language;

/// Remembered words per analyser: enough that nine of ten words of running text are met again,
/// small enough (under 1 MB) to have one per field and thread. A power of two.
const SLOTS: usize = 1 << 13;

/// So many letters are never changed: they may be an acronym.
pub(super) const LONGEST_ACRONYM: usize = 3;

/// What makes stems of the words of a language.
pub enum Stemmer {
    Swedish,
    Snowball(frostem::Stemmer),
}

impl Stemmer {
    /// The stemmer for a language; `None` for those whose words stay as they are.
    pub fn of(language: Language) -> Option<Self> {
        let algorithm = match language {
            Language::SV => return Some(Self::Swedish),
            Language::EN => Algorithm::English,
            Language::DE => Algorithm::German,
            Language::DA => Algorithm::Danish,
            // Snowball's Norwegian rules are for Bokmål; most of their endings serve Nynorsk too.
            Language::NB | Language::NN => Algorithm::Norwegian,
            Language::FI => Algorithm::Finnish,
            _ => return None,
        };
        Some(Self::Snowball(frostem::Stemmer::new(algorithm)))
    }

    /// Puts the stem of a folded word into `stem`. Never empty.
    pub fn stem_into(&self, word: &str, stem: &mut String) {
        match self {
            Self::Swedish => swedish::stem_into(word, stem),
            Self::Snowball(stemmer) => {
                stem.clear();
                stem.push_str(&stemmer.stem(word));
            }
        }
        if stem.is_empty() {
            stem.push_str(word);
        }
    }
}

/// Words with digits are names (`5g`, `b2b`), the shortest are acronyms: they have no endings.
pub fn is_inflected(word: &str) -> bool {
    word.chars().nth(LONGEST_ACRONYM).is_some() && !word.bytes().any(|byte| byte.is_ascii_digit())
}

/// Stems and parts that were asked for before. A slot is overwritten by the next word that falls
/// into it, so that it never grows and needs no allocation once it is warm.
#[derive(Default)]
pub struct StemMemory {
    slots: Vec<Slot>,
}

#[derive(Clone, Default)]
struct Slot {
    language: Option<Language>,
    word: String,
    stem: String,
    /// Parts of the word, each with a line end; `None` until they are asked for.
    parts: Option<String>,
}

impl StemMemory {
    /// Replaces a folded word by its stem.
    pub fn stem(&mut self, word: &mut String, language: Language, stemmer: &Stemmer) {
        if is_inflected(word)
            && let Some(slot) = self.slot(word, language, Some(stemmer))
        {
            word.clone_from(&slot.stem);
        }
    }

    /// What `find` writes of a word, a line each, and has once written.
    pub fn parts(
        &mut self,
        word: &str,
        language: Language,
        find: impl FnOnce(&str, &mut String),
    ) -> &str {
        let stemmer = Stemmer::of(language);
        let Some(slot) = self.slot(word, language, stemmer.as_ref()) else { return "" };
        let stem = &slot.stem;
        slot.parts.get_or_insert_with(|| {
            let mut parts = String::new();
            find(stem, &mut parts);
            parts
        })
    }

    fn slot(
        &mut self,
        word: &str,
        language: Language,
        stemmer: Option<&Stemmer>,
    ) -> Option<&mut Slot> {
        if self.slots.is_empty() {
            self.slots = vec![Slot::default(); SLOTS];
        }
        let slot = self.slots.get_mut(Hash::of(word) as usize & (SLOTS - 1))?;
        if slot.language != Some(language) || slot.word != *word {
            match stemmer {
                Some(stemmer) => stemmer.stem_into(word, &mut slot.stem),
                None => slot.stem.replace_range(.., word),
            }
            slot.word.replace_range(.., word);
            slot.language = Some(language);
            slot.parts = None;
        }
        Some(slot)
    }
}
