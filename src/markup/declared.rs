//! The encoding that a document names itself.

use encoding_rs::Encoding;

/// Declarations stand at the very beginning.
const LOOK_BYTES: usize = 1024;
/// Some pages begin with long scripts.
const LOOK_BYTES_HTML: usize = 8 * 1024;

/// The `charset` of a `Content-Type` header.
pub fn charset_of(content_type: &str) -> Option<&str> {
    let lower = content_type.to_ascii_lowercase();
    let from = lower.find("charset=")? + "charset=".len();
    let value = content_type.get(from..)?.split([';', ' ']).next()?;
    Some(value.trim_matches(['"', '\'']))
}

/// `<?xml version="1.0" encoding="iso-8859-1"?>`
pub(super) fn in_xml(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = first(bytes, LOOK_BYTES);
    let declaration = start.split_once("<?xml")?.1.split_once("?>")?.0;
    encoding(value_after(declaration, "encoding")?)
}

/// `<meta charset="utf-8">`, `<meta http-equiv="Content-Type" content="text/html; charset=…">`,
/// or the XML declaration of XHTML.
pub(super) fn in_html(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = first(bytes, LOOK_BYTES_HTML);
    let mut rest = start.as_str();
    while let Some((_, after)) = rest.split_once("<meta") {
        let (tag, next) = after.split_once('>').unwrap_or((after, ""));
        if let Some(found) = value_after(tag, "charset").and_then(encoding) {
            return Some(found);
        }
        rest = next;
    }
    in_xml(bytes)
}

/// The start as lower-case ASCII, with other bytes as spaces.
fn first(bytes: &[u8], count: usize) -> String {
    let start = bytes.get(..count).unwrap_or(bytes);
    let letter = |b: &u8| if b.is_ascii() { char::from(b.to_ascii_lowercase()) } else { ' ' };
    start.iter().map(letter).collect()
}

/// What stands after `name=`, with or without quotes.
fn value_after<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = text;
    loop {
        rest = rest.split_once(name)?.1;
        if let Some(value) = rest.trim_start().strip_prefix('=') {
            let value = value.trim_start().trim_start_matches(['"', '\'']);
            return value.split(['"', '\'', ';', ' ', '/', '>', '\n', '\r', '\t']).next();
        }
    }
}

fn encoding(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.trim().as_bytes())
}
