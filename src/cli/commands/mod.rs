//! One file per command: what it does, in the order in which it happens.

pub mod add;
pub mod backup;
pub mod correct;
pub mod crawl;
pub mod demo;
pub mod digest;
pub mod doctor;
pub mod explain;
pub mod export;
pub mod forget;
pub mod import;
pub mod inspect;
pub mod reindex;
pub mod schema;
pub mod search;
pub mod searches;
pub mod serve;
pub mod show;
pub mod sources;
pub mod subscriptions;
pub mod thesaurus;
