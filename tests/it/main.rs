//! The promises of the program, one file each.

mod a_failed_fetch_removes_nothing;
mod crawl_is_polite;
mod house;
mod site;
mod tidy;
