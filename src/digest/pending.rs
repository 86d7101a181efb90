//! Stands where the composing of confirmations and the reckoning of cadences will stand.

/// The letter that asks to confirm.
pub mod compose {
    use crate::digest::letter::Composed;
    use crate::message::Locale;
    use crate::model::Cadence;

    /// What it says.
    pub struct Confirmation {
        pub locale: Locale,
        pub network: String,
        pub title: String,
        pub cadence: Cadence,
        pub link: String,
    }

    pub fn confirmation(confirmation: &Confirmation) -> Composed {
        let Confirmation { locale, network, title, cadence, link } = confirmation;
        let text = format!("{} {network} {title} {cadence} {link}", locale.code());
        Composed { subject: title.clone(), html: String::new(), text }
    }
}

/// When letters are due.
pub mod cadence {
    use std::time::Duration;

    use crate::model::{Cadence, Timestamp};

    pub fn next_due(_: Cadence, now: Timestamp) -> Timestamp {
        now.plus(Duration::from_hours(24))
    }
}
