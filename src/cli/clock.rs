//! The one place that reads the clock.

use anyhow::Context;

use crate::model::{Clock, Timestamp};

/// The clock of the machine, or the moment of `--now`.
pub fn from(now: Option<&str>) -> anyhow::Result<Clock> {
    match now.map(str::trim) {
        None | Some("") => Ok(Clock::Running(read)),
        Some(text) => Ok(Clock::Fixed(text.parse().context("reading `--now`")?)),
    }
}

#[expect(clippy::disallowed_methods, reason = "this is where the clock is read")]
fn read() -> Timestamp {
    let since_1970 =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp::default().plus(since_1970)
}
