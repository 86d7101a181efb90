//! Signs messages as Standard Webhooks has it (<https://www.standardwebhooks.com>), so that whoever
//! receives one can tell that it is ours, whole, and young.

use crate::markup;
use crate::model::Timestamp;
use crate::token;

/// Before a secret that is written in base64.
const PREFIX: &str = "whsec_";
/// Fewer bytes could be guessed.
const LEAST_BYTES: usize = 24;

/// The three headers; `None` when the secret is none to sign with.
pub(super) fn headers(
    secret: &str,
    id: &str,
    now: Timestamp,
    body: &str,
) -> Option<[(&'static str, String); 3]> {
    let key = key(secret)?;
    let seconds = now.as_secs();
    let signed = token::authenticate(&key, format!("{id}.{seconds}.{body}").as_bytes());
    Some([
        ("webhook-id", id.to_owned()),
        ("webhook-timestamp", seconds.to_string()),
        ("webhook-signature", format!("v1,{}", markup::encode_base64(&signed))),
    ])
}

/// `whsec_` and base64, or any other text as it stands.
fn key(secret: &str) -> Option<Vec<u8>> {
    let bytes = match secret.strip_prefix(PREFIX) {
        Some(encoded) => markup::decode_base64(encoded)?,
        None => secret.as_bytes().to_vec(),
    };
    (bytes.len() >= LEAST_BYTES).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_standard_is_signed_alike() {
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let now = Timestamp::from_millis(1_614_265_330_000);
        let [id, timestamp, signature] =
            headers(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", now, r#"{"test": 2432232314}"#)
                .unwrap();
        assert_eq!(id.1, "msg_p5jXN8AQM9LWM0D4loKWxJek");
        assert_eq!(timestamp.1, "1614265330");
        assert_eq!(signature.1, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn a_short_secret_is_none() {
        for secret in ["", "hemligt", "whsec_aGVtbGlndA==", "whsec_å"] {
            assert!(key(secret).is_none(), "{secret}");
        }
        assert!(key("en lång hemlighet som ingen gissar").is_some());
    }
}
