//! A hit as it is shown: where it leads, who says it, and where the words were found.

use crate::message::Locale;
use crate::model::{Hit, Language};
use crate::web::excerpt::{self, Stretch};
use crate::web::visitor::Visitor;
use crate::web::{links, words};

/// One hit, ready for the page.
pub struct HitView {
    /// The original; empty where there is none that is safe to follow.
    pub link: String,
    /// Our own page about it.
    pub about: String,
    pub title: String,
    pub title_stretches: Vec<Stretch>,
    pub snippet: Vec<Stretch>,
    /// For `lang` of title and snippet; empty when it is not known.
    pub language: String,
    /// The language in words, where it is not the reader's own.
    pub foreign: Option<String>,
    pub source: String,
    pub site: String,
    pub day: String,
    pub machine_day: String,
    /// Wanted words that it lacks.
    pub lacks: String,
}

impl HitView {
    pub fn new(hit: &Hit, visitor: Visitor) -> Self {
        let about = format!("/documents/{}", links::encode(hit.id.as_str()));
        let snippet = excerpt::bounded(&hit.snippet.text);
        Self {
            link: links::web_address(&hit.url).unwrap_or_default().to_owned(),
            about: links::with_parameters(&about, &[("ui", visitor.ui())]),
            title: hit.title.clone(),
            title_stretches: excerpt::stretches(&hit.title, &hit.title_highlights),
            snippet: excerpt::stretches(snippet, &hit.snippet.highlights),
            language: language_tag(hit.language),
            foreign: foreign(hit.language, visitor.locale),
            source: hit.source_name.clone(),
            site: hit.site.clone(),
            day: words::day(visitor.locale, hit.date),
            machine_day: words::machine_day(hit.date),
            lacks: hit.missing.join(", "),
        }
    }
}

/// A language for the `lang` attribute; empty where a wrong one would mislead a screen reader.
pub fn language_tag(language: Language) -> String {
    if language == Language::UND { String::new() } else { language.as_str().to_owned() }
}

/// The name of a language that is not the one of the interface.
pub fn foreign(language: Language, locale: Locale) -> Option<String> {
    let is_foreign = language != Language::UND && language.as_str() != locale.code();
    is_foreign.then(|| words::language_label(locale, language))
}
