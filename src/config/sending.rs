//! The keys of `[mail]` that say how letters go out.

use std::path::{Path, PathBuf};

use crate::model::MailAddress;

use super::codes::one_of;
use super::field::Fields;
use super::network_address;
use super::report::shown;

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
    /// Empty where there is a directory.
    pub server: String,
    pub port: u16,
    pub security: SmtpSecurity,
    pub user: Option<String>,
    pub ca_file: Option<PathBuf>,
    pub connections: u32,
    /// Private addresses that a relay without encryption may have, as `10.1.0.5/32:25`.
    pub allow_relays: Vec<String>,
    /// 0: as fast as the server takes them.
    pub per_domain_a_minute: u32,
    /// Domain and selector.
    pub dkim: Option<(String, String)>,
}

/// `security` of `[mail]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// `tls`: from the first byte.
    Tls,
    /// `starttls`.
    #[default]
    StartTls,
    /// `plain-relay`: neither encryption nor a login.
    PlainRelay,
}

impl SmtpSecurity {
    fn read(text: &str) -> Result<Self, String> {
        Ok(match one_of(text, &["tls", "starttls", "plain-relay"])? {
            "tls" => Self::Tls,
            "plain-relay" => Self::PlainRelay,
            _ => Self::StartTls,
        })
    }

    /// The usual port: RFC 8314 for the first, RFC 6409 for the second, RFC 5321 for the third.
    fn port(self) -> u16 {
        match self {
            Self::Tls => 465,
            Self::StartTls => 587,
            Self::PlainRelay => 25,
        }
    }

    /// Letters to one domain in a minute where nothing is said. Two a second: a whole town hall
    /// has its letters in a minute, and a gateway that counts does not take us for a flood. A relay
    /// in the own house keeps a queue and its own pace.
    fn pace(self) -> u32 {
        match self {
            Self::Tls | Self::StartTls => 120,
            Self::PlainRelay => 0,
        }
    }
}

pub(super) const KEYS: [&str; 12] = [
    "from",
    "reply_to",
    "directory",
    "server",
    "port",
    "security",
    "user",
    "ca_file",
    "connections",
    "allow_relays",
    "per_domain_a_minute",
    "dkim",
];

/// Enough for ten thousand letters in a minute, and not more than what servers let one client open.
const CONNECTIONS: u32 = 4;

/// `None` when letters are not to be sent, and when something is wrong with how: then they wait
/// until it is put right, rather than leave by another way than the one that was meant.
pub(super) fn read(fields: &mut Fields<'_, '_>, folder: &Path) -> Option<SendingSection> {
    if !KEYS.iter().any(|key| fields.has(key)) {
        return None;
    }
    let before = fields.problem_count();
    let section = read_keys(fields, folder);
    if let Some(section) = &section {
        check_way(fields, section);
    }
    section.filter(|_| fields.problem_count() == before)
}

fn read_keys(fields: &mut Fields<'_, '_>, folder: &Path) -> Option<SendingSection> {
    if !fields.has("from") {
        fields.problem_here(
            "from is missing; write from = \"Utkik <utkik@kommun.example>\", an address whose \
             domain lets you send",
        );
    }
    let from = fields.parsed("from", mailbox);
    let security = fields.parsed("security", SmtpSecurity::read).unwrap_or_default();
    let number = |number: u64| u32::try_from(number).ok();
    let port = fields.number("port", 1..=65_535).and_then(|port| u16::try_from(port).ok());
    let reply_to = fields.parsed("reply_to", address);
    let directory = fields.text("directory").map(|name| folder.join(name));
    let server = fields.parsed("server", server).unwrap_or_default();
    let user = fields.text("user").map(str::to_owned);
    let ca_file = read_ca_file(fields, folder);
    let connections = fields.number("connections", 1..=32).and_then(number);
    let allow_relays = fields.list("allow_relays", network_address::with_port).unwrap_or_default();
    let pace = fields.number("per_domain_a_minute", 0..=100_000).and_then(number);
    let dkim = read_dkim(fields);
    let (from_name, from) = from?;
    Some(SendingSection {
        from,
        from_name,
        reply_to,
        directory,
        server,
        port: port.unwrap_or_else(|| security.port()),
        security,
        user,
        ca_file,
        connections: connections.unwrap_or(CONNECTIONS),
        allow_relays,
        per_domain_a_minute: pace.unwrap_or_else(|| security.pace()),
        dkim,
    })
}

