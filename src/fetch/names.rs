//! Who turns a name into addresses.

use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;

use super::error::{Cause, FetchError};

/// The one place that asks for the addresses of a name. What it answers is believed only after
/// the gate has checked it.
#[derive(Clone, Default)]
pub(super) enum Names {
    /// As the operating system does it: `/etc/hosts`, its name servers, whatever it was told.
    #[default]
    System,
    /// As the test says; `None` never answers.
    #[cfg(test)]
    Scripted(Arc<Script>),
}

/// What each name leads to.
#[cfg(test)]
pub(super) type Script = dyn Fn(&str) -> Option<Vec<IpAddr>> + Send + Sync;

impl Names {
    /// All addresses of a name, at least one of them. Whoever waits longer than `patience` is told
    /// the same as by a host that takes no connection.
    pub(super) async fn look_up(
        &self,
        name: &str,
        patience: Duration,
    ) -> Result<Arc<[IpAddr]>, FetchError> {
        let failed = |cause, why: &str| {
            let message = format!("`{name}` could not be looked up ({why}); is it spelled right?");
            FetchError::new(cause, message)
        };
        let found = match timeout(patience, self.ask(name)).await {
            Ok(Ok(found)) => found,
            Ok(Err(error)) => return Err(failed(Cause::Unreachable, &error.to_string())),
            Err(_) => {
                let message = format!(
                    "`{name}` could not be looked up: the name server did not answer within {} s",
                    patience.as_secs_f32()
                );
                return Err(FetchError::new(Cause::NotAccepted, message));
            }
        };
        if found.is_empty() {
            return Err(failed(Cause::Unreachable, "it has no address"));
        }
        Ok(found.into())
    }

    /// What the name leads to, not checked at all.
    pub(super) async fn ask(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        match self {
            Self::System => {
                let found = tokio::net::lookup_host((name, 0)).await?;
                Ok(found.map(|target| target.ip()).collect())
            }
            #[cfg(test)]
            Self::Scripted(script) => match script(name) {
                Some(found) => Ok(found),
                None => std::future::pending().await,
            },
        }
    }
}
