//! Private keys that sign letters.

use aws_lc_rs::encoding::{AsDer as _, PublicKeyX509Der};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair};
use aws_lc_rs::{digest, rand};

use crate::markup::{decode_base64, encode_base64};

/// Shorter keys of RSA are not believed by the large mail hosts (RFC 8301 asks for 1024, and advises
/// 2048).
const SHORTEST_RSA_BITS: usize = 2048;

/// Why a key cannot sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    #[error("it is not in PEM; it begins with `-----BEGIN PRIVATE KEY-----`")]
    NoPem,
    #[error(
        "it is not PKCS#8 (`-----BEGIN PRIVATE KEY-----`); `openssl pkcs8 -topk8 -nocrypt -in OLD \
         -out NEW` makes it so"
    )]
    NoPkcs8,
    #[error("it is locked with a password; `openssl pkcs8 -in OLD -out NEW` unlocks it")]
    Locked,
    #[error("it is neither an RSA nor an Ed25519 key")]
    Kind,
    #[error(
        "it has {0} bits, and shorter ones than 2048 are not believed; `openssl genpkey -algorithm \
         RSA -pkeyopt rsa_keygen_bits:2048` makes one"
    )]
    Short(usize),
    #[error("domain and selector of DKIM are names such as `ekvik.se` and `utkik`")]
    Name,
}

/// A key that signs.
pub(super) enum Key {
    Rsa(RsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

impl Key {
    /// Reads PKCS#8 in PEM.
    pub(super) fn read(pem: &str) -> Result<Self, KeyError> {
        let bytes = decoded(pem)?;
        if let Ok(key) = Ed25519KeyPair::from_pkcs8(&bytes) {
            return Ok(Self::Ed25519(key));
        }
        let key = RsaKeyPair::from_pkcs8(&bytes).map_err(|_| KeyError::Kind)?;
        let bits = key.public_modulus_len() * 8;
        if bits < SHORTEST_RSA_BITS { Err(KeyError::Short(bits)) } else { Ok(Self::Rsa(key)) }
    }

    pub(super) fn algorithm(&self) -> &'static str {
        match self {
            Self::Rsa(_) => "rsa-sha256",
            Self::Ed25519(_) => "ed25519-sha256",
        }
    }

    pub(super) fn sign(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        match self {
            Self::Rsa(key) => {
                let mut signature = vec![0; key.public_modulus_len()];
                let chance = rand::SystemRandom::new();
                key.sign(&RSA_PKCS1_SHA256, &chance, bytes, &mut signature).ok()?;
                Some(signature)
            }
            // What is signed is the hash (RFC 8463, section 3).
            Self::Ed25519(key) => {
                let hash = digest::digest(&digest::SHA256, bytes);
                Some(key.sign(hash.as_ref()).as_ref().to_vec())
            }
        }
    }

    /// What the name server must say: `v=DKIM1; k=…; p=…`.
    pub(super) fn record(&self) -> String {
        let (kind, public) = match self {
            Self::Rsa(key) => {
                let der: Result<PublicKeyX509Der<'_>, _> = key.public_key().as_der();
                ("rsa", der.map(|der| der.as_ref().to_vec()).unwrap_or_default())
            }
            Self::Ed25519(key) => ("ed25519", key.public_key().as_ref().to_vec()),
        };
        format!("v=DKIM1; k={kind}; p={}", encode_base64(&public))
    }
}

impl std::fmt::Debug for Key {
    /// Says nothing of the key.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.algorithm())
    }
}

fn decoded(pem: &str) -> Result<Vec<u8>, KeyError> {
    if pem.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----") {
        return Err(KeyError::Locked);
    }
    let Some((_, rest)) = pem.split_once("-----BEGIN PRIVATE KEY-----") else {
        let is_other = pem.contains("-----BEGIN ");
        return Err(if is_other { KeyError::NoPkcs8 } else { KeyError::NoPem });
    };
    let (inside, _) = rest.split_once("-----END PRIVATE KEY-----").ok_or(KeyError::NoPem)?;
    // An environment file may keep a key in one line, with its line breaks spelled out.
    decode_base64(&inside.replace("\\n", "")).ok_or(KeyError::NoPem)
}
