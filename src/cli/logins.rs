//! The secrets of sources, and of a proxy, that want a login: from the environment or from systemd,
//! never from a file of settings.

use std::collections::{BTreeMap, HashMap};

use super::output;
use crate::config::{self, ConfigError, Secret};
use crate::fetch::{Account, Credentials};
use crate::model::{Hook, Source};

/// What is told of each login that a source names. One that is told wrongly is reported and left
/// out: its sources then say what they miss. `sites` says where each may be sent.
pub fn of(sources: &[Source], sites: &BTreeMap<String, String>) -> HashMap<String, Account> {
    let mut logins = HashMap::new();
    for name in sources.iter().filter_map(|source| source.login.as_deref()) {
        if logins.contains_key(name) {
            continue;
        }
        let credentials = credentials(name).unwrap_or_else(|error| {
            output::note(&format!("utkik: {error}"));
            None
        });
        let site = sites.get(name).cloned();
        logins.insert(name.to_owned(), Account { credentials, site });
    }
    logins
}

/// `UTKIK_LOGIN_<name>`, else the systemd credential `utkik-login-<name>`.
fn credentials(name: &str) -> Result<Option<Credentials>, ConfigError> {
    let variable = format!("UTKIK_LOGIN_{name}");
    let secret = config::secret(&variable, &format!("utkik-login-{name}"))?;
    secret.map(|secret| read(&variable, &secret)).transpose()
}

/// Who we are to the proxy: `UTKIK_PROXY_CREDENTIALS`, else the systemd credential `utkik-proxy`.
pub fn of_proxy() -> Result<Option<Credentials>, ConfigError> {
    let variable = "UTKIK_PROXY_CREDENTIALS";
    let secret = config::secret(variable, "utkik-proxy")?;
    secret.map(|secret| read(variable, &secret)).transpose()
}

/// Webhooks with their secrets. One that lacks its address stays, so that what waits for it is kept:
/// sending says what is missing.
pub fn of_hooks(hooks: &[Hook]) -> Result<Vec<Hook>, ConfigError> {
    hooks.iter().map(with_secrets).collect()
}

/// `UTKIK_WEBHOOK_<NAME>_URL` and `…_SECRET`, else the systemd credentials
/// `utkik-webhook-<name>-url` and `…-secret`.
fn with_secrets(hook: &Hook) -> Result<Hook, ConfigError> {
    let capitals = hook.name.to_ascii_uppercase().replace('-', "_");
    let secret = |variable: &str, credential: &str| {
        let variable = format!("UTKIK_WEBHOOK_{capitals}_{variable}");
        config::secret(&variable, &format!("utkik-webhook-{}-{credential}", hook.name))
    };
    let reveal = |secret: Secret| secret.reveal().trim().to_owned();
    let url = secret("URL", "url")?.map_or_else(|| hook.url.clone(), reveal);
    let secret = secret("SECRET", "secret")?.map(reveal);
    Ok(Hook { url, secret, ..hook.clone() })
}

fn read(name: &str, secret: &Secret) -> Result<Credentials, ConfigError> {
    let misread = || ConfigError::Secret {
        name: name.to_owned(),
        advice: "write it as user:password, on one line",
    };
    Credentials::read(secret.reveal()).ok_or_else(misread)
}
