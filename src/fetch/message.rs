//! A message to a service that has asked for it: a webhook.
//!
//! The same gate, certificates, proxy and deadlines as for every fetch. But no robots.txt: it speaks
//! to those who go through a site by themselves, and whoever gives us the address of a webhook has
//! asked for what is sent there. No redirect is followed, since nobody else has asked for it; and no
//! request is made a second time by itself, since the first may have been heard.

use reqwest::StatusCode;
use url::Url;

use super::error::{Cause, FetchError};
use super::exchange::{Asked, BodyKind, Posted, Reply};
use super::gate::read_start;
use super::{Fetcher, Shared};
use crate::address::host_key_of;
use crate::model::Timestamp;

/// What is sent, and where. The address is a secret more often than not, so that no error tells
/// more of it than its host.
#[derive(Clone, Copy)]
pub struct Message<'a> {
    pub url: &'a str,
    pub content_type: &'a str,
    pub body: &'a [u8],
    /// Further headers: signatures, tokens.
    pub headers: &'a [(&'a str, String)],
}

impl Fetcher {
    /// Sends a message once. What is answered is of no interest beyond its status.
    pub async fn post(&self, message: &Message<'_>) -> Result<(), FetchError> {
        let Ok(url) = read_start(message.url) else {
            let why = "the address of the webhook is none that can be posted to; it begins with \
                       https:// and has neither spaces nor backslashes";
            return Err(FetchError::new(Cause::Policy, why));
        };
        let sent = self.0.post(&url, message).await;
        sent.map_err(|error| error.reworded(|text| discreet(text, &url)))
    }
}

impl Shared {
    async fn post(&self, url: &Url, message: &Message<'_>) -> Result<(), FetchError> {
        let host = self.host(&host_key_of(url).unwrap_or_default());
        let mut manners = self.enter(url, &host).await?;
        // As after a redirect: what robots.txt says about waiting is not meant for messages.
        manners.wait(true, self.clock.now()).await?;
        manners.begin();
        let Message { content_type, body, headers, .. } = *message;
        let asked = Asked {
            url,
            body: BodyKind::Receipt,
            validators: None,
            login: None,
            post: Some(Posted { content_type, body, headers }),
            proxy: self.proxy_for(url),
            patience: self.deadlines.total,
        };
        // A kept connection may be an old one, and its loss would not tell whether we were heard.
        let reply = self.send(self.clients.closing(), &asked).await;
        let status = reply.as_ref().map_or(0, |reply| reply.status.as_u16());
        manners.end(reply.as_ref().err(), status, self.clock.now());
        let reply = reply?;
        let until = self.heed_retry_after(&reply, &mut manners);
        judge(url, &reply, until)
    }
}

fn judge(url: &Url, reply: &Reply, until: Option<Timestamp>) -> Result<(), FetchError> {
    let host = url.host_str().unwrap_or_default();
    let status = reply.status.as_u16();
    let cause = match status {
        200..=299 => return Ok(()),
        300..=399 => Cause::Redirect,
        410 => Cause::Gone,
        429 => Cause::RateLimited,
        _ => Cause::Status(status),
    };
    let advice = advice(reply.status);
    Err(FetchError::new(cause, format!("`{host}` answered {}: {advice}", reply.status))
        .until(until))
}

fn advice(status: StatusCode) -> &'static str {
    match status.as_u16() {
        300..=399 => "messages follow no redirect; write the address that they are to be sent to",
        400 | 413 | 422 => "it does not take what was sent; check the form of the webhook",
        401 | 403 => "it does not let us in; check the address and the secret of the webhook",
        404 | 410 => "nobody takes messages there any more; make a new address for the webhook",
        429 => "it was sent too much; it is left alone for a while",
        500.. => "an error of the server; it is tried again",
        _ => "the message was not taken; check the address of the webhook",
    }
}

/// The text without what stands behind the host in an address.
fn discreet(text: &str, url: &Url) -> String {
    let origin = url.origin().ascii_serialization();
    let begin = format!("{origin}/");
    let mut parts = text.split(begin.as_str());
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_end = |letter: char| letter.is_whitespace() || matches!(letter, '`' | ')' | '"');
        let rest = part.find(is_end).and_then(|at| part.get(at..)).unwrap_or_default();
        kept.extend([origin.as_str(), rest]);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_error_tells_more_of_an_address_than_its_host() {
        let url = Url::parse("https://hooks.example/services/T0/B0/hemligt?k=hemligt").unwrap();
        for (text, expected) in [
            (format!("`{url}` is slow"), "`https://hooks.example` is slow"),
            (
                format!("error ({url}) and {url}"),
                "error (https://hooks.example) and https://hooks.example",
            ),
            (format!("cut {}", &url.as_str()[..40]), "cut https://hooks.example"),
            ("`hooks.example` broke".to_owned(), "`hooks.example` broke"),
        ] {
            assert_eq!(discreet(&text, &url), expected);
        }
    }
}
