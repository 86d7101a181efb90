//! Who follows what: saved searches and their news, subscribers, letters on their way, answers.

mod baskets;
mod consents;
mod feedback;
mod hooks;
mod news;
mod outbox;
mod removed;
mod searches;
mod sessions;
mod subscriptions;
mod tokens;

pub use consents::Grounds;
pub use feedback::FeedbackRow;
pub use hooks::HookStanding;
pub use outbox::Issue;
pub use searches::SearchChange;
pub use sessions::Session;
pub use subscriptions::{Applied, DueSubscription, Person, SubscriptionRow};
