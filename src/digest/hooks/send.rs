//! Sends one message of the outbox to its webhook.

use std::time::Duration;

use super::{forms, signature};
use crate::fetch::{FetchError, Fetcher, Message};
use crate::model::{Claimed, Hook, HookForm, Sent, Timestamp};

/// Who has not taken a message by then gets no more of that one: news so old are none.
const GIVE_UP_AFTER: Duration = Duration::from_hours(3 * 24);

/// What a webhook is to be sent, but for the body.
struct Envelope {
    url: String,
    body: String,
    headers: Vec<(&'static str, String)>,
}

/// Tries once. What may work later is told as not reached: the caller knows how long to wait.
pub async fn send_to_hook(
    fetcher: &Fetcher,
    hook: &Hook,
    claimed: &Claimed,
    now: Timestamp,
) -> Sent {
    let sent = match envelope(hook, claimed, now) {
        Ok(envelope) => post(fetcher, &envelope).await.map_err(|error| of_error(hook, &error)),
        Err(why) => Err(Sent::Unreached { why: named(hook, why) }),
    };
    match sent {
        Ok(()) => Sent::Accepted,
        Err(Sent::Later { why, .. } | Sent::Unreached { why })
            if now.since(claimed.created) > GIVE_UP_AFTER =>
        {
            Sent::Refused { why: format!("{why}; given up after three days") }
        }
        Err(sent) => sent,
    }
}

async fn post(fetcher: &Fetcher, envelope: &Envelope) -> Result<(), FetchError> {
    let Envelope { url, body, headers } = envelope;
    let content_type = "application/json";
    fetcher.post(&Message { url, content_type, body: body.as_bytes(), headers }).await
}

fn of_error(hook: &Hook, error: &FetchError) -> Sent {
    let why = named(hook, &error.to_string());
    match (error.is_temporary(), error.retry_after()) {
        (true, Some(not_before)) => Sent::Later { not_before, why },
        (true, None) => Sent::Unreached { why },
        (false, _) => Sent::Refused { why },
    }
}

fn named(hook: &Hook, why: &str) -> String {
    format!("webhook `{}`: {why}", hook.name)
}

fn envelope(hook: &Hook, claimed: &Claimed, now: Timestamp) -> Result<Envelope, &'static str> {
    if hook.url.is_empty() {
        return Err("it has no address; write `url`, or set `UTKIK_WEBHOOK_<NAME>_URL`");
    }
    let body = claimed.letter.text.clone();
    match hook.form {
        HookForm::Json => signed(hook, claimed, now, body),
        HookForm::Ntfy => to_topic(hook, &body),
        HookForm::Slack | HookForm::Mattermost | HookForm::Teams => {
            Ok(Envelope { url: hook.url.clone(), body, headers: Vec::new() })
        }
    }
}

fn signed(
    hook: &Hook,
    claimed: &Claimed,
    now: Timestamp,
    body: String,
) -> Result<Envelope, &'static str> {
    let secret = hook.secret.as_deref().unwrap_or_default();
    let headers = signature::headers(secret, &claimed.queued.message_id, now, &body).ok_or(
        "it has no secret to sign with; set `UTKIK_WEBHOOK_<NAME>_SECRET` to `whsec_` and base64 \
         of 24 bytes, or to any text of 24 characters",
    )?;
    Ok(Envelope { url: hook.url.clone(), body, headers: headers.into() })
}

/// A message with its topic goes to the root of the server; as a whole it may hold any letter,
/// which headers may not. Who knows the topic may read along, so that it is not kept.
fn to_topic(hook: &Hook, body: &str) -> Result<Envelope, &'static str> {
    let (url, topic) = hook
        .url
        .trim_end_matches('/')
        .rsplit_once('/')
        .filter(|(root, topic)| !root.ends_with('/') && !topic.is_empty())
        .ok_or("its address names no topic; write it as https://ntfy.sh/our-topic")?;
    let body = forms::with_topic(body, topic).ok_or("its message was kept in another form")?;
    let token = hook.secret.as_ref().map(|token| ("authorization", format!("Bearer {token}")));
    Ok(Envelope { url: format!("{url}/"), body, headers: token.into_iter().collect() })
}
