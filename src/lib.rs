//! Utkik keeps watch: it crawls the sources that a network of municipalities cares about,
//! understands what it reads, and tells people what has been done, where, and whom to call.
//!
//! The modules stand on floors; imports point down only (`tests/it/tidy.rs` holds the list).
//! They are public for benches and tests: **the crate makes no promise about its API.**

// Floor 6
#[doc(hidden)]
pub mod cli;

// Floor 5
#[doc(hidden)]
pub mod web;

// Floor 4: whole operations
#[doc(hidden)]
pub mod crawl;
#[doc(hidden)]
pub mod demo;
#[doc(hidden)]
pub mod digest;
#[doc(hidden)]
pub mod sources;
#[doc(hidden)]
pub mod transfer;

// Floor 3: what joins two stages
#[doc(hidden)]
pub mod replay;
#[doc(hidden)]
pub mod search;

// Floor 2: one stage each
#[doc(hidden)]
pub mod config;
#[doc(hidden)]
pub mod enrich;
#[doc(hidden)]
pub mod extract;
#[doc(hidden)]
pub mod fetch;
#[doc(hidden)]
pub mod index;
#[doc(hidden)]
pub mod mail;
#[doc(hidden)]
pub mod parse;
#[doc(hidden)]
pub mod schedule;
#[doc(hidden)]
pub mod store;

// Floor 1: knowledge
#[doc(hidden)]
pub mod address;
#[doc(hidden)]
pub mod date;
#[doc(hidden)]
pub mod language;
#[doc(hidden)]
pub mod markup;
#[doc(hidden)]
pub mod message;
#[doc(hidden)]
pub mod money;
#[doc(hidden)]
pub mod place;
#[doc(hidden)]
pub mod token;

// Floor 0
#[cfg(feature = "faults")]
#[doc(hidden)]
pub mod fault;
#[doc(hidden)]
pub mod model;
