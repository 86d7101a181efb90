//! Secrets: from the environment or from systemd's credentials, and from nowhere else.

use std::fmt;
use std::path::{Path, PathBuf};

use super::ConfigError;

/// What nobody shall read in a log: it shows itself as `…`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The secret itself, to be sent and never to be said.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// The secret in the variable, else in the file of that name in `$CREDENTIALS_DIRECTORY`, which
/// systemd makes for `LoadCredential=` and `SetCredentialEncrypted=`. One line feed at the end is
/// not part of it. `None` where there is neither; empty is as good as none.
pub fn secret(variable: &str, credential: &str) -> Result<Option<Secret>, ConfigError> {
    let folder = of_environment("CREDENTIALS_DIRECTORY").map(PathBuf::from);
    find(of_environment(variable), folder.as_deref(), credential)
}

#[expect(clippy::disallowed_methods, reason = "secrets come from the environment alone")]
fn of_environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn find(
    variable: Option<String>,
    folder: Option<&Path>,
    credential: &str,
) -> Result<Option<Secret>, ConfigError> {
    if variable.is_some() {
        return Ok(variable.map(Secret));
    }
    let Some(file) = folder.map(|folder| folder.join(credential)) else { return Ok(None) };
    let Some(bytes) = super::read(&file)? else { return Ok(None) };
    let Ok(text) = String::from_utf8(bytes) else {
        let cause = std::io::Error::other("it is not text in UTF-8");
        return Err(ConfigError::Unreadable { file, cause });
    };
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    Ok((!text.is_empty()).then(|| Secret(text.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variable_wins_over_the_file() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("utkik-proxy"), "anna:from file\n").unwrap();
        let found = |variable: Option<&str>, credential| {
            let found = find(variable.map(str::to_owned), Some(folder.path()), credential);
            found.unwrap().map(|secret| secret.reveal().to_owned())
        };
        assert_eq!(found(Some("anna:variable"), "utkik-proxy").unwrap(), "anna:variable");
        assert_eq!(found(None, "utkik-proxy").unwrap(), "anna:from file");
        assert_eq!(found(None, "utkik-other"), None);
        assert_eq!(find(None, None, "utkik-proxy").unwrap(), None);
    }

    #[test]
    fn what_cannot_be_read_is_named_and_not_shown() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("utkik-proxy"), b"hemligt\xff").unwrap();
        let error = find(None, Some(folder.path()), "utkik-proxy").unwrap_err().to_string();
        assert!(error.contains("utkik-proxy") && !error.contains("hemligt"), "{error}");
        let secret = Secret("hemligt".to_owned());
        assert!(!format!("{secret:?}").contains("hemligt"));
    }
}
