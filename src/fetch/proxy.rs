//! The forward proxy of a town hall: how it is used, and what is its fault.

use std::sync::Arc;

use reqwest::Proxy;
use url::Url;

use super::FetchSettings;
use super::error::{Cause, FetchError, chain, root_of};
use super::gate::Gate;
use super::login::Credentials;
use super::trust;

/// The proxy that the settings name, if they do.
pub(super) fn address(settings: &FetchSettings) -> Result<Option<Url>, FetchError> {
    let Some(text) = settings.proxy.as_deref() else { return Ok(None) };
    let url = Url::parse(text).ok();
    let url = url.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    let message = match url {
        Some(url) if url.username().is_empty() && url.password().is_none() => return Ok(Some(url)),
        Some(_) => {
            "`proxy` carries a user name or a password; give them as `UTKIK_PROXY_CREDENTIALS` \
             in the environment instead"
        }
        None => "`proxy` is not an address; write it as `http://proxy.example.se:3128`",
    };
    Err(FetchError::new(Cause::Settings, message))
}

/// Everything goes through the proxy, except what the gate says is asked directly.
pub(super) fn route(proxy: &Url, login: Option<&Credentials>, gate: Arc<Gate>) -> Proxy {
    let address = proxy.clone();
    let route = Proxy::custom(move |url| gate.is_proxied(url).then(|| address.clone()));
    match login {
        Some(login) => route.basic_auth(&login.user, &login.password),
        None => route,
    }
}

/// How the proxy is named in a sentence.
pub(super) fn name_of(proxy: &Url) -> String {
    let port = proxy.port_or_known_default().unwrap_or_default();
    format!("the proxy `{}:{port}`", proxy.host_str().unwrap_or_default())
}

/// What went wrong at the proxy, and not behind it, while no connection came about.
pub(super) fn fault(error: &reqwest::Error, proxy: &str, url: &Url) -> Option<FetchError> {
    if !error.is_connect() || trust::complaint(error).is_some() {
        return None;
    }
    let host = url.host_str().unwrap_or_default();
    let message = match tunnel_error(error).as_deref() {
        Some("proxy authorization required") => return Some(wants_login(proxy)),
        Some("unsuccessful") => {
            format!("{proxy} made no connection to `{host}`: it is not there, or not allowed there")
        }
        _ if error.is_timeout() => format!("{proxy} made no connection to `{host}` in time"),
        _ => format!(
            "{proxy} could not be reached ({}); is `[fetch] proxy` in `utkik.toml` right?",
            root_of(error)
        ),
    };
    let cause = if error.is_timeout() { Cause::NotAccepted } else { Cause::Unreachable };
    Some(FetchError::new(cause, message))
}

/// Answered by the proxy in place of the site, for which 407 is no status to use.
pub(super) fn wants_login(proxy: &str) -> FetchError {
    let message = format!(
        "{proxy} wants a user name and a password; give them as `UTKIK_PROXY_CREDENTIALS` in the \
         environment (user:password)"
    );
    FetchError::new(Cause::Unreachable, message)
}

/// What came of asking the proxy for a tunnel. Its type has no public name; these are the words in
/// which hyper-util tells it, and other words end as "could not be reached".
fn tunnel_error(error: &reqwest::Error) -> Option<String> {
    chain(error)
        .map(ToString::to_string)
        .find_map(|said| said.strip_prefix("tunnel error: ").map(str::to_owned))
}
