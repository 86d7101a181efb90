//! BM25: what a word in a document is worth.

use std::sync::LazyLock;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;

use super::engine::Snapshot;
use super::plan::Plan;
use crate::index::{IndexError, STANDING_UNIT};
use crate::model::Timestamp;

/// How soon more of the same word stops counting, and how much long texts are held back. The usual
/// values but for the latter (0.75): short titles and notes are what is mostly looked for.
const K1: f32 = 1.2;
const B: f32 = 0.9;
/// A word in the title is worth this much more than one in the text.
pub(super) const TITLE_BOOST: f32 = 2.5;
/// A word that is only a part of a compound, or written without its diacritics.
pub(super) const PARTS_BOOST: f32 = 0.5;
/// What a concept is worth beside the word that it stands for: the word itself is better.
pub(super) const MEANING_WEIGHT: f32 = 0.55;
/// What a word that a typed compound is made of is worth.
pub(super) const HALF_WEIGHT: f32 = 0.5;
/// To be about a place that was asked for.
pub(super) const PLACE_WEIGHT: f32 = 2.0;
/// To name it only, beside being about it.
pub(super) const MENTION_SHARE: f32 = 0.25;
/// Two words side by side, beside what both say.
pub(super) const NEARNESS_WEIGHT: f32 = 0.25;
/// The same in a title, beside the text: whoever types words as a title has them looks for it.
pub(super) const TITLE_NEARNESS: f32 = 8.0;
/// A document of today is worth this much more than a very old one.
const FRESH_BONUS: f32 = 0.05;
/// The age at which half of that is left.
const HALF_LIFE_DAYS: f32 = 180.0;
/// Nothing of it is left then that could change an order.
const OLDEST_DAYS: u16 = 10 * 180;

/// How lengths of one field count.
pub(super) struct Lengths {
    /// What is added to a word's count, by tantivy's code of the length.
    norms: Vec<f32>,
    boost: f32,
}

/// Sizes of the index that weights are reckoned from.
pub(super) struct Statistics {
    pub documents: u64,
}

impl Statistics {
    pub fn of(snapshot: &Snapshot) -> Self {
        let documents = snapshot.segments.iter().map(|s| u64::from(s.reader.max_doc())).sum();
        Self { documents }
    }

    /// How much a word says: the fewer documents have it, the more.
    #[expect(clippy::cast_precision_loss, reason = "a rank needs no more than a few digits")]
    pub fn informativeness(&self, documents_with_it: u64) -> f32 {
        let with = documents_with_it.min(self.documents) as f32;
        let without = self.documents as f32 - with;
        (1.0 + (without + 0.5) / (with + 0.5)).ln()
    }
}

impl Lengths {
    #[expect(clippy::cast_precision_loss, reason = "a rank needs no more than a few digits")]
    pub fn of(snapshot: &Snapshot, field: Field, boost: f32) -> Result<Self, IndexError> {
        let (mut tokens, mut documents) = (0_u64, 0_u64);
        for segment in &snapshot.segments {
            let terms = segment.reader.inverted_index(field).map_err(|e| snapshot.failed(&e))?;
            tokens += terms.total_num_tokens();
            documents += u64::from(segment.reader.max_doc());
        }
        let average = (tokens as f32 / documents.max(1) as f32).max(1.0);
        let norm = |code: u8| {
            let length = FieldNormReader::id_to_fieldnorm(code) as f32;
            K1 * (1.0 - B + B * length / average)
        };
        Ok(Self { norms: (0..=u8::MAX).map(norm).collect(), boost })
    }

    /// What a word that a document has so often is worth there, for a word that says 1.
    #[expect(clippy::cast_precision_loss, reason = "a rank needs no more than a few digits")]
    pub fn worth(&self, length_code: u8, count: u32) -> f32 {
        let norm = self.norms.get(usize::from(length_code)).copied().unwrap_or(K1);
        let count = count as f32;
        self.boost * (1.0 + K1) * count / (count + norm)
    }
}

/// Falls behind with what a document lacks, by how much it says.
pub(super) struct Coverage {
    parts: Vec<(u64, f32)>,
    /// Of words of compounds: the bit of the compound, their own, and what they count without it.
    halves: Vec<(u64, u64, f32)>,
    whole: f32,
}

impl Coverage {
    pub fn of(plan: &Plan) -> Self {
        let parts: Vec<(u64, f32)> =
            plan.wanted_parts().map(|(bit, found)| (bit, found.weight)).collect();
        let whole = parts.iter().map(|(_, weight)| weight).sum();
        let halves = plan.halves.iter().map(|half| (half.of, half.bit, half.covers)).collect();
        Self { parts, halves, whole }
    }

    /// 1 for a document that has every part. The root, because of many words one says little: half
    /// of what they say leaves seven tenths.
    pub fn of_parts(&self, has: u64) -> f32 {
        let had = self.parts.iter().filter(|(bit, _)| has & bit != 0);
        let mut had: f32 = had.map(|(_, weight)| weight).sum();
        for (of, bit, covers) in &self.halves {
            if has & of == 0 && has & bit != 0 {
                had += covers;
            }
        }
        if self.whole > 0.0 { (had / self.whole).sqrt() } else { 1.0 }
    }
}

/// What more of the same is worth.
pub(super) fn saturated(count: f32) -> f32 {
    (1.0 + K1) * count / (count + K1)
}

/// What the index holds of the weight of a source and of the size of a story.
#[expect(clippy::cast_precision_loss, reason = "a rank needs no more than a few digits")]
pub(super) fn standing_factor(standing: Option<u64>) -> f32 {
    standing.map_or(1.0, |standing| standing as f32 / STANDING_UNIT)
}

/// The mild preference for the new.
pub(super) struct Freshness {
    now: Timestamp,
}

/// By age in days, since it is asked for every match.
static BY_DAY: LazyLock<Vec<f32>> = LazyLock::new(|| {
    let factor = |day: u16| 1.0 + FRESH_BONUS * (-f32::from(day) / HALF_LIFE_DAYS).exp2();
    (0..OLDEST_DAYS).map(factor).collect()
});

impl Freshness {
    pub fn at(now: Timestamp) -> Self {
        Self { now }
    }

    /// Between 1.05 for today and 1.
    pub fn of(&self, date_ms: i64) -> f32 {
        let age = self.now.since(Timestamp::from_millis(date_ms));
        let days = usize::try_from(age.as_secs() / 86_400).unwrap_or(usize::MAX);
        BY_DAY.get(days).copied().unwrap_or(1.0)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_new_is_preferred_mildly() {
        let now: Timestamp = "2026-11-21T07:00:00Z".parse().unwrap();
        let freshness = Freshness::at(now);
        let at = |days: u64| freshness.of(now.minus(Duration::from_hours(24 * days)).as_millis());
        assert!((at(0) - 1.05).abs() < 0.001);
        assert!((at(180) - 1.025).abs() < 0.001);
        assert!((at(7200) - 1.0).abs() < 0.001);
        let tomorrow = now.plus(Duration::from_hours(24)).as_millis();
        assert!((freshness.of(tomorrow) - 1.05).abs() < 0.001);
    }

    #[test]
    fn rare_words_say_more() {
        let statistics = Statistics { documents: 1000 };
        assert!(statistics.informativeness(1) > statistics.informativeness(10));
        assert!(statistics.informativeness(1000) > 0.0);
        assert!(statistics.informativeness(5000) > 0.0);
    }
}
