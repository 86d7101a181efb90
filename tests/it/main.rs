//! The promises of the program, one file each.

mod crawl_is_polite;
mod house;
mod site;
mod tidy;
