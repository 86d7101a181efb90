//! A moment, as the store keeps it: milliseconds since 1970 in UTC.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A moment in milliseconds since 1970-01-01T00:00:00Z. It reads and writes as RFC 3339 in UTC.
///
/// Values are kept between the years 1 and 9999, so that every one of them can be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// What was wrong with a text that should have been a moment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a moment; write it as 2026-11-21T07:00:00Z or 2026-11-21")]
pub struct TimestampError(String);

impl Timestamp {
    /// 0001-01-01T00:00:00Z.
    const FIRST_MS: i64 = -62_135_596_800_000;
    /// 9999-12-30T22:00:00Z, the last moment that every time zone can write with four digits.
    const LAST_MS: i64 = 253_402_207_200_000;

    /// Values outside the years 1 to 9999 become the nearest moment inside.
    pub fn from_millis(milliseconds: i64) -> Self {
        Self(milliseconds.clamp(Self::FIRST_MS, Self::LAST_MS))
    }

    pub fn as_millis(self) -> i64 {
        self.0
    }

    pub fn as_secs(self) -> i64 {
        self.0.div_euclid(1000)
    }

    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        let milliseconds = i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        Self::from_millis(self.0.saturating_add(milliseconds))
    }

    #[must_use]
    pub fn minus(self, duration: Duration) -> Self {
        let milliseconds = i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        Self::from_millis(self.0.saturating_sub(milliseconds))
    }

    /// How long after `earlier` this is; zero when it is not after.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// The same moment in the crate that knows calendars and time zones.
    pub fn to_jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or_default()
    }
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(moment: jiff::Timestamp) -> Self {
        Self::from_millis(moment.as_millisecond())
    }
}

impl fmt::Display for Timestamp {
    /// RFC 3339 in UTC; milliseconds only where there are any.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_jiff().fmt(f)
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    /// Reads RFC 3339, or a plain date as its midnight in UTC.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Ok(moment) = text.parse::<jiff::Timestamp>() {
            return Ok(moment.into());
        }
        text.parse::<jiff::civil::Date>()
            .ok()
            .filter(|_| text.len() == 10)
            .and_then(|date| date.to_zoned(jiff::tz::TimeZone::UTC).ok())
            .map(|midnight| midnight.timestamp().into())
            .ok_or_else(|| TimestampError(text.chars().take(60).collect()))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_reads_as_it_was_written() {
        for text in ["2026-11-21T07:00:00Z", "1969-12-31T23:59:59.5Z", "2038-01-19T03:14:08Z"] {
            assert_eq!(text.parse::<Timestamp>().unwrap().to_string(), text);
        }
        assert_eq!("2026-11-21".parse::<Timestamp>().unwrap().to_string(), "2026-11-21T00:00:00Z");
        assert!("21/11".parse::<Timestamp>().is_err());
    }

    #[test]
    fn arithmetic_stays_inside_the_calendar() {
        let last = Timestamp::from_millis(i64::MAX);
        assert_eq!(last.plus(Duration::MAX), last);
        assert!(last.to_string().starts_with("9999-"));
        assert_eq!(Timestamp::default().since(last), Duration::ZERO);
    }
}
