//! Typed compounds taken apart.

use super::words::Planner;
use super::{Found, MOST_PARTS, Scope, Sought, Wanted, bit};
use crate::index::IndexError;
use crate::language::compound_forms;
use crate::search::score::HALF_WEIGHT;

/// A word that one of so many documents has is not looked for in place of a compound.
const COMMON_SHARE: u64 = 10;

/// A word that a typed compound is made of: a document may speak of the same in other words.
pub(in crate::search) struct Half {
    /// The bit of the compound.
    pub of: u64,
    pub bit: u64,
    pub found: Found,
    /// What having it counts, of what the compound says.
    pub covers: f32,
}

impl Planner<'_> {
    /// The words that wanted compounds are made of. They find documents that come after those
    /// with the compound, and among these prefer what speaks of both: *konsumentpolitik* also finds
    /// *politik för konsumenter*.
    pub(super) fn halves(&self, wanted: &[Wanted]) -> Result<Vec<Half>, IndexError> {
        let whole = wanted.iter().flat_map(|word| &word.parts);
        let mut place = whole.clone().count();
        let mut halves = Vec::new();
        let most = (self.statistics.documents / COMMON_SHARE).max(COMMON_SHARE);
        let least = self.statistics.informativeness(most);
        for (number, compound) in whole.enumerate() {
            let Sought::Forms(forms) = &compound.word else { continue };
            let made_of = forms.first().map(|typed| compound_forms(typed)).unwrap_or_default();
            // What has no place of its own cannot be told apart.
            if made_of.is_empty() || place + made_of.len() >= MOST_PARTS {
                continue;
            }
            #[expect(clippy::cast_precision_loss, reason = "a compound has a handful of words")]
            let covers = HALF_WEIGHT * compound.weight / made_of.len() as f32;
            for form in made_of {
                let mut found = self.any_of(vec![form], Scope::Everywhere, 1.0)?;
                // What many documents have tells nothing of a compound, and costs most to read.
                if found.weight < least {
                    continue;
                }
                found.weight = found.weight.min(compound.weight) * HALF_WEIGHT;
                halves.push(Half { of: bit(number), bit: bit(place), found, covers });
                place += 1;
            }
        }
        Ok(halves)
    }
}
