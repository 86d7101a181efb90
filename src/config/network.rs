//! `[network]`: who watches.

use crate::model::Network;

use super::codes::language;
use super::field::Fields;
use super::report::shown;
use super::web_address;

pub(super) const KEYS: [&str; 4] = ["name", "contact", "members", "languages"];

pub(super) fn read(fields: &mut Fields<'_, '_>) -> Network {
    fields.check_keys(&KEYS);
    Network {
        name: fields.text("name").unwrap_or_default().to_owned(),
        contact: fields.parsed("contact", contact),
        members: fields.list("members", |name| Ok(name.to_owned())).unwrap_or_default(),
        languages: fields.list("languages", language).unwrap_or_default(),
    }
}

/// It goes into the User-Agent, so that whoever runs the other server can reach us.
fn contact(text: &str) -> Result<String, String> {
    let is_mail = text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !text.contains("://")
    });
    let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic() && !b"()<>\\\"".contains(&byte));
    if is_plain && text.len() <= 200 && (is_mail || web_address::check(text).is_ok()) {
        return Ok(text.to_owned());
    }
    Err(format!(
        "\"{}\" reaches nobody; write a mail address or the https address of a page about you",
        shown(text)
    ))
}
