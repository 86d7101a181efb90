//! The promises of the program, one file each.

mod house;
mod replay;
mod site;
mod tidy;