fn read_ca_file(fields: &mut Fields<'_, '_>, folder: &Path) -> Option<PathBuf> {
    let file = fields.text("ca_file").map(|name| folder.join(name))?;
    if !file.is_file() {
        let message = format!("ca_file names `{}`, which is not there", file.display());
        fields.problem_at("ca_file", &message);
    }
    Some(file)
}

fn read_dkim(fields: &mut Fields<'_, '_>) -> Option<(String, String)> {
    let mut table = fields.table("dkim")?;
    table.check_keys(&["domain", "selector"]);
    for key in ["domain", "selector"] {
        if !table.has(key) {
            table.problem_here(&format!(
                "{key} is missing; write dkim = {{ domain = \"ekvik.se\", selector = \"utkik\" }}"
            ));
        }
    }
    let domain = table.parsed("domain", dns_name);
    let selector = table.parsed("selector", dns_name);
    Some((domain?, selector?))
}

/// What contradicts itself.
fn check_way(fields: &mut Fields<'_, '_>, section: &SendingSection) {
    let has_server = fields.has("server");
    if has_server && section.directory.is_some() {
        fields.problem_at(
            "directory",
            "directory and server are two ways out; take one of them away",
        );
    }
    if !has_server && section.directory.is_none() {
        fields.problem_here(
            "it does not say where letters go; write server = \"smtp.kommun.example\", or \
             directory = \"brev\" for files instead",
        );
    }
    for key in ["port", "security", "user", "ca_file", "connections", "allow_relays"] {
        if !has_server && fields.has(key) {
            fields.problem_at(
                key,
                &format!("{key} says something of a server, and there is none; write server = \"…\", or take the line away"),
            );
        }
    }
    check_relay(fields, section);
    if let Some((domain, _)) = &section.dkim {
        let host = section.from.host();
        let is_own = host == domain || host.ends_with(&format!(".{domain}"));
        if !is_own {
            fields.problem_at(
                "dkim",
                &format!(
                    "dkim signs for `{}`, and letters come from `{}`: receivers count only a \
                     signature of the same domain (DMARC); write domain = \"{}\"",
                    shown(domain),
                    shown(host),
                    shown(host)
                ),
            );
        }
    }
}

fn check_relay(fields: &mut Fields<'_, '_>, section: &SendingSection) {
    if section.security != SmtpSecurity::PlainRelay {
        if fields.has("allow_relays") {
            fields.problem_at(
                "allow_relays",
                "allow_relays counts only with security = \"plain-relay\"; take the line away, or \
                 write that",
            );
        }
        return;
    }
    if section.user.is_some() {
        fields.problem_at(
            "user",
            "user goes with a password, which everybody on the way could read from a plain relay; \
             take the line away, or write security = \"starttls\"",
        );
    }
    if section.allow_relays.is_empty() {
        fields.problem_at(
            "security",
            "security \"plain-relay\" needs the relay's own address; write for example \
             allow_relays = [\"10.1.0.5/32:25\"]",
        );
    }
}

/// `Utkik <utkik@ekvik.se>`, or the address alone.
fn mailbox(text: &str) -> Result<(String, MailAddress), String> {
    let Some((name, rest)) = text.split_once('<') else {
        return Ok((String::new(), address(text)?));
    };
    let inner = rest.strip_suffix('>').ok_or(
        "is not closed; write it as \"Utkik <utkik@kommun.example>\", or the address alone",
    )?;
    let name = name.trim().trim_matches('"').trim();
    if name.chars().count() > 80 || name.contains(['<', '>', '@', '"', '\\']) {
        return Err("has a name that is none; write it as \"Utkik <utkik@kommun.example>\"".into());
    }
    Ok((name.to_owned(), address(inner)?))
}

fn address(text: &str) -> Result<MailAddress, String> {
    text.parse::<MailAddress>().map_err(|why| format!("is no address of mail: {why}"))
}

/// A name or an address, without a scheme or a port.
fn server(text: &str) -> Result<String, String> {
    let is_host = dns_name(text).is_ok() || text.parse::<std::net::IpAddr>().is_ok();
    if is_host {
        return Ok(text.to_owned());
    }
    Err(format!(
        "\"{}\" is no name of a server; write it as \"smtp.kommun.example\", and the number behind \
         the colon as port = …",
        shown(text)
    ))
}

fn dns_name(text: &str) -> Result<String, String> {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    };
    if text.len() <= 253 && text.split('.').all(is_label) {
        return Ok(text.to_ascii_lowercase());
    }
    Err(format!("\"{}\" is not made of a–z, 0–9, hyphens and dots", shown(text)))
}
