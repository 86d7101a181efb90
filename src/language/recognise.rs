//! Which language a text is in.

use crate::model::Language;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recognition {
    pub language: Language,
    /// 0 to 1.
    pub confidence: f32,
}

pub fn recognise(_text: &str, declared: Option<Language>) -> Recognition {
    Recognition { language: declared.unwrap_or(Language::UND), confidence: 0.0 }
}
