//! Logs go to stderr: warnings always, more on request.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// Starts logging. `UTKIK_LOG` (`info`, `utkik::fetch=debug`) wins over `-v`.
pub fn start(verbose: u8) {
    let level = match verbose {
        0 => "warn",
        1 => "utkik=info,warn",
        2 => "utkik=debug,info",
        _ => "trace",
    };
    let filter = EnvFilter::try_from_env("UTKIK_LOG").unwrap_or_else(|_| EnvFilter::new(level));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        .init();
}
