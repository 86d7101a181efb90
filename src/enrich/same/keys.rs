//! Numbers under which documents are looked up that may tell the same.

/// What two documents have in common when they share a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyKind {
    Address,
    Title,
    /// One of the smallest hashes of four words in a row.
    Text,
    /// A name, a number or a long word.
    Term,
}

/// A key as the store keeps it. Keys of one kind are never equal to those of another but by chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    pub kind: KeyKind,
    pub number: i64,
}

impl Key {
    pub(super) fn new(kind: KeyKind, hash: u64) -> Self {
        let salt = match kind {
            KeyKind::Address => 1,
            KeyKind::Title => 2,
            KeyKind::Text => 3,
            KeyKind::Term => 4,
        };
        Self { kind, number: mixed(hash ^ mixed(salt)).cast_signed() }
    }
}

/// Begins a hash. Ours, because keys are kept: the standard library's may change.
pub(super) const START: u64 = 0xcbf2_9ce4_8422_2325;

/// Adds to a hash (FNV-1a, a letter at a time).
pub(super) fn added(hash: u64, more: u64) -> u64 {
    (hash ^ more).wrapping_mul(0x0000_0100_0000_01b3)
}

/// Spreads a hash over all its bits (the end of `SplitMix64`).
pub(super) fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

pub(super) fn hash_of(text: &str) -> u64 {
    text.bytes().fold(START, |hash, byte| added(hash, u64::from(byte)))
}
