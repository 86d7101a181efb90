//! `utkik.toml`: how to run. It opens doors, so it is never shared and never imported.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use toml::de::DeTable;

use crate::model::{Hook, MailAddress};

use super::codes::{FETCH_KEYS, MAIL_KEYS, WEB_KEYS};
use super::field::Fields;
use super::kind_tables::maildir_name;
use super::report::{Problem, Report, shown};
use super::{ConfigError, document, source, syntax, web_address};

/// How to run; every field has a value that serves without the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunSettings {
    pub fetch: FetchSection,
    pub web: WebSection,
    pub mail: MailSection,
    /// `[[webhook]]`: where else news go. Their secrets come from the environment later.
    pub hooks: Vec<Hook>,
    /// `[logins]`: the site that each login is for, so that the shared list cannot send a secret to
    /// another one.
    pub logins: BTreeMap<String, String>,
}

/// `[fetch]`: the way out.
#[derive(Clone, Debug, PartialEq)]
pub struct FetchSection {
    /// Private networks that may be reached, as `127.0.2.0/24:8600` or `10.0.0.0/8:*`.
    pub allow_networks: Vec<String>,
    /// Wait between two requests to one host; below 1000 only for the networks above.
    pub gap_ms: u64,
    /// Forward proxy that all requests go through. Empty when what is written cannot be used: then
    /// nothing is fetched, rather than directly.
    pub proxy: Option<String>,
    /// PEM file with certificates to trust besides the usual ones; absolute, or from the working
    /// directory.
    pub ca_file: Option<PathBuf>,
}

/// `[web]`: the way in.
#[derive(Clone, Debug, PartialEq)]
pub struct WebSection {
    /// Address and port to listen on.
    pub listen: String,
    /// Where readers reach us, for the links in feeds; `None`: as the request says.
    pub base_url: Option<String>,
    /// Addresses or networks of reverse proxies that are believed what they say of who asks:
    /// `X-Forwarded-For`, and the header below.
    pub trusted_proxies: Vec<String>,
    /// The header in which a trusted proxy names who has signed in, such as `X-Remote-User`.
    pub user_header: Option<String>,
}

/// `[mail]`: letters that come in, and letters that go out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MailSection {
    /// Folders with newsletters that may be read, by the names that sources call them.
    pub maildirs: BTreeMap<String, PathBuf>,
    /// A maildir, or a folder of `.eml` files, where letters arrive that came back.
    pub bounces: Option<PathBuf>,
    /// `None`: no letters are sent.
    pub sending: Option<SendingSection>,
}

/// How letters go out. The password of `user` and the private key of DKIM are secrets and do not
/// stand here.
#[derive(Clone, Debug, PartialEq)]
pub struct SendingSection {
    /// `Utkik <utkik@ekvik.se>`, taken apart.
    pub from: MailAddress,
    /// Empty: the name of the network, or Utkik.
    pub from_name: String,
    pub reply_to: Option<MailAddress>,
    /// Letters become files here instead of going to a server.
    pub directory: Option<PathBuf>,
    pub server: String,
    pub port: u16,
    pub security: SmtpSecurity,
    pub user: Option<String>,
    pub ca_file: Option<PathBuf>,
    pub connections: u32,
    /// Private addresses that a relay without encryption may have, as `10.1.0.5/32:25`.
    pub allow_relays: Vec<String>,
    pub per_domain_a_minute: u32,
    /// Domain and selector.
    pub dkim: Option<(String, String)>,
}

/// `security` of `[mail]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// `tls`: from the first byte.
    Tls,
    /// `starttls`.
    StartTls,
    /// `plain-relay`: neither encryption nor a login.
    PlainRelay,
}

impl Default for FetchSection {
    fn default() -> Self {
        Self { allow_networks: Vec::new(), gap_ms: 1000, proxy: None, ca_file: None }
    }
}

impl Default for WebSection {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".to_owned(),
            base_url: None,
            trusted_proxies: Vec::new(),
            user_header: None,
        }
    }
}

/// Reads the text of `utkik.toml`. A syntax error is an error of the whole: half a set of doors
/// open would not be what anybody asked for. Relative paths start from `folder`.
pub(super) fn read_run(
    file: &Path,
    bytes: &[u8],
    folder: &Path,
) -> Result<(RunSettings, Vec<Problem>), ConfigError> {
    let text = document::decode(bytes);
    let mut report = Report::new(file, &text);
    document::report_encoding(bytes, &mut report);
    let table = DeTable::parse(&text).map_err(|error| syntax::whole_file(file, &text, &error))?;
    let mut top = Fields::new(table.get_ref(), 0, "", &mut report);
    top.check_keys(&["fetch", "logins", "mail", "web"]);
    let fetch = top.table("fetch").map(|fields| read_fetch(fields, folder)).unwrap_or_default();
    let web = top.table("web").map(read_web).unwrap_or_default();
    let mail = top.table("mail").map(|fields| read_mail(fields, folder)).unwrap_or_default();
    let logins = top.table("logins").map(read_logins).unwrap_or_default();
    Ok((RunSettings { fetch, web, mail, hooks: Vec::new(), logins }, report.finish()))
}

