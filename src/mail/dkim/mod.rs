//! Signatures under letters (DKIM: RFC 6376, Ed25519 after RFC 8463), relaxed in head and body.
//!
//! Our own, because lettre's brings the `rsa` crate, whose private key operations can be timed
//! (RUSTSEC-2023-0071).

mod canonical;
mod key;

use aws_lc_rs::digest;

use crate::markup::encode_base64;
use crate::model::Timestamp;

use super::settings::DkimSettings;
use canonical::{field, relaxed_body, relaxed_field, split};
use key::Key;

pub use key::KeyError;

/// Fields that are signed, where the letter has them. `From` is signed once more than it is there,
/// so that nobody adds a second one that readers would be shown.
const SIGNED: [&str; 11] = [
    "From",
    "Reply-To",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "MIME-Version",
    "Content-Type",
    "List-Id",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
];
/// Letters of a signature in a line.
const LINE: usize = 72;

/// Signs letters for one domain.
#[derive(Debug)]
pub struct Signer {
    domain: String,
    selector: String,
    key: Key,
}

impl Signer {
    pub fn new(settings: &DkimSettings) -> Result<Self, KeyError> {
        let is_name = |name: &str| {
            let is_inside = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
            !name.is_empty() && name.len() <= 253 && name.chars().all(is_inside)
        };
        if !is_name(&settings.domain) || !is_name(&settings.selector) {
            return Err(KeyError::Name);
        }
        Ok(Self {
            domain: settings.domain.to_ascii_lowercase(),
            selector: settings.selector.clone(),
            key: Key::read(&settings.key)?,
        })
    }

    /// What the record `selector._domainkey.domain` must hold.
    pub fn record(&self) -> String {
        self.key.record()
    }

    /// The name of that record.
    pub fn record_name(&self) -> String {
        format!("{}._domainkey.{}", self.selector, self.domain)
    }

    /// The letter with its signature on top; as it was where it cannot be signed.
    pub(super) fn sign(&self, message: &[u8], now: Timestamp) -> Vec<u8> {
        self.signature(message, now)
            .map_or_else(|| message.to_vec(), |signature| [signature.as_bytes(), message].concat())
    }

    fn signature(&self, message: &[u8], now: Timestamp) -> Option<String> {
        let (head, body) = split(message)?;
        let body_hash = digest::digest(&digest::SHA256, &relaxed_body(body));
        let present: Vec<&str> =
            SIGNED.into_iter().filter(|name| field(head, name).is_some()).collect();
        let names = present.join(":").to_ascii_lowercase();
        // Ends where the signature goes.
        let unsigned = format!(
            "DKIM-Signature: v=1; a={}; c=relaxed/relaxed;\r\n\td={};\r\n\ts={}; t={};\r\n\t\
             h={};\r\n\tbh={};\r\n\tb=",
            self.key.algorithm(),
            self.domain,
            self.selector,
            now.as_secs().max(0),
            folded_names(&format!("{names}:from")),
            encode_base64(body_hash.as_ref()),
        );
        let mut signed = String::new();
        for name in present {
            signed.push_str(&relaxed_field(field(head, name)?));
            signed.push_str("\r\n");
        }
        // A second `From` is signed as not there, which adds nothing.
        signed.push_str(&relaxed_field(&unsigned));
        let signature = encode_base64(&self.key.sign(signed.as_bytes())?);
        let mut whole = unsigned;
        for (line, piece) in signature.as_bytes().chunks(LINE).enumerate() {
            if line > 0 {
                whole.push_str("\r\n\t ");
            }
            whole.push_str(std::str::from_utf8(piece).ok()?);
        }
        whole.push_str("\r\n");
        Some(whole)
    }
}

/// A list of names may be broken before its colons.
fn folded_names(names: &str) -> String {
    let mut folded = String::new();
    let mut line = 0;
    for (at, name) in names.split(':').enumerate() {
        if at > 0 {
            if line + name.len() > LINE - 4 {
                folded.push_str("\r\n\t ");
                line = 0;
            }
            folded.push(':');
        }
        folded.push_str(name);
        line += name.len() + 1;
    }
    folded
}

#[cfg(test)]
mod tests;
