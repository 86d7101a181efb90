//! How much of one text stands in another: hashes of four words in a row.

use super::keys::{added, mixed};

/// So many words make a shingle.
pub(super) const LENGTH: usize = 4;

/// Of longer texts the smallest hashes stand for all.
const MOST: usize = 1024;

/// The shingles of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shingles {
    /// Sorted, each once; of a long text those below `limit`.
    hashes: Vec<u64>,
    limit: Option<u64>,
    /// How many the text has, about.
    count: usize,
}

impl Shingles {
    pub(super) fn of(words: &[u64]) -> Self {
        let shingle = |words: &[u64]| {
            mixed(words.iter().fold(LENGTH as u64, |hash, word| added(hash.rotate_left(5), *word)))
        };
        let mut hashes: Vec<u64> = words.windows(LENGTH).map(shingle).collect();
        hashes.sort_unstable();
        hashes.dedup();
        let count = hashes.len();
        let limit = hashes.get(MOST).copied();
        hashes.truncate(MOST);
        Self { hashes, limit, count }
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The smallest few: two texts that are nearly the same share most of them.
    pub(super) fn smallest(&self, count: usize) -> &[u64] {
        self.hashes.get(..count).unwrap_or(&self.hashes)
    }

    /// Which part of the shorter text stands in the other one, 0 to 1.
    pub(super) fn overlap(&self, other: &Self) -> f32 {
        let limit = match (self.limit, other.limit) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        let within =
            |hashes: &[u64]| limit.map_or(hashes.len(), |l| hashes.partition_point(|h| *h < l));
        let (a, b) = (within(&self.hashes), within(&other.hashes));
        if a == 0 || b == 0 {
            return 0.0;
        }
        share(common(self.hashes.iter().take(a), other.hashes.iter().take(b)), a.min(b))
    }

    /// How long the shorter one is beside the longer one, 0 to 1.
    pub(super) fn ratio(&self, other: &Self) -> f32 {
        share(self.count.min(other.count), self.count.max(other.count))
    }
}

/// A part of a whole; nothing of nothing is 0.
#[expect(clippy::cast_precision_loss, reason = "counts of words")]
pub(super) fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

/// How many two sorted lists have in common.
pub(super) fn common<'h>(
    one: impl Iterator<Item = &'h u64>,
    other: impl Iterator<Item = &'h u64>,
) -> usize {
    let (mut one, mut other) = (one.peekable(), other.peekable());
    let mut count = 0;
    while let (Some(a), Some(b)) = (one.peek(), other.peek()) {
        let order = a.cmp(b);
        count += usize::from(order.is_eq());
        if order.is_le() {
            one.next();
        }
        if order.is_ge() {
            other.next();
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: std::ops::Range<u64>) -> Shingles {
        Shingles::of(&words.map(mixed).collect::<Vec<_>>())
    }

    #[test]
    fn the_shorter_text_counts() {
        for (one, other, at_least, at_most) in [
            (text(0..100), text(0..100), 1.0, 1.0),
            (text(0..50), text(0..100), 1.0, 1.0),
            (text(0..100), text(50..150), 0.45, 0.52),
            (text(0..100), text(200..300), 0.0, 0.0),
            (text(0..3), text(0..3), 0.0, 0.0),
            // Longer than what is kept of them.
            (text(0..6000), text(3000..9000), 0.4, 0.6),
        ] {
            let overlap = one.overlap(&other);
            assert!((at_least..=at_most).contains(&overlap), "{overlap}");
            assert!((overlap - other.overlap(&one)).abs() < f32::EPSILON);
        }
        assert!((text(0..53).ratio(&text(0..103)) - 0.5).abs() < f32::EPSILON);
    }
}