fn read_fetch(mut fields: Fields<'_, '_>, folder: &Path) -> FetchSection {
    let usual = FetchSection::default();
    fields.set_label("[fetch]: ".to_owned());
    fields.check_keys(&FETCH_KEYS);
    let ca_file = fields.text("ca_file").map(|name| folder.join(name));
    if let Some(missing) = ca_file.as_ref().filter(|ca_file| !ca_file.is_file()) {
        let message = format!("ca_file names `{}`, which is not there", missing.display());
        fields.problem_at("ca_file", &message);
    }
    FetchSection {
        allow_networks: fields.list("allow_networks", network_and_port).unwrap_or_default(),
        gap_ms: fields.number("gap_ms", 0..=600_000).unwrap_or(usual.gap_ms),
        proxy: fields.parsed("proxy", proxy).or_else(|| fields.has("proxy").then(String::new)),
        ca_file,
    }
}

fn read_web(mut fields: Fields<'_, '_>) -> WebSection {
    let usual = WebSection::default();
    fields.set_label("[web]: ".to_owned());
    fields.check_keys(&WEB_KEYS);
    WebSection {
        listen: fields.parsed("listen", listen).unwrap_or(usual.listen),
        base_url: fields.parsed("base_url", address),
        ..usual
    }
}

fn read_mail(mut fields: Fields<'_, '_>, folder: &Path) -> MailSection {
    fields.set_label("[mail]: ".to_owned());
    fields.check_keys(&MAIL_KEYS);
    let mut maildirs = BTreeMap::new();
    if let Some(mut named) = fields.table("maildirs") {
        for name in named.keys() {
            match maildir_name(name) {
                Ok(name) => {
                    let path = named.text(&name).map(|path| folder.join(path));
                    maildirs.extend(path.map(|path| (name, path)));
                }
                Err(problem) => named.problem_at(name, &problem),
            }
        }
    }
    MailSection { maildirs, ..MailSection::default() }
}

/// Of each login the site that it is for. One that is written wrongly is for none.
fn read_logins(mut fields: Fields<'_, '_>) -> BTreeMap<String, String> {
    fields.set_label("[logins]: ".to_owned());
    let mut logins = BTreeMap::new();
    for name in fields.keys() {
        match source::login(name) {
            Ok(name) => {
                let site = fields.parsed(&name, site);
                logins.extend(site.map(|site| (name, site)));
            }
            Err(error) => fields.problem_at(name, &format!("a login {error}")),
        }
    }
    logins
}

/// A login is for a whole site: a path would promise more than is kept.
fn site(text: &str) -> Result<String, String> {
    let site = address(text)?;
    match site.split_once("://") {
        Some((_, host)) if !host.contains(['/', '?', '#']) => Ok(site),
        _ => Err("names more than a site; write only what stands before the path, such as \
                  https://intra.example"
            .to_owned()),
    }
}

fn address(text: &str) -> Result<String, String> {
    web_address::check(text).map(|()| text.trim_end_matches('/').to_owned())
}

fn proxy(text: &str) -> Result<String, String> {
    let elsewhere = "; who we are to it is told by `UTKIK_PROXY_CREDENTIALS` in the environment";
    let is_login = text.contains('@');
    address(text).map_err(|error| if is_login { error + elsewhere } else { error })
}

fn listen(text: &str) -> Result<String, String> {
    match text.parse::<SocketAddr>() {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err(format!(
            "\"{}\" is not an address with a port; write it as \"127.0.0.1:8080\"",
            shown(text)
        )),
    }
}

fn network_and_port(text: &str) -> Result<String, String> {
    let wrong = || {
        let shown = shown(text);
        format!(
            "\"{shown}\" is not a network with a port; write it as \"10.1.0.0/16:443\" or \"10.1.0.0/16:*\""
        )
    };
    let (network, port) = text.rsplit_once(':').ok_or_else(wrong)?;
    let is_port = port == "*" || port.parse::<u16>().is_ok_and(|port| port > 0);
    if is_port && is_network(network) { Ok(text.to_owned()) } else { Err(wrong()) }
}

/// `10.0.0.0/8`, `10.0.0.5`, `fd00::/8` or `[fd00::]/8`.
fn is_network(text: &str) -> bool {
    let (address, length) = match text.split_once('/') {
        Some((address, length)) => (address, Some(length)),
        None => (text, None),
    };
    let address = address.trim_start_matches('[').trim_end_matches(']');
    let Ok(address) = address.parse::<IpAddr>() else { return false };
    let longest = if address.is_ipv4() { 32 } else { 128 };
    length.is_none_or(|length| length.parse::<u8>().is_ok_and(|length| length <= longest))
}
