//! Who follows what: saved searches and their news, subscribers, letters on their way, answers.

mod baskets;
mod consents;
mod definitions;
mod feedback;
mod hooks;
mod news;
mod outbox;
mod searches;
mod sessions;
mod subscriptions;
mod tokens;

pub use consents::Grounds;
pub use definitions::SearchChange;
pub use feedback::FeedbackRow;
pub use hooks::HookStanding;
pub use outbox::Issue;
pub use sessions::Session;
pub use subscriptions::{Applied, DueSubscription, Person, SubscriptionRow};
