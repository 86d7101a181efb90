//! Markup: bytes to text, foreign HTML to harmless HTML, HTML to plain text.

mod base64;
mod charset;
mod declared;
mod entities;
mod flatten;
mod guess;
mod links;
mod mojibake;
mod plain;
mod robots;
mod sanitise;
mod scan;
mod selector;
mod stream;
mod tangle;
mod usual;

pub use base64::{decode_base64, encode_base64};
pub use charset::{Decoded, decode, decode_html, is_encoding};
pub use declared::charset_of;
pub use entities::{decode_entities, entity, push_decoded, reference};
pub use flatten::flatten;
pub use links::absolute;
pub use mojibake::repair_mojibake;
pub use plain::{fold_space, strip_controls, to_line, to_text};
pub use robots::RobotsWords;
pub use sanitise::{Sanitiser, escape, sanitise};
pub use selector::check_selector;
pub use stream::{Utf8Reader, encoding_of};

#[cfg(test)]
mod tests;
