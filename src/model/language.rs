//! A language code, as small as a number.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A primary language subtag of BCP 47 (`sv`, `nb`, `und`): two or three lower-case letters.
///
/// Region and script are dropped (`sv-SE` is `sv`); `no` is read as `nb`, its usual written form.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language([u8; 3]);

impl Language {
    pub const SV: Self = Self(*b"sv ");
    pub const EN: Self = Self(*b"en ");
    pub const DE: Self = Self(*b"de ");
    pub const DA: Self = Self(*b"da ");
    pub const NB: Self = Self(*b"nb ");
    pub const NN: Self = Self(*b"nn ");
    pub const FI: Self = Self(*b"fi ");
    /// Not known, or none that we recognise.
    pub const UND: Self = Self(*b"und");

    /// The languages that we recognise and stem.
    pub const OURS: [Self; 7] =
        [Self::SV, Self::EN, Self::DE, Self::DA, Self::NB, Self::NN, Self::FI];

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).map_or("und", str::trim_end)
    }

    pub fn is_ours(self) -> bool {
        Self::OURS.contains(&self)
    }
}

impl FromStr for Language {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let subtag = text.trim().split(['-', '_']).next().unwrap_or_default();
        let letters = subtag.as_bytes();
        if !(2..=3).contains(&letters.len()) || !letters.iter().all(u8::is_ascii_alphabetic) {
            let shown: String = text.chars().take(20).collect();
            return Err(format!("`{shown}` is not a language code; write one such as `sv`"));
        }
        let mut code = *b"   ";
        for (to, from) in code.iter_mut().zip(letters) {
            *to = from.to_ascii_lowercase();
        }
        Ok(match &code {
            b"no " | b"nob" => Self::NB,
            b"nno" => Self::NN,
            b"swe" => Self::SV,
            b"eng" => Self::EN,
            b"deu" | b"ger" => Self::DE,
            b"dan" => Self::DA,
            b"fin" => Self::FI,
            _ => Self(code),
        })
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_reduced_to_their_primary_subtag() {
        for (text, code) in
            [("sv", "sv"), ("sv-SE", "sv"), ("EN_us", "en"), ("no", "nb"), ("swe", "sv")]
        {
            assert_eq!(text.parse::<Language>().unwrap().as_str(), code);
        }
        assert!("svenska".parse::<Language>().is_err());
        assert!("".parse::<Language>().is_err());
    }
}
