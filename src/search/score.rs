//! BM25: what a word in a document is worth.

use std::time::Duration;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;

use super::engine::Snapshot;
use crate::index::IndexError;
use crate::model::Timestamp;

/// How soon more of the same word stops counting, and how much long texts are held back: the
/// usual values, measured on Swedish government texts and left as they are.
const K1: f32 = 1.2;
const B: f32 = 0.75;
/// A word in the title is worth this much more than one in the text.
pub(super) const TITLE_BOOST: f32 = 2.0;
/// A document of today is worth this much more than a very old one.
const FRESH_BONUS: f32 = 0.2;
/// The age at which half of that is left.
const HALF_LIFE: Duration = Duration::from_hours(180 * 24);

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

/// The mild preference for the new: between 1 and 1.2.
pub(super) fn freshness(now: Timestamp, date_ms: i64) -> f32 {
    let age = now.since(Timestamp::from_millis(date_ms));
    1.0 + FRESH_BONUS * (-age.as_secs_f32() / HALF_LIFE.as_secs_f32()).exp2()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_new_is_preferred_mildly() {
        let now: Timestamp = "2026-11-21T07:00:00Z".parse().unwrap();
        let at = |days: u64| freshness(now, now.minus(Duration::from_hours(24 * days)).as_millis());
        assert!((at(0) - 1.2).abs() < 0.001);
        assert!((at(180) - 1.1).abs() < 0.001);
        assert!((at(7200) - 1.0).abs() < 0.001);
        let tomorrow = now.plus(Duration::from_hours(24)).as_millis();
        assert!((freshness(now, tomorrow) - 1.2).abs() < 0.001);
    }

    #[test]
    fn rare_words_say_more() {
        let statistics = Statistics { documents: 1000 };
        assert!(statistics.informativeness(1) > statistics.informativeness(10));
        assert!(statistics.informativeness(1000) > 0.0);
        assert!(statistics.informativeness(5000) > 0.0);
    }
}
