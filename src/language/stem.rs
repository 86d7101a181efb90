//! Stems: what inflected forms of one word have in common, by the Snowball rules of a language.

use frostem::{Algorithm, Stemmer};

use crate::model::Language;

/// Remembered words per analyser: enough that nine of ten words of running text are met again,
/// small enough (under 1 MB) to have one per field and thread. A power of two.
const SLOTS: usize = 1 << 13;

/// The stemmer for a language; `None` for those that stay as they are.
pub fn stemmer(language: Language) -> Option<Stemmer> {
    let algorithm = match language {
        Language::SV => Algorithm::Swedish,
        Language::EN => Algorithm::English,
        Language::DE => Algorithm::German,
        Language::DA => Algorithm::Danish,
        // Snowball's Norwegian rules are for Bokmål; most of their endings serve Nynorsk too.
        Language::NB | Language::NN => Algorithm::Norwegian,
        Language::FI => Algorithm::Finnish,
        _ => return None,
    };
    Some(Stemmer::new(algorithm))
}

/// Words with digits are names (`5g`, `b2b`) and have no endings.
pub fn is_inflected(word: &str) -> bool {
    !word.bytes().any(|byte| byte.is_ascii_digit())
}

/// Stems that were asked for before. A slot is overwritten by the next word that falls into it,
/// so that it never grows and needs no allocation once it is warm.
#[derive(Default)]
pub struct StemMemory {
    slots: Vec<Slot>,
}

#[derive(Clone, Default)]
struct Slot {
    language: Option<Language>,
    word: String,
    stem: String,
}

impl StemMemory {
    /// Replaces a folded word by its stem.
    pub fn stem(&mut self, word: &mut String, language: Language, stemmer: Stemmer) {
        if !is_inflected(word) {
            return;
        }
        if self.slots.is_empty() {
            self.slots = vec![Slot::default(); SLOTS];
        }
        let Some(slot) = self.slots.get_mut(slot_of(word)) else { return };
        if slot.language != Some(language) || slot.word != *word {
            slot.stem.clear();
            slot.stem.push_str(&stemmer.stem(word));
            slot.word.clone_from(word);
            slot.language = Some(language);
        }
        word.clone_from(&slot.stem);
    }
}

/// FNV-1a: short words, no adversary (a collision costs one stemming).
fn slot_of(word: &str) -> usize {
    let hash = word
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 15)) as usize & (SLOTS - 1)
}
