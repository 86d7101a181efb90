//! Short names for things, made from what they are.

use std::fmt::Write;
use std::io::{self, Read};

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

/// The same over all that a reader gives.
pub fn hash_reader(reader: &mut dyn Read) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut chunk = vec![0; 64 * 1024];
    loop {
        let read = reader.read(&mut chunk)?;
        if read == 0 {
            return Ok(digits_of(&hasher));
        }
        hasher.update(chunk.get(..read).unwrap_or_default());
    }
}

fn digits_of(hasher: &Sha256) -> String {
    let mut digits = String::with_capacity(2 * KEPT_BYTES);
    for byte in hasher.clone().finalize().iter().take(KEPT_BYTES) {
        // Writing into a `String` cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

/// Hashes that nobody without the key can make, or try guesses against: HMAC-SHA256 (RFC 2104).
#[derive(Clone)]
pub struct KeyedHash {
    inner: Sha256,
    outer: Sha256,
}

impl KeyedHash {
    /// Block of SHA-256 in bytes, to which keys are filled up.
    const BLOCK: usize = 64;

    /// The key should have at least 128 bits of chance in it.
    pub fn new(key: &[u8]) -> Self {
        let mut block = [0; Self::BLOCK];
        let short = if key.len() > Self::BLOCK { &Sha256::digest(key)[..] } else { key };
        for (byte, of_key) in block.iter_mut().zip(short) {
            *byte = *of_key;
        }
        let begun_with = |pad: u8| Sha256::new().chain_update(block.map(|byte| byte ^ pad));
        Self { inner: begun_with(0x36), outer: begun_with(0x5c) }
    }

    /// The first 128 bits of the hash over the parts, each with its length before it.
    pub fn of(&self, parts: &[&str]) -> u128 {
        self.over(|hasher| {
            for part in parts {
                hasher.update((part.len() as u64).to_le_bytes());
                hasher.update(part.as_bytes());
            }
        })
    }

    fn over(&self, write: impl FnOnce(&mut Sha256)) -> u128 {
        let mut inner = self.inner.clone();
        write(&mut inner);
        let digest = self.outer.clone().chain_update(inner.finalize()).finalize();
        digest.iter().take(16).fold(0, |number, byte| number << 8 | u128::from(*byte))
    }
}

impl std::fmt::Debug for KeyedHash {
    /// Says nothing of the key.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyedHash")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Test cases 1, 2 and 6 of RFC 4231.
    #[test]
    fn keyed_hashes_are_those_of_the_standard() {
        let check = |key: &[u8], text: &[u8], expected: u128| {
            assert_eq!(KeyedHash::new(key).over(|hasher| hasher.update(text)), expected);
        };
        check(&[0x0b; 20], b"Hi There", 0xb034_4c61_d8db_3853_5ca8_afce_af0b_f12b);
        let question = b"what do ya want for nothing?";
        check(b"Jefe", question, 0x5bdc_c146_bf60_754e_6a04_2426_0895_75c7);
        let text = b"Test Using Larger Than Block-Size Key - Hash Key First";
        check(&[0xaa; 131], text, 0x60e4_3159_1ee0_b67f_0d8a_26aa_cbf5_b77f);
        let (one, other) = (KeyedHash::new(b"a"), KeyedHash::new(b"b"));
        assert_ne!(one.of(&["x"]), other.of(&["x"]));
        assert_ne!(one.of(&["ab", "c"]), one.of(&["a", "bc"]));
    }

    #[test]
    fn parts_are_told_apart() {
        assert_eq!(hash_hex(&["ab", "c"]).len(), 16);
        assert_eq!(hash_hex(&["ab", "c"]), hash_hex(&["ab", "c"]));
        assert_ne!(hash_hex(&["ab", "c"]), hash_hex(&["a", "bc"]));
        assert_ne!(hash_hex(&["a", ""]), hash_hex(&["a"]));
        assert_ne!(hash_hex(&[]), hash_hex(&[""]));
    }
}
