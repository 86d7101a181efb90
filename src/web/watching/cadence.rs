//! How often letters come and in which language: the part of a form.

use serde::Deserialize;

use crate::date;
use crate::message::{Locale, watching as text};
use crate::model::{Cadence, Language, NETWORK_LETTER, Pace};
use crate::web::fault::Fault;

/// As it was filled in.
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
pub struct Filled {
    pace: String,
    hour: String,
    weekday: String,
    language: String,
}

impl Default for Filled {
    fn default() -> Self {
        let Cadence { pace, hour, weekday } = Cadence::default();
        Self {
            pace: pace.code().to_owned(),
            hour: hour.to_string(),
            weekday: weekday.to_string(),
            language: String::new(),
        }
    }
}

/// One of some choices.
pub struct Choice {
    pub value: String,
    pub words: String,
    pub is_chosen: bool,
}

/// The choices, ready for the page.
pub struct Choices {
    pub paces: Vec<Choice>,
    pub hours: Vec<Choice>,
    pub weekdays: Vec<Choice>,
    pub languages: Vec<Choice>,
}

impl Filled {
    /// What it says; a form of ours says nothing else.
    pub fn read(&self, locale: Locale) -> Result<(Cadence, Language), Fault> {
        let pace = self.pace.parse().map_err(|_| {
            Fault::Parameter("pace", "15m | hourly | daily | weekdays | weekly | monthly")
        })?;
        let number = |text: &str, last: u8| text.parse().ok().filter(|number| *number <= last);
        let hour = number(&self.hour, 23).ok_or(Fault::Parameter("hour", "0–23"))?;
        let weekday = number(&self.weekday, 7).filter(|day| *day > 0);
        let weekday = weekday.ok_or(Fault::Parameter("weekday", "1–7"))?;
        let language = match self.language.as_str() {
            "" => locale.language(),
            "sv" => Language::SV,
            "en" => Language::EN,
            _ => return Err(Fault::Parameter("language", "sv | en")),
        };
        Ok((Cadence { pace, hour, weekday }, language))
    }
}

impl Choices {
    pub fn new(locale: Locale, cadence: Cadence, language: Language) -> Self {
        let choice = |value: String, words: String, is_chosen: bool| Choice {
            value,
            words: crate::web::excerpt::capitalised(&words),
            is_chosen,
        };
        let pace = |pace: Pace| {
            choice(pace.code().to_owned(), text::pace(locale, pace), pace == cadence.pace)
        };
        let hour =
            |hour: u8| choice(hour.to_string(), text::hour(locale, hour), hour == cadence.hour);
        let weekday = |day: i8| {
            let name = date::weekday_name(day, locale == Locale::Sv).to_owned();
            choice(day.to_string(), name, u8::try_from(day) == Ok(cadence.weekday))
        };
        // Each by the name that it has for itself: whoever reads it can read that.
        let languages = [(Language::SV, "Svenska"), (Language::EN, "English")];
        let language = |(code, name): (Language, &str)| {
            choice(code.as_str().to_owned(), name.to_owned(), code == language)
        };
        Self {
            paces: Pace::ALL.into_iter().map(pace).collect(),
            hours: (0..24).map(hour).collect(),
            weekdays: (1..=7).map(weekday).collect(),
            languages: languages.into_iter().map(language).collect(),
        }
    }

    /// The network letter comes when it is written: only its language can be chosen.
    pub fn of_letters_on(self, search: &str) -> Self {
        if search != NETWORK_LETTER {
            return self;
        }
        Self { paces: Vec::new(), hours: Vec::new(), weekdays: Vec::new(), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_form_offers_is_read() {
        let read = |pace: &str, hour: &str, weekday: &str, language: &str| {
            let filled = Filled {
                pace: pace.to_owned(),
                hour: hour.to_owned(),
                weekday: weekday.to_owned(),
                language: language.to_owned(),
            };
            filled
                .read(Locale::En)
                .ok()
                .map(|(cadence, language)| format!("{cadence} {}", language.as_str()))
        };
        assert_eq!(read("daily", "23", "7", "sv").as_deref(), Some("daily 7 23 sv"));
        assert_eq!(read("15m", "0", "1", "").as_deref(), Some("15m 1 00 en"));
        for [pace, hour, weekday, language] in [
            ["never", "7", "1", "sv"],
            ["daily", "24", "1", "sv"],
            ["daily", "-1", "1", "sv"],
            ["daily", "7", "0", "sv"],
            ["daily", "7", "8", "sv"],
            ["daily", "7", "1", "fi"],
        ] {
            assert_eq!(read(pace, hour, weekday, language), None, "{pace} {hour} {weekday}");
        }
    }
}
