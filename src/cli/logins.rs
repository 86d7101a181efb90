//! The secrets of sources that want a login, and of the proxy: from the environment or from systemd,
//! never from a file of settings.

use std::collections::HashMap;

use super::output;
use crate::config::{ConfigError, secret};
use crate::fetch::Credentials;
use crate::model::Source;

/// What is told of each login that a source names: `UTKIK_LOGIN_<name>`, else the systemd credential
/// `utkik-login-<name>`. One that is told wrongly is reported and left out: its sources then say
/// what they miss.
pub fn of(sources: &[Source]) -> Result<HashMap<String, Credentials>, ConfigError> {
    let mut logins = HashMap::new();
    for name in sources.iter().filter_map(|source| source.login.as_deref()) {
        if logins.contains_key(name) {
            continue;
        }
        let found = secret(&format!("UTKIK_LOGIN_{name}"), &format!("utkik-login-{name}"))?;
        let Some(secret) = found else { continue };
        match Credentials::read(secret.reveal()) {
            Some(credentials) => {
                logins.insert(name.to_owned(), credentials);
            }
            None => output::note(&format!(
                "utkik: what stands behind the login `{name}` is not `user:password` on one line"
            )),
        }
    }
    Ok(logins)
}

/// Who we are to the proxy: `UTKIK_PROXY_CREDENTIALS`, else the systemd credential `utkik-proxy`.
/// Without them nothing can be fetched, so that wrong ones are an error.
pub fn of_proxy() -> Result<Option<Credentials>, ConfigError> {
    const NAME: &str = "UTKIK_PROXY_CREDENTIALS";
    let Some(secret) = secret(NAME, "utkik-proxy")? else { return Ok(None) };
    let advice = "write it as user:password on one line";
    Credentials::read(secret.reveal()).map(Some).ok_or(ConfigError::Secret { name: NAME, advice })
}
