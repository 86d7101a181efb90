//! A query text to a query tree to results.

pub mod syntax;
