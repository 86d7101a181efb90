//! Our own form, for programs: what happened, when, and the letter as
//! [`compose::json`] has it. Described in `docs/WEBHOOKS.md`; fields are added, not changed.

use serde_json::{Value, json};

use crate::digest::compose;
use crate::digest::letter::Letter;

pub(super) fn payload(letter: &Letter) -> Value {
    json!({
        "type": "search.news",
        "timestamp": letter.now.to_string(),
        "data": compose::json(letter),
    })
}
