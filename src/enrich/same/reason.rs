//! Why two documents are taken for the same.

/// A word for it, as it is kept and as `explain` begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Both are read at one address.
    Address,
    /// One headline, within a week, over texts that agree.
    Title,
    /// One text, whatever the headline.
    Text,
    /// Words that few others use, within two weeks, and nothing that speaks against it.
    Terms,
}

impl Reason {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Title => "title",
            Self::Text => "text",
            Self::Terms => "terms",
        }
    }
}
