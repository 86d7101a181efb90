//! `utkik.toml`: how to run. It opens doors, so it is never shared and never imported.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use toml::de::DeTable;

use crate::model::Hook;

use super::codes::{FETCH_KEYS, MAIL_IN_KEYS, WEB_KEYS};
use super::field::Fields;
use super::kind_tables::maildir_name;
use super::report::{Problem, Report, shown};
use super::sending::{self, SendingSection};
use super::{ConfigError, document, network_address, source, syntax, web_address, webhook};

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

pub(super) const TABLES: [&str; 5] = ["fetch", "logins", "mail", "web", "webhook"];

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
    top.check_keys(&TABLES);
    let fetch = top.table("fetch").map(|fields| read_fetch(fields, folder)).unwrap_or_default();
    let web = top.table("web").map(read_web).unwrap_or_default();
    let mut mail = top.table("mail").map(|fields| read_mail(fields, folder)).unwrap_or_default();
    let logins = top.table("logins").map(read_logins).unwrap_or_default();
    check_letters(&mut top, &web, &mut mail);
    let hooks = webhook::read(table.get_ref(), &mut report);
    Ok((RunSettings { fetch, web, mail, hooks, logins }, report.finish()))
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
        allow_networks: fields
            .list("allow_networks", network_address::with_port)
            .unwrap_or_default(),
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
        trusted_proxies: fields
            .list("trusted_proxies", network_address::without_port)
            .unwrap_or_default(),
        user_header: read_user_header(&mut fields),
    }
}

/// Of no use, and no danger, where no proxy is trusted; but somebody believes that sign-in works.
fn read_user_header(fields: &mut Fields<'_, '_>) -> Option<String> {
    let header = fields.parsed("user_header", header_name)?;
    if !fields.has("trusted_proxies") {
        fields.problem_at(
            "user_header",
            "user_header is believed from nobody; write trusted_proxies = [\"127.0.0.1\"] with the \
             address of the proxy that signs people in",
        );
        return None;
    }
    Some(header)
}

/// Links in letters are built from `base_url` alone, never from what a request says.
fn check_letters(top: &mut Fields<'_, '_>, web: &WebSection, mail: &mut MailSection) {
    if mail.sending.is_some() && web.base_url.is_none() {
        mail.sending = None;
        top.problem_at(
            "mail",
            "[mail]: letters hold links to us; write under `[web]` base_url = \
             \"https://utkik.kommun.example\"",
        );
    }
}

fn read_mail(mut fields: Fields<'_, '_>, folder: &Path) -> MailSection {
    fields.set_label("[mail]: ".to_owned());
    let before = fields.problem_count();
    fields.check_keys(&[MAIL_IN_KEYS.as_slice(), &sending::KEYS].concat());
    // A key that is misspelt may be the one that protects the way out.
    let is_known = fields.problem_count() == before;
    let sending = sending::read(&mut fields, folder);
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
    let bounces = fields.text("bounces").map(|name| folder.join(name));
    MailSection { maildirs, bounces, sending: if is_known { sending } else { None } }
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

/// A header (RFC 9110, section 5.1) that says nothing else already.
fn header_name(text: &str) -> Result<String, String> {
    const TAKEN: [&str; 6] =
        ["authorization", "cookie", "forwarded", "host", "x-forwarded-for", "x-forwarded-proto"];
    let is_token =
        text.len() <= 64 && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if is_token && !TAKEN.contains(&text.to_ascii_lowercase().as_str()) {
        return Ok(text.to_owned());
    }
    Err(format!(
        "\"{}\" is no header that names a person; write for example user_header = \
         \"X-Remote-User\"",
        shown(text)
    ))
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
