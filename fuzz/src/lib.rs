//! What must hold for any input whatever. Each function takes the bytes that a fuzzer made, and
//! panics when a promise is broken. `tests/it` runs them over the committed seeds as well.

mod address;
mod feed;
mod markup;
mod query;
mod robots;
mod sources;

pub use address::address;
pub use feed::feed;
pub use query::query;
pub use robots::robots;
pub use sources::sources;
