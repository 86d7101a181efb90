//! Exit codes: what a script or a cron job learns without reading.

use std::process::ExitCode;

/// How a command ended. The numbers are those of `sysexits.h` where it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All well.
    Well,
    /// Partly: some sources failed, what worked is kept.
    Partly,
    /// The command line or the query cannot be read.
    Usage,
    /// Bad data in an input file.
    Data,
    /// Nothing could be reached.
    Unreachable,
    /// Disk, database or index.
    Storage,
    /// Somebody else is at work.
    Running,
    /// `sources.toml` or `utkik.toml`.
    Configuration,
}

impl Exit {
    pub fn number(self) -> u8 {
        match self {
            Self::Well => 0,
            Self::Partly => 1,
            Self::Usage => 2,
            Self::Data => 65,
            Self::Unreachable => 69,
            Self::Storage => 74,
            Self::Running => 75,
            Self::Configuration => 78,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.number())
    }
}

/// Shown at the end of `--help`.
pub const HELP: &str = "\
Exit codes:
  0   all well
  1   partly: some sources failed; what worked is kept
  2   usage: the command line or the query cannot be read
  65  bad data in an input file
  69  nothing could be reached
  74  disk, database or index
  75  already running; says who and since when
  78  configuration";
