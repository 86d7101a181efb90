//! Every text that a person reads in the interface, in Swedish and English, as one table.
//!
//! A message is a function: `message::search_button(Locale::Sv)`. Its two texts stand side by
//! side in one of the files here, sorted by the part of the interface that shows them.

use std::str::FromStr;

use crate::model::Language;

/// The language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    Sv,
    #[default]
    En,
}

impl Locale {
    pub fn code(self) -> &'static str {
        match self {
            Self::Sv => "sv",
            Self::En => "en",
        }
    }

    pub fn language(self) -> Language {
        match self {
            Self::Sv => Language::SV,
            Self::En => Language::EN,
        }
    }

    /// The text for this language.
    pub fn choose<'a>(self, sv: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Sv => sv,
            Self::En => en,
        }
    }
}

impl FromStr for Locale {
    type Err = String;

    /// Reads `sv`, `en`, and what `LANG` holds (`sv_SE.UTF-8`).
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let code = text.split(['_', '-', '.']).next().unwrap_or_default();
        match code.to_ascii_lowercase().as_str() {
            "sv" => Ok(Self::Sv),
            "en" => Ok(Self::En),
            _ => Err(format!("`{text}` is not a language of the interface; write `sv` or `en`")),
        }
    }
}

/// Declares messages: a name, its arguments, and the text in both languages.
macro_rules! messages {
    ($($(#[$doc:meta])* $name:ident($($argument:ident: $kind:ty),*) {
        sv: $sv:literal, en: $en:literal $(,)?
    })*) => {
        $($(#[$doc])*
        pub fn $name(locale: $crate::message::Locale, $($argument: $kind),*) -> String {
            match locale {
                $crate::message::Locale::Sv => format!($sv),
                $crate::message::Locale::En => format!($en),
            }
        })*
    };
}

pub mod add;
pub mod analyst;
pub mod cli;
pub mod crawl;
pub mod digest;
pub mod discover;
pub mod doctor;
pub mod explain;
pub mod facts;
pub mod failure;
pub mod forget;
pub mod gist;
pub mod import;
pub mod letter;
pub mod repair;
pub mod search;
pub mod sources;
pub mod thesaurus;
pub mod understanding;
pub mod watching;
pub mod web;
