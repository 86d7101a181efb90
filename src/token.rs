//! Random tokens, and signatures that only we can make.
//!
//! A token is 128 bits from the system's source of chance, in 32 hexadecimal digits. What is kept
//! of it is its hash; who has the store can open nothing.

use std::fmt::Write as _;

use aws_lc_rs::{constant_time, digest, hmac, rand};

/// Bytes of a token and of a signature that goes into a link: 128 bits.
const TOKEN_BYTES: usize = 16;
/// Bytes of a signing key: those of the hash.
pub const KEY_BYTES: usize = 32;

/// The system has no random numbers to give, which happens in broken sandboxes only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the system gives no random numbers; look whether `/dev/urandom` can be read")]
pub struct NoChance;

/// A new token: 32 hexadecimal digits.
pub fn random() -> Result<String, NoChance> {
    let mut bytes = [0; TOKEN_BYTES];
    rand::fill(&mut bytes).map_err(|_| NoChance)?;
    Ok(digits(&bytes))
}

/// A new key for signatures.
pub fn random_key() -> Result<[u8; KEY_BYTES], NoChance> {
    let mut bytes = [0; KEY_BYTES];
    rand::fill(&mut bytes).map_err(|_| NoChance)?;
    Ok(bytes)
}

/// What is kept of a token: SHA-256 in hexadecimal digits. A token has 128 bits of chance, so its
/// hash needs no salt.
pub fn hash(token: &str) -> String {
    digits(digest::digest(&digest::SHA256, token.as_bytes()).as_ref())
}

/// Whether two secrets are the same, in a time that does not tell where they differ.
pub fn is_same(one: &str, other: &str) -> bool {
    // Of hashes, so that the time does not tell the length either.
    constant_time::verify_slices_are_equal(hash(one).as_bytes(), hash(other).as_bytes()).is_ok()
}

/// HMAC-SHA256 (RFC 2104) of a message, whole: for signatures that others check.
pub fn authenticate(key: &[u8], message: &[u8]) -> [u8; KEY_BYTES] {
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), message);
    let mut whole = [0; KEY_BYTES];
    whole.iter_mut().zip(tag.as_ref()).for_each(|(to, from)| *to = *from);
    whole
}

/// Makes signatures and derived tokens: HMAC-SHA256 (RFC 2104), of which 128 bits are kept.
#[derive(Clone)]
pub struct SigningKey(hmac::Key);

impl SigningKey {
    /// The key should be one of [`random_key`].
    pub fn new(key: &[u8]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, key))
    }

    /// The signature over what it is for and the parts: 32 hexadecimal digits.
    pub fn sign(&self, purpose: &str, parts: &[&str]) -> String {
        let tag = hmac::sign(&self.0, &signed(purpose, parts));
        digits(tag.as_ref().get(..TOKEN_BYTES).unwrap_or_default())
    }

    /// Whether `signature` is that of the parts.
    pub fn has_signed(&self, purpose: &str, parts: &[&str], signature: &str) -> bool {
        is_same(&self.sign(purpose, parts), signature)
    }
}

impl std::fmt::Debug for SigningKey {
    /// Says nothing of the key.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SigningKey")
    }
}

/// Each part with its length before it, so that `["ab", "c"]` and `["a", "bc"]` differ.
fn signed(purpose: &str, parts: &[&str]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for part in std::iter::once(&purpose).chain(parts) {
        bytes.extend((part.len() as u64).to_le_bytes());
        bytes.extend(part.as_bytes());
    }
    bytes
}

fn digits(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // Writing into a `String` cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_long_and_never_the_same() {
        let (one, other) = (random().unwrap(), random().unwrap());
        assert_eq!((one.len(), other.len()), (32, 32));
        assert_ne!(one, other);
        assert_ne!(hash(&one), hash(&other));
        assert!(is_same(&one, &one) && !is_same(&one, &other) && !is_same(&one, ""));
    }

    #[test]
    fn a_signature_holds_for_its_purpose_and_parts_alone() {
        let key = SigningKey::new(&[7; KEY_BYTES]);
        let signature = key.sign("feedback", &["a", "bc"]);
        assert!(key.has_signed("feedback", &["a", "bc"], &signature));
        assert!(!key.has_signed("feedback", &["ab", "c"], &signature));
        assert!(!key.has_signed("manage", &["a", "bc"], &signature));
        assert!(!SigningKey::new(&[8; KEY_BYTES]).has_signed("feedback", &["a", "bc"], &signature));
        assert_eq!(format!("{key:?}"), "SigningKey");
    }
}
