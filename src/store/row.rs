//! Reads the columns of a row one after the other, and numbers that are not signed.

use sqlx::Row as _;
use sqlx::any::AnyRow;

use crate::model::{SourceId, Timestamp};

/// A row whose columns are taken in the order of the `SELECT`.
pub(super) struct Columns<'r> {
    row: &'r AnyRow,
    next: usize,
}

impl<'r> Columns<'r> {
    pub(super) fn of(row: &'r AnyRow) -> Self {
        Self { row, next: 0 }
    }

    pub(super) fn text(&mut self) -> sqlx::Result<&'r str> {
        self.next += 1;
        self.row.try_get(self.next - 1)
    }

    pub(super) fn string(&mut self) -> sqlx::Result<String> {
        Ok(self.text()?.to_owned())
    }

    pub(super) fn optional_string(&mut self) -> sqlx::Result<Option<String>> {
        self.next += 1;
        let text: Option<&str> = self.row.try_get(self.next - 1)?;
        Ok(text.map(str::to_owned))
    }

    pub(super) fn number(&mut self) -> sqlx::Result<i64> {
        self.next += 1;
        self.row.try_get(self.next - 1)
    }

    pub(super) fn count(&mut self) -> sqlx::Result<u64> {
        Ok(u64::try_from(self.number()?).unwrap_or(0))
    }

    pub(super) fn small(&mut self) -> sqlx::Result<u32> {
        let number = self.number()?;
        Ok(u32::try_from(number.max(0)).unwrap_or(u32::MAX))
    }

    pub(super) fn moment(&mut self) -> sqlx::Result<Timestamp> {
        self.number().map(Timestamp::from_millis)
    }

    pub(super) fn optional_moment(&mut self) -> sqlx::Result<Option<Timestamp>> {
        self.next += 1;
        let milliseconds: Option<i64> = self.row.try_get(self.next - 1)?;
        Ok(milliseconds.map(Timestamp::from_millis))
    }

    pub(super) fn source_id(&mut self) -> sqlx::Result<SourceId> {
        self.text()?.parse().map_err(decode_error)
    }
}

/// What stands in a column is not what we wrote.
pub(super) fn decode_error(error: impl std::error::Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}

/// A count as the database keeps it.
pub(super) fn signed(count: impl TryInto<i64>) -> i64 {
    count.try_into().unwrap_or(i64::MAX)
}

pub(super) fn millis(moment: Option<Timestamp>) -> Option<i64> {
    moment.map(Timestamp::as_millis)
}
