//! The command line: arguments, clock, environment, output, exit codes.

pub mod inspect;
