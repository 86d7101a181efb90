//! Utkik.
fn main() {}
