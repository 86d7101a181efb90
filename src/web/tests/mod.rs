//! The server as a visitor meets it: a real one on loopback, with hostile documents in it.

mod analysts;
mod analysts_write;
mod api_answers;
mod doors;
mod feeds_out;
mod following;
mod letters_asked;
mod pages_shown;
pub mod world;
