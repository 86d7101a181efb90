//! What must hold for any input whatever. Each function takes the bytes that a fuzzer made, and
//! panics when a promise is broken. `tests/it` runs them over the committed seeds as well.

mod address;
mod feed;
mod listing;
mod markup;
mod query;
mod robots;
mod sitemap;
mod sources;

pub use address::address;
pub use feed::feed;
pub use listing::listing;
pub use query::query;
pub use robots::robots;
pub use sitemap::sitemap;
pub use sources::sources;
