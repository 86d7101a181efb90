//! Hits in the forms that other programs open: tables, a list, a calendar.

mod calendar;
mod markdown;
mod row;
mod separated;
mod workbook;

pub use calendar::calendar;
pub use markdown::markdown;
pub use separated::csv;
pub use workbook::workbook;
