//! Who follows what: saved searches and their news, subscribers, letters on their way, answers.

mod applying;
mod baskets;
mod carried;
mod consents;
mod definitions;
mod feedback;
mod hooks;
mod news;
mod outbox;
mod removed;
mod searches;
mod sending;
mod sessions;
mod subscribers;
mod subscriptions;
mod tokens;

#[cfg(test)]
mod tests;

pub use applying::{Applied, Asking};
pub use consents::Grounds;
pub use definitions::SearchChange;
pub use feedback::FeedbackRow;
pub use hooks::HookStanding;
pub use outbox::Issue;
pub use sessions::Session;
pub use subscribers::Person;
pub(in crate::store) use subscribers::erase;
pub use subscriptions::{DueSubscription, SubscriptionRow};
