//! Addresses: their canonical form, and which networks may be reached.
