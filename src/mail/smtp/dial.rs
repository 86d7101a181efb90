//! From settings to a connection that takes letters.

use std::error::Error;
use std::fs;
use std::net::SocketAddr;

use lettre::transport::smtp;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use tokio::time::timeout;

use crate::address::{AllowedNetworks, is_public};
use crate::mail::error::{MailerError, SendError, without_addresses};
use crate::mail::settings::{Security, SmtpSettings};
use crate::model::MailAddress;

use super::answer::Answer;
use super::{CONNECT, WELCOME};

/// How to reach a server.
pub(super) struct Dialling {
    host: String,
    port: u16,
    /// `host:port`, for sentences.
    name: String,
    security: Security,
    tls: Option<TlsParameters>,
    login: Option<Credentials>,
    relays: AllowedNetworks,
    /// Who we are to the server.
    hello: ClientId,
}

impl std::fmt::Debug for Dialling {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Dialling")
            .field("name", &self.name)
            .field("security", &self.security)
            .finish_non_exhaustive()
    }
}

impl Dialling {
    pub(super) fn new(settings: &SmtpSettings, from: &MailAddress) -> Result<Self, MailerError> {
        let host = settings.server.trim_matches(['[', ']']).to_owned();
        let is_plain = settings.security == Security::PlainRelay;
        if is_plain && settings.login.is_some() {
            return Err(MailerError::PlainLogin);
        }
        let relays: Result<Vec<_>, String> =
            settings.allow_relays.iter().map(|line| AllowedNetworks::parse(line)).collect();
        let dialling = Self {
            name: format!("{}:{}", settings.server, settings.port),
            port: settings.port,
            security: settings.security,
            tls: if is_plain { None } else { Some(tls(settings, &host)?) },
            login: settings.login.clone().map(Credentials::from),
            relays: AllowedNetworks::from(relays.map_err(MailerError::Relays)?),
            // The name of this machine means nothing outside; the domain that letters come from is
            // ours.
            hello: ClientId::Domain(from.host().to_owned()),
            host,
        };
        // A literal address is known to be wrong before anything is sent.
        let literal = dialling.host.parse().map(|ip| SocketAddr::new(ip, settings.port));
        if is_plain && literal.is_ok_and(|address| !dialling.is_listed_relay(address)) {
            return Err(MailerError::PublicRelay(dialling.name));
        }
        Ok(dialling)
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// A connection that is encrypted and let in as the settings say. Whatever goes wrong here is
    /// not about any letter.
    pub(super) async fn connect(&self) -> Result<AsyncSmtpConnection, SendError> {
        let mut trouble = format!("the mail server `{}` has no address", self.name);
        for address in self.addresses().await? {
            let wrapped = self.tls.clone().filter(|_| self.security == Security::Tls);
            let dialled = AsyncSmtpConnection::connect_tokio1(
                address,
                Some(CONNECT),
                &self.hello,
                wrapped,
                None,
            );
            match timeout(CONNECT + WELCOME, dialled).await {
                Ok(Ok(connection)) => return self.enter(connection).await,
                Ok(Err(error)) => trouble = self.unwelcome(&error),
                Err(_) => trouble = format!("the mail server `{}` does not answer", self.name),
            }
        }
        Err(SendError::Unreached(trouble))
    }

    /// What is checked here is what is dialled.
    async fn addresses(&self) -> Result<Vec<SocketAddr>, SendError> {
        let found = timeout(CONNECT, tokio::net::lookup_host((self.host.as_str(), self.port)));
        let unknown = |why: &str| {
            let name = &self.name;
            SendError::Unreached(format!("the mail server `{name}` is not found: {why}"))
        };
        let found: Vec<SocketAddr> = match found.await {
            Ok(Ok(found)) => found.collect(),
            Ok(Err(error)) => return Err(unknown(&error.to_string())),
            Err(_) => return Err(unknown("no answer from the name server")),
        };
        let is_plain = self.security == Security::PlainRelay;
        if is_plain && !found.iter().all(|address| self.is_listed_relay(*address)) {
            let refusal = MailerError::PublicRelay(self.name.clone());
            return Err(SendError::Unreached(refusal.to_string()));
        }
        Ok(found)
    }

    fn is_listed_relay(&self, address: SocketAddr) -> bool {
        !is_public(address.ip()) && self.relays.contains(address)
    }

    async fn enter(
        &self,
        mut connection: AsyncSmtpConnection,
    ) -> Result<AsyncSmtpConnection, SendError> {
        let name = &self.name;
        let silent = || SendError::Unreached(format!("the mail server `{name}` fell silent"));
        if let Some(tls) = self.tls.clone().filter(|_| self.security == Security::StartTls) {
            if !connection.can_starttls() {
                return Err(SendError::Unreached(format!(
                    "the mail server `{name}` offers no encryption (STARTTLS), and without it \
                     nothing is sent; `security = \"tls\"` needs another port, mostly 465"
                )));
            }
            let encrypted = timeout(WELCOME, connection.starttls(tls, &self.hello)).await;
            let encrypted = encrypted.map_err(|_| silent())?;
            encrypted.map_err(|error| SendError::Unreached(self.unwelcome(&error)))?;
        }
        if let Some(login) = &self.login {
            let let_in = timeout(WELCOME, connection.auth(DEFAULT_MECHANISMS, login)).await;
            let_in.map_err(|_| silent())?.map_err(|error| self.not_let_in(&error))?;
        }
        Ok(connection)
    }

    fn not_let_in(&self, error: &smtp::Error) -> SendError {
        let name = &self.name;
        SendError::Unreached(match Answer::of(error) {
            Some(answer) => format!(
                "the mail server `{name}` does not accept the user and password: {} {}; look at \
                 `user` of `[mail]` and at its password in the environment",
                answer.code,
                without_addresses(&answer.said, None)
            ),
            None if error.is_client() => {
                format!("the mail server `{name}` lets nobody in by password (AUTH PLAIN or LOGIN)")
            }
            None => format!("the mail server `{name}` was lost while we signed in"),
        })
    }

    fn unwelcome(&self, error: &smtp::Error) -> String {
        let name = &self.name;
        if let Some(answer) = Answer::of(error) {
            let said = without_addresses(&answer.said, None);
            return format!("the mail server `{name}` does not let us in: {} {said}", answer.code);
        }
        let mut why = error.to_string();
        let mut deeper = error.source();
        while let Some(error) = deeper {
            why = error.to_string();
            deeper = error.source();
        }
        format!("the mail server `{name}` cannot be reached: {}", explained(&why))
    }
}

/// What a keeper of a server can do something about.
fn explained(why: &str) -> String {
    let advice = [
        (
            "UnknownIssuer",
            "its certificate comes from an authority that is not known here; name an internal one as `ca_file` in `[mail]`",
        ),
        ("NotValidForName", "its certificate is made out to another name; is `server` right?"),
        ("Expired", "its certificate has expired"),
        ("NotValidYet", "its certificate is not valid yet; is the clock of this machine right?"),
        ("InvalidContentType", "it does not answer in TLS; is `security = \"starttls\"` meant?"),
        ("corrupt message", "it does not answer in TLS; is `security = \"starttls\"` meant?"),
        (
            "incomplete response",
            "it hung up before it said anything; does it want `security = \"tls\"`?",
        ),
    ];
    let known = advice.iter().find(|(sign, _)| why.contains(sign));
    known.map_or_else(|| without_addresses(why, None), |(_, advice)| (*advice).to_owned())
}

fn tls(settings: &SmtpSettings, host: &str) -> Result<TlsParameters, MailerError> {
    let mut parameters = TlsParameters::builder(host.to_owned());
    if let Some(file) = &settings.ca_file {
        let unreadable = |why: String| MailerError::CaFile { file: file.clone(), why };
        let pem = fs::read(file).map_err(|error| unreadable(error.to_string()))?;
        let certificates = Certificate::from_pem(&pem)
            .map_err(|_| unreadable("it holds no certificate in PEM".to_owned()))?;
        parameters = parameters.add_root_certificate(certificates);
    }
    parameters.build().map_err(|error: smtp::Error| {
        MailerError::Tls(error.source().map_or_else(|| error.to_string(), ToString::to_string))
    })
}
