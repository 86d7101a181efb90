//! What a message looks like, for each service: within its limits, with all that is special to it
//! made plain, so that nobody outside can call a whole channel through the title of some page.

mod json;
mod mattermost;
mod ntfy;
mod slack;
mod teams;

use serde_json::Value;

use crate::digest::compose;
use crate::digest::letter::Letter;
use crate::model::HookForm;

pub(super) use ntfy::with_topic;

/// Subject and body of a message.
pub(super) fn payload(form: HookForm, letter: &Letter) -> (String, String) {
    let brief = compose::brief(letter);
    let payload: Value = match form {
        HookForm::Json => json::payload(letter),
        HookForm::Slack => slack::payload(&brief),
        HookForm::Mattermost => mattermost::payload(&brief),
        HookForm::Teams => teams::payload(&brief),
        HookForm::Ntfy => ntfy::payload(&brief),
    };
    (brief.subject, payload.to_string())
}

/// At most so many characters; what was cut is shown as `…`.
fn at_most(text: &str, characters: usize) -> String {
    if text.chars().count() <= characters {
        return text.to_owned();
    }
    let kept: String = text.chars().take(characters.saturating_sub(1)).collect();
    kept + "…"
}

/// The parts that say something.
fn said<'a>(parts: &[&'a str]) -> Vec<&'a str> {
    parts.iter().copied().filter(|part| !part.is_empty()).collect()
}
