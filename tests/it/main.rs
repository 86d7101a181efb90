//! The promises of the program, one file each.

mod tidy;
