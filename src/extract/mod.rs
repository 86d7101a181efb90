//! Main content of a page: title, text, date, author.

use crate::model::Page;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExtractError {
    #[error("the page is empty")]
    Empty,
}

pub fn page(_html: &str, _url: &str) -> Result<Page, ExtractError> {
    Err(ExtractError::Empty)
}
