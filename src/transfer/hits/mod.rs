//! Hits in the forms that other programs open: tables, a list, a calendar.

mod calendar;
mod markdown;
mod picked;
mod row;
mod separated;
mod workbook;

pub use calendar::calendar;
pub use markdown::markdown;
pub use picked::{Picked, PickedHit, picked_csv, picked_list, picked_markdown};
pub use separated::{csv, table};
pub use workbook::workbook;
