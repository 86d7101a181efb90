//! The data that comes with the program.

use super::build::Builder;
use super::{Term, Theme, Thesaurus};
use crate::model::Language;

const TERMS: &str = include_str!("terms.tsv");
const CONCEPTS: &str = include_str!("concepts.tsv");
const THEMES: &str = include_str!("themes.tsv");

/// Reads the three tables. A test holds that they are whole and well written.
pub(super) fn read() -> Thesaurus {
    let mut builder = Builder::new(themes(THEMES));
    for line in CONCEPTS.lines().skip(1) {
        let mut fields = line.split('\t');
        let (Some(id), theme, weight) = (fields.next(), fields.next(), fields.next()) else {
            continue;
        };
        let weight = weight.and_then(|weight| weight.parse().ok()).unwrap_or(1.0);
        builder.add_concept(id, theme.map(str::to_owned), weight);
    }
    let mut last = ("", None);
    for line in TERMS.lines().skip(1) {
        let Some((concept, term)) = term(line) else { continue };
        if last.0 != concept {
            last = (concept, builder.number(concept));
        }
        if let Some(number) = last.1 {
            builder.push(number, term);
        }
    }
    builder.finish()
}

/// The columns in their order, known to be well written: quicker than `parse_tsv`.
fn term(line: &str) -> Option<(&str, Term)> {
    let mut fields = line.split('\t');
    let (concept, language, kind) = (fields.next()?, fields.next()?, fields.next()?);
    let (text, expand) = (fields.next()?.to_owned(), fields.next()? == "yes");
    let language = language.parse().ok()?;
    Some((concept, Term { language, text, preferred: kind == "preferred", expand }))
}

/// The columns behind the id are headed by their language.
fn themes(table: &str) -> Vec<Theme> {
    let mut lines = table.lines();
    let head = lines.next().unwrap_or_default();
    let languages: Vec<Language> = head.split('\t').skip(1).flat_map(str::parse).collect();
    let theme = |line: &str| {
        let mut fields = line.split('\t').map(str::to_owned);
        let id = fields.next()?;
        Some(Theme { id, labels: languages.iter().copied().zip(fields).collect() })
    };
    lines.filter_map(theme).collect()
}
