//! Why an encrypted connection did not come about, in words of those who keep the site.

use std::error::Error;
use std::io;

use rustls::{AlertDescription, CertificateError, Error as Tls};

/// What TLS complains about, if the error is about TLS: the rest of a sentence that begins with
/// the name of the host.
pub(super) fn complaint(error: &(dyn Error + 'static)) -> Option<String> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(tls) = tls_in(error) {
            return Some(said(tls));
        }
        next = error.source();
    }
    None
}

/// The error itself, or what I/O errors were made from, which is not among their sources.
fn tls_in<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a Tls> {
    let Some(io) = error.downcast_ref::<io::Error>() else { return error.downcast_ref() };
    tls_in(io.get_ref()?)
}

fn said(error: &Tls) -> String {
    let why = match error {
        Tls::InvalidCertificate(certificate) => return of_certificate(certificate),
        Tls::NoCertificatesPresented => "shows no certificate".to_owned(),
        Tls::InvalidMessage(_) => "does not answer in TLS; does it want http://?".to_owned(),
        Tls::PeerIncompatible(_)
        | Tls::AlertReceived(
            AlertDescription::ProtocolVersion | AlertDescription::HandshakeFailure,
        ) => "offers only outdated encryption; TLS 1.2 or 1.3 is needed".to_owned(),
        Tls::AlertReceived(alert) => format!("refuses the encrypted connection ({alert:?})"),
        other => format!("breaks the rules of TLS ({other})"),
    };
    format!("could not be reached: it {why}")
}

fn of_certificate(error: &CertificateError) -> String {
    use CertificateError as Bad;
    let why = match error {
        Bad::Expired | Bad::ExpiredContext { .. } => "has expired; its owner must renew it",
        Bad::NotValidYet | Bad::NotValidYetContext { .. } => {
            "is not valid yet; is the clock of this machine right?"
        }
        Bad::NotValidForName | Bad::NotValidForNameContext { .. } => {
            "is made out to another name; is the address right?"
        }
        Bad::UnknownIssuer => {
            "comes from an authority that is not known here; if it is an internal one, name its \
             certificate as `ca_file` in `utkik.toml`"
        }
        Bad::Revoked => "has been revoked",
        other => return format!("is not trusted: its certificate does not hold ({other})"),
    };
    format!("is not trusted: its certificate {why}")
}
