//! Subscribers and what they subscribe to.

use crate::model::{
    Application, Cadence, ConsentEvent, Language, MailAddress, Subscriber, Subscription,
    SubscriptionState, Timestamp,
};

use crate::store::{Store, StoreError};

/// What became of an application. Whoever asked hears the same of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Applied {
    /// A letter that asks to confirm should go to this subscription.
    Ask(Subscription),
    /// There is a confirmed one already, or this address was asked today, or it is suspended.
    Nothing,
}

/// A subscription whose letter is due, with what composing it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueSubscription {
    pub subscription: Subscription,
    pub language: Language,
}

/// A subscription with its subscriber, for operators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionRow {
    pub subscription: Subscription,
    pub subscriber: Subscriber,
    /// Title of its search.
    pub title: String,
}

/// All that is kept of a person (GDPR, article 15).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub subscriber: Subscriber,
    pub subscriptions: Vec<SubscriptionRow>,
    pub consents: Vec<crate::model::Consent>,
    pub feedback: Vec<crate::model::Feedback>,
    /// Letters that were sent, as (when, subject or nothing once the text is gone).
    pub letters: Vec<(Timestamp, String)>,
}

impl Store {
    /// Takes an application: makes subscriber and subscription as pending where they are not there
    /// (with random ids, drawn from the system by the caller: `ids`), notes the consent asked for,
    /// and remembers that this address was asked. At most one confirmation per address and 24 h.
    /// What is confirmed already is left as it is; an ended one may be asked for anew.
    pub async fn apply(
        &self,
        application: &Application,
        ids: [&str; 2],
        event: ConsentEvent,
        now: Timestamp,
    ) -> Result<Applied, StoreError> {
        let _ = (application, ids, event, now);
        todo!()
    }

    /// Confirms what is pending: from now on it is told what is new to its search after this
    /// moment. `first_due` is when its first letter may go. False when it was not pending.
    pub async fn confirm(
        &self,
        subscription: &str,
        first_due: Timestamp,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let _ = (subscription, first_due, now);
        todo!()
    }

    /// Pauses, resumes or ends. What came while it was paused is no news when it is resumed.
    pub async fn set_state(
        &self,
        subscription: &str,
        state: SubscriptionState,
        by: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let _ = (subscription, state, by, now);
        todo!()
    }

    pub async fn set_cadence(
        &self,
        subscription: &str,
        cadence: Cadence,
        next_due: Timestamp,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let _ = (subscription, cadence, next_due, now);
        todo!()
    }

    pub async fn set_language(
        &self,
        subscriber: &str,
        language: Language,
    ) -> Result<(), StoreError> {
        let _ = (subscriber, language);
        todo!()
    }

    pub async fn subscription(&self, id: &str) -> Result<Option<SubscriptionRow>, StoreError> {
        let _ = id;
        todo!()
    }

    /// All, by address and title; those of one search when `search` is its key.
    pub async fn subscriptions(
        &self,
        search: Option<&str>,
    ) -> Result<Vec<SubscriptionRow>, StoreError> {
        let _ = search;
        todo!()
    }

    /// Confirmed ones of subscribers who are not suspended whose letter is due, or is planned later
    /// than `horizon`, which only a wrong clock does; by search, language and what they were told.
    pub async fn due_subscriptions(
        &self,
        now: Timestamp,
        horizon: Timestamp,
    ) -> Result<Vec<DueSubscription>, StoreError> {
        let _ = (now, horizon);
        todo!()
    }

    /// All that is kept of an address.
    pub async fn person(&self, address: &MailAddress) -> Result<Option<Person>, StoreError> {
        let _ = address;
        todo!()
    }

    /// Removes subscriber, subscriptions, tokens and what waits in the outbox; answers stay without
    /// a name, and the log of consent says that it happened. False when there is nobody.
    pub async fn erase(
        &self,
        subscriber: &str,
        by: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let _ = (subscriber, by, now);
        todo!()
    }

    /// Counts a letter that its server refused for good against the address; suspends it at the
    /// third in a row. True when it is suspended by this.
    pub async fn count_refusal(
        &self,
        subscriber: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let _ = (subscriber, now);
        todo!()
    }

    /// A bounce that came back for this address counts the same; false when we do not know it.
    pub async fn count_bounce(
        &self,
        address: &MailAddress,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let _ = (address, now);
        todo!()
    }

    /// Removes applications that were not confirmed within 48 hours, with subscribers that have
    /// nothing left, tokens that have expired, and ended subscriptions after 30 days. How many.
    pub async fn tidy_subscriptions(&self, now: Timestamp) -> Result<u64, StoreError> {
        let _ = now;
        todo!()
    }
}
