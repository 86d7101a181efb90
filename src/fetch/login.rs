//! Credentials of sources that want a login: sent to the origin they are for, and to nobody else.

use std::collections::HashMap;
use std::fmt;

use url::Url;

use super::error::{Cause, FetchError};

/// A user name and a password (RFC 7617). It is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    pub(super) user: String,
    pub(super) password: String,
}

/// What whoever runs the program has told of a login.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// From the environment; `None` when nobody put it there.
    pub credentials: Option<Credentials>,
    /// The site that they are for, from `[logins]` of `utkik.toml`: no other origin gets them, so
    /// that whoever may edit the shared list cannot send them to himself.
    pub site: Option<String>,
}

/// Which credentials a request is to carry.
#[derive(Clone, Copy, Debug)]
pub struct Login<'a> {
    /// What the settings call them.
    pub name: &'a str,
    /// The address of the source that names them.
    pub url: &'a str,
}

impl Credentials {
    /// Reads `user:password`; a password may hold colons, a user name may not.
    pub fn read(text: &str) -> Option<Self> {
        let (user, password) = text.trim_end_matches(['\r', '\n']).split_once(':')?;
        let is_plain = !text.trim_end().chars().any(char::is_control);
        let credentials = Self { user: user.to_owned(), password: password.to_owned() };
        (is_plain && !user.is_empty()).then_some(credentials)
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(…)")
    }
}

/// The credentials that a fetch may use, and the address that they are for.
pub(super) struct Allowed<'a> {
    pub(super) credentials: &'a Credentials,
    home: Url,
}

impl Allowed<'_> {
    /// Scheme, host and port are all the same.
    pub(super) fn is_for(&self, url: &Url) -> bool {
        self.home.origin() == url.origin()
    }
}

/// What a request may carry; an error when it is to carry what nobody has told us.
pub(super) fn allowed<'a>(
    login: Option<Login<'_>>,
    known: &'a HashMap<String, Account>,
) -> Result<Option<Allowed<'a>>, FetchError> {
    let Some(Login { name, url }) = login else { return Ok(None) };
    let account = known.get(name);
    let refused = |message: String| Err(FetchError::new(Cause::Settings, message));
    let Some(credentials) = account.and_then(|account| account.credentials.as_ref()) else {
        return refused(format!(
            "there is no `user:password` for the login `{name}`; put it into the variable \
             `UTKIK_LOGIN_{name}` or the systemd credential `utkik-login-{name}`"
        ));
    };
    let url = super::gate::read_start(url)?;
    let origin = url.origin().ascii_serialization();
    let Some(site) = account.and_then(|account| account.site.as_deref()) else {
        return refused(format!(
            "the login `{name}` is for no site yet, so that it is sent nowhere; if it is for this \
             one, write `{name} = \"{origin}\"` under `[logins]` of `utkik.toml`"
        ));
    };
    let home = super::gate::read_start(site)?;
    if home.origin() != url.origin() {
        let home = home.origin().ascii_serialization();
        return refused(format!(
            "the login `{name}` is for `{home}` (`[logins]` of `utkik.toml`) and is not sent to \
             `{origin}`; give the source another login, or look who changed its address"
        ));
    }
    Ok(Some(Allowed { credentials, home }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_read_and_never_shown() {
        let read = |text| Credentials::read(text).map(|c| (c.user, c.password));
        let pair = |user: &str, password: &str| Some((user.to_owned(), password.to_owned()));
        assert_eq!(read("anna:hemligt"), pair("anna", "hemligt"));
        assert_eq!(read("anna:a:b ö\n"), pair("anna", "a:b ö"));
        assert_eq!(read("anna:"), pair("anna", ""));
        for text in ["", "anna", ":hemligt", "anna:hem\nligt", "anna:hem\0ligt"] {
            assert_eq!(read(text), None, "{text:?}");
        }
        let shown = format!("{:?}", Credentials::read("anna:hemligt"));
        assert!(!shown.contains("anna") && !shown.contains("hemligt"), "{shown}");
    }

    fn known(site: Option<&str>) -> HashMap<String, Account> {
        let credentials = Credentials::read("anna:hemligt");
        HashMap::from([("A".to_owned(), Account { credentials, site: site.map(str::to_owned) })])
    }

    #[test]
    fn a_source_elsewhere_does_not_get_them() {
        let refusal = |site, url| {
            let error = allowed(Some(Login { name: "A", url }), &known(site)).err().unwrap();
            assert!(!error.to_string().contains("hemligt"), "{error}");
            error.to_string()
        };
        let unbound = refusal(None, "https://a.se/feed");
        assert!(unbound.contains("`A = \"https://a.se\"`"), "{unbound}");
        for url in ["https://evil.example/feed", "http://a.se/feed", "https://a.se:8443/feed"] {
            let elsewhere = refusal(Some("https://a.se"), url);
            assert!(elsewhere.contains("is for `https://a.se`"), "{elsewhere}");
        }
    }

    #[test]
    fn they_belong_to_one_origin() {
        let known = known(Some("https://a.se"));
        let login = Login { name: "A", url: "https://a.se/feed" };
        let allowed = allowed(Some(login), &known).unwrap().unwrap();
        for (url, is_home) in [
            ("https://a.se/", true),
            ("https://A.se:443/other?x", true),
            ("http://a.se/feed", false),
            ("https://a.se:8443/feed", false),
            ("https://www.a.se/feed", false),
            ("https://b.se/feed", false),
        ] {
            assert_eq!(allowed.is_for(&Url::parse(url).unwrap()), is_home, "{url}");
        }
    }

    #[test]
    fn a_login_that_nobody_knows_says_where_to_put_it() {
        let login = Login { name: "INTRANET", url: "https://a.se/feed" };
        let error = allowed(Some(login), &HashMap::new()).err().unwrap();
        assert!(error.to_string().contains("UTKIK_LOGIN_INTRANET"), "{error}");
        assert!(!error.is_temporary() && !error.is_blocked());
    }
}
