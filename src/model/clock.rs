//! Where the present moment comes from: read by `cli`, or frozen to replay any other.

use super::Timestamp;

/// The present. Only `cli` makes one; everything below asks it, or gets `now` as an argument.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    /// Always the same moment (`--now`).
    Fixed(Timestamp),
    /// The clock of the machine.
    Running(fn() -> Timestamp),
}

impl Clock {
    pub fn now(self) -> Timestamp {
        match self {
            Self::Fixed(moment) => moment,
            Self::Running(read) => read(),
        }
    }
}
