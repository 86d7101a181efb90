//! What must hold for any input whatever. Each function takes the bytes that a fuzzer made, and
//! panics when a promise is broken. `tests/it` runs them over the committed seeds as well.

mod address;
mod archive;
mod feed;
mod letter;
mod listing;
mod markup;
mod opml;
mod page;
mod query;
mod register;
mod robots;
mod sitemap;
mod sources;

pub use address::address;
pub use archive::archive;
pub use feed::feed;
pub use letter::letter;
pub use listing::listing;
pub use opml::opml;
pub use page::page;
pub use query::query;
pub use register::register;
pub use robots::robots;
pub use sitemap::sitemap;
pub use sources::sources;
