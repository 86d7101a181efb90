//! Short names for things, made from what they are.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// Bytes of the hash that are kept: 64 bits, so a billion documents share none by accident.
const KEPT_BYTES: usize = 8;

/// The first sixteen hexadecimal digits of a SHA-256 over the parts.
///
/// Each part goes in with its length before it, so that `["ab", "c"]` and `["a", "bc"]` differ.
pub fn hash_hex(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    digits_of(&hasher)
}

/// The first sixteen hexadecimal digits of a SHA-256 over the bytes, to notice a change.
pub fn hash_bytes(bytes: &[u8]) -> String {
    digits_of(&Sha256::new().chain_update(bytes))
}

fn digits_of(hasher: &Sha256) -> String {
    let mut digits = String::with_capacity(2 * KEPT_BYTES);
    for byte in hasher.clone().finalize().iter().take(KEPT_BYTES) {
        // Writing into a `String` cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_apart() {
        assert_eq!(hash_hex(&["ab", "c"]).len(), 16);
        assert_eq!(hash_hex(&["ab", "c"]), hash_hex(&["ab", "c"]));
        assert_ne!(hash_hex(&["ab", "c"]), hash_hex(&["a", "bc"]));
        assert_ne!(hash_hex(&["a", ""]), hash_hex(&["a"]));
        assert_ne!(hash_hex(&[]), hash_hex(&[""]));
    }
}
