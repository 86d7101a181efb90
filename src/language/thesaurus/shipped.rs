//! The data that comes with the program.

use super::build::Builder;
use super::{Theme, Thesaurus, parse_tsv};
use crate::model::Language;

const TERMS: &str = include_str!("terms.tsv");
const CONCEPTS: &str = include_str!("concepts.tsv");
const THEMES: &str = include_str!("themes.tsv");

/// Reads the three tables. A test holds that they are whole; a damaged line is left out here.
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
    for entry in parse_tsv(TERMS).unwrap_or_default() {
        // Nothing is refused of what is shipped: a test reads it, and its problems are none.
        let _known = builder.take(entry);
    }
    builder.finish()
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
