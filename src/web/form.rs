//! What somebody sends with a form.

use axum::Form;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;

use crate::web::fault::Fault;

/// Longer forms than ours are refused.
const MOST_BYTES: usize = 16 * 1024;

/// The fields of a form (`application/x-www-form-urlencoded`).
pub struct Filled<T>(pub T);

/// A body of at most 16 kB, whatever its form.
pub struct Sent {
    pub bytes: Bytes,
    headers: HeaderMap,
}

impl<S: Sync> FromRequest<S> for Sent {
    type Rejection = Fault;

    async fn from_request(request: Request, _: &S) -> Result<Self, Fault> {
        let (parts, body) = request.into_parts();
        let told = parts.headers.get(header::CONTENT_LENGTH).and_then(|told| told.to_str().ok());
        let is_long =
            told.and_then(|told| told.parse().ok()).is_some_and(|n: usize| n > MOST_BYTES);
        let read = if is_long { None } else { to_bytes(body, MOST_BYTES).await.ok() };
        let bytes = read.ok_or(Fault::TooLarge)?;
        Ok(Self { bytes, headers: parts.headers })
    }
}

impl Sent {
    /// Reads the fields of a form.
    pub async fn fields<T: DeserializeOwned>(self) -> Result<T, Fault> {
        let mut request = Request::post("/").body(Body::from(self.bytes)).unwrap_or_default();
        *request.headers_mut() = self.headers;
        let Form(fields) = Form::<T>::from_request(request, &()).await.map_err(|error| {
            tracing::debug!(status = %error.status(), "a form cannot be read");
            Fault::Parameter("?", "name=value&…")
        })?;
        Ok(fields)
    }

    /// Whether a mail program or provider asks for an end with one click (RFC 8058, section 3.2).
    /// It may send either form; which one makes no difference to so short a text.
    pub fn is_one_click(&self) -> bool {
        let text = String::from_utf8_lossy(&self.bytes);
        let is_multipart = self.headers.get(header::CONTENT_TYPE).is_some_and(|kind| {
            kind.to_str().is_ok_and(|kind| kind.to_ascii_lowercase().starts_with("multipart/"))
        });
        if is_multipart {
            let named = text.split_once("name=\"List-Unsubscribe\"").map(|(_, rest)| rest);
            let value = named.and_then(|rest| rest.split_once("\r\n\r\n")).map(|(_, rest)| rest);
            return value.is_some_and(|value| value.starts_with("One-Click"));
        }
        text.split('&').any(|pair| pair.trim() == "List-Unsubscribe=One-Click")
    }
}

impl<T: DeserializeOwned, S: Sync> FromRequest<S> for Filled<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        let sent = Sent::from_request(request, state).await?;
        Ok(Self(sent.fields().await?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_click_comes_in_two_forms() {
        let check = |kind: &str, body: &'static str, expected: bool| {
            let headers = [(header::CONTENT_TYPE, kind.parse().unwrap())].into_iter().collect();
            let sent = Sent { bytes: Bytes::from_static(body.as_bytes()), headers };
            assert_eq!(sent.is_one_click(), expected, "{kind} {body}");
        };
        let form = "application/x-www-form-urlencoded";
        check(form, "List-Unsubscribe=One-Click", true);
        check(form, "a=b&List-Unsubscribe=One-Click\r\n", true);
        check(form, "List-Unsubscribe=No", false);
        check(form, "", false);
        let parts = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\n\
                     One-Click\r\n--x--\r\n";
        check("multipart/form-data; boundary=x", parts, true);
        check("multipart/form-data; boundary=x", "--x--\r\n", false);
    }
}
