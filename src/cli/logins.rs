//! The secrets of sources that want a login: from the environment or from systemd, never from a
//! file of settings.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use super::context::variable;
use super::output;
use crate::fetch::Credentials;
use crate::model::Source;

/// What is told of each login that a source names. One that is told wrongly is reported and left
/// out: its sources then say what they miss.
pub fn of(sources: &[Source]) -> HashMap<String, Credentials> {
    let mut logins = HashMap::new();
    for name in sources.iter().filter_map(|source| source.login.as_deref()) {
        if logins.contains_key(name) {
            continue;
        }
        let Some(secret) = secret(name) else { continue };
        match Credentials::read(&secret) {
            Some(credentials) => {
                logins.insert(name.to_owned(), credentials);
            }
            None => output::note(&format!(
                "utkik: what stands behind the login `{name}` is not `user:password` on one line"
            )),
        }
    }
    logins
}

/// `UTKIK_LOGIN_<name>`, else the systemd credential `utkik-login-<name>` (`LoadCredential=`,
/// `systemd.exec(5)`).
fn secret(name: &str) -> Option<String> {
    variable(&format!("UTKIK_LOGIN_{name}")).or_else(|| {
        let folder = variable("CREDENTIALS_DIRECTORY")?;
        fs::read_to_string(Path::new(&folder).join(format!("utkik-login-{name}"))).ok()
    })
}
