//! Text that goes into XML.

use crate::markup;

/// Without the characters that XML 1.0 forbids even when they are escaped.
pub fn legal(text: &str) -> String {
    let is_allowed = |c: &char| {
        matches!(c, '\t' | '\n' | '\r')
            || (!c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'))
    };
    text.chars().filter(is_allowed).collect()
}

/// For an element, or an attribute within double quotes.
pub fn escaped(text: &str) -> String {
    markup::escape(&legal(text)).replace('"', "&quot;")
}
