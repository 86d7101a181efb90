//! How letters leave: from `[mail]` of `utkik.toml` and the secrets of the environment.

use anyhow::Context as _;

use crate::config::{self, ConfigError, SendingSection, Settings, SmtpSecurity};
use crate::mail::{DkimSettings, MailSettings, Mailer, Security, SmtpSettings, TransportSettings};

/// Shown as the sender where neither `from` nor the network has a name.
const NAME: &str = "Utkik";

/// The way out of letters; `None` where `utkik.toml` names none.
pub fn mailer(settings: &Settings) -> anyhow::Result<Option<Mailer>> {
    let Some(settings) = mail_settings(settings)? else { return Ok(None) };
    Ok(Some(Mailer::new(&settings).context("setting up `[mail]` of `utkik.toml`")?))
}

/// What `[mail]` and the secrets say; `None` where nothing is said about letters.
pub fn mail_settings(settings: &Settings) -> Result<Option<MailSettings>, ConfigError> {
    let Some(sending) = &settings.run.mail.sending else { return Ok(None) };
    Ok(Some(MailSettings {
        from: sending.from.clone(),
        from_name: sender_name(settings, sending).to_owned(),
        reply_to: sending.reply_to.clone(),
        transport: transport(sending)?,
        dkim: dkim(sending)?,
        per_domain_a_minute: sending.per_domain_a_minute,
    }))
}

/// The name that readers see beside the address.
pub fn sender_name<'a>(settings: &'a Settings, sending: &'a SendingSection) -> &'a str {
    let names = [sending.from_name.as_str(), settings.network.name.as_str()];
    names.into_iter().find(|name| !name.is_empty()).unwrap_or(NAME)
}

fn transport(sending: &SendingSection) -> Result<TransportSettings, ConfigError> {
    if let Some(folder) = &sending.directory {
        return Ok(TransportSettings::Directory(folder.clone()));
    }
    let login = match &sending.user {
        Some(user) => Some((user.clone(), password()?)),
        None => None,
    };
    Ok(TransportSettings::Smtp(SmtpSettings {
        server: sending.server.clone(),
        port: sending.port,
        security: match sending.security {
            SmtpSecurity::Tls => Security::Tls,
            SmtpSecurity::StartTls => Security::StartTls,
            SmtpSecurity::PlainRelay => Security::PlainRelay,
        },
        login,
        ca_file: sending.ca_file.clone(),
        connections: sending.connections,
        allow_relays: sending.allow_relays.clone(),
    }))
}

/// `UTKIK_SMTP_PASSWORD`, else the systemd credential `utkik-smtp-password`.
fn password() -> Result<String, ConfigError> {
    let name = "UTKIK_SMTP_PASSWORD";
    let secret = config::secret(name, "utkik-smtp-password")?;
    secret.map(|secret| secret.reveal().to_owned()).ok_or_else(|| ConfigError::Secret {
        name: name.to_owned(),
        advice: "set it, since `[mail] user` in `utkik.toml` says that the server wants a login",
    })
}

/// `UTKIK_DKIM_KEY`, else the systemd credential `utkik-dkim-key`: the private key itself, in PEM.
fn dkim(sending: &SendingSection) -> Result<Option<DkimSettings>, ConfigError> {
    let Some((domain, selector)) = sending.dkim.clone() else { return Ok(None) };
    let name = "UTKIK_DKIM_KEY";
    let key = config::secret(name, "utkik-dkim-key")?.ok_or_else(|| ConfigError::Secret {
        name: name.to_owned(),
        advice: "put the private key there in PEM, since `[mail.dkim]` in `utkik.toml` asks for it",
    })?;
    Ok(Some(DkimSettings { domain, selector, key: key.reveal().to_owned() }))
}
