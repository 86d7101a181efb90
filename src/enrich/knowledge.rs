//! What documents are understood with.

use crate::language::thesaurus::{self, Thesaurus};

/// Changes whenever the same document would be understood otherwise.
const FINGERPRINT: &str = "understanding-4";

/// The thesaurus, with what a user adds to it.
pub struct Knowledge {
    fingerprint: String,
    /// Empty while only what is shipped is known.
    own: Option<Thesaurus>,
}

impl Knowledge {
    /// What comes with the program.
    pub fn shipped() -> Self {
        Self { fingerprint: FINGERPRINT.to_owned(), own: None }
    }

    /// The same with the terms of a user's file; else each of its problems, with its line.
    pub fn with(text: &str) -> Result<Self, Vec<String>> {
        let own = thesaurus::parse(text).and_then(|entries| Thesaurus::shipped().extended(entries));
        let own =
            own.map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>())?;
        let fingerprint = format!("{FINGERPRINT} {:016x}", number_of(text));
        Ok(Self { fingerprint, own: Some(own) })
    }

    pub fn thesaurus(&self) -> &Thesaurus {
        self.own.as_ref().unwrap_or_else(|| Thesaurus::shipped())
    }

    /// Tells one knowledge from another.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

/// FNV-1a: tells one edition of a file from the next.
fn number_of(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
