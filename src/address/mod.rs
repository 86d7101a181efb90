//! Addresses: their canonical form, and which networks may be reached.

mod canonical;
mod escape;
mod hash;
mod link;
mod naming;
mod network;
mod public;
mod tracking;

#[cfg(test)]
mod tests;

pub use canonical::{
    canonical, host_and_port, host_key, host_key_of, is_home_page, is_same_origin, join,
    literal_address, site_of, with_parameter,
};
pub use escape::unescaped;
pub use hash::{KeyedHash, hash_bytes, hash_hex, hash_reader};
pub use link::web_address;
pub use naming::words_of;
pub use network::{AllowedNetwork, AllowedNetworks};
pub use public::is_public;
