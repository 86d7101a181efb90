//! What the final answer of a fetch means, by its status.

use super::error::{Cause, FetchError};
use super::exchange::Reply;
use super::journey::Journey;
use super::{Answer, Fetched, headers};
use crate::date::minute_in_stockholm;
use crate::model::{Timestamp, Validators};

/// `asked` are the validators that the first host was sent.
pub(super) fn judge(
    journey: &Journey,
    asked: Option<&Validators>,
    reply: Reply,
    now: Timestamp,
) -> Result<Fetched, FetchError> {
    match reply.status.as_u16() {
        206 => Err(partial(journey)),
        200..=299 => Ok(Fetched::Body(Box::new(answer(journey, reply, now)))),
        304 => not_modified(journey, asked, &reply, now),
        _ => Err(refusal(journey, &reply)),
    }
}

fn answer(journey: &Journey, reply: Reply, now: Timestamp) -> Answer {
    Answer {
        next: headers::next_page(&reply.headers, &journey.url),
        url: journey.url.to_string(),
        moved_to: journey.moved_to(),
        content_type: headers::content_type(&reply.headers),
        validators: validators(journey, &reply),
        fresh_for: headers::fresh_for(&reply.headers, now),
        robots_tag: headers::robots_tag(&reply.headers),
        body: reply.body,
        spool: reply.spool,
    }
}

/// They are sent to the host that they came from, which is the one that is asked first next time,
/// or to none.
fn validators(journey: &Journey, reply: &Reply) -> Validators {
    let is_asked_first = journey.is_at_first_host() || journey.moved_to().is_some();
    if is_asked_first { headers::validators(&reply.headers) } else { Validators::default() }
}

/// Nobody asked for a part, so it must not pass for the whole.
fn partial(journey: &Journey) -> FetchError {
    let message = format!("`{}` answered with a part only (206); it is not used", journey.url);
    FetchError::new(Cause::Truncated, message)
}

fn not_modified(
    journey: &Journey,
    asked: Option<&Validators>,
    reply: &Reply,
    now: Timestamp,
) -> Result<Fetched, FetchError> {
    let known = asked.filter(|known| **known != Validators::default());
    let Some(known) = known.filter(|_| journey.is_at_first_host()) else {
        let message = format!(
            "`{}` answered \"not modified\" (304) although nobody had asked that; the next try \
             asks for all of it again",
            journey.url
        );
        return Err(FetchError::new(Cause::Status(304), message));
    };
    let new = headers::validators(&reply.headers);
    Ok(Fetched::NotModified {
        validators: Validators {
            etag: new.etag.or_else(|| known.etag.clone()),
            last_modified: new.last_modified.or_else(|| known.last_modified.clone()),
        },
        fresh_for: headers::fresh_for(&reply.headers, now),
        moved_to: journey.moved_to(),
    })
}

fn refusal(journey: &Journey, reply: &Reply) -> FetchError {
    let url = journey.url.as_str();
    let status = reply.status.as_u16();
    let until = journey.left_alone_until;
    let rest = until.map_or_else(String::new, |until| {
        format!("; its host is left alone until {}", minute_in_stockholm(until))
    });
    match status {
        410 => {
            let message = format!("`{url}` is gone for good (410); it is asked again in a week");
            FetchError::new(Cause::Gone, message)
        }
        429 => {
            let message = format!("`{url}` was asked too often (429){rest}");
            FetchError::new(Cause::RateLimited, message).until(until)
        }
        500.. => {
            let message =
                format!("`{url}` answered {}, an error of the server{rest}", reply.status);
            FetchError::new(Cause::Status(status), message).until(until)
        }
        _ => {
            let message = format!("`{url}` answered {}: {}", reply.status, advice(status));
            FetchError::new(Cause::Status(status), message)
        }
    }
}

fn advice(status: u16) -> &'static str {
    match status {
        401 => {
            "it wants a login; name one with `login` at the source, or check what stands behind it"
        }
        407 => "it wants a login, which we do not have",
        403 => "it does not let us in; ask the site whether programs may read it",
        404 => "nothing is there; check whether it has moved",
        _ => "check the address in a browser",
    }
}
