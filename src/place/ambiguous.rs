//! Names of places that are also words, names of people, or firms.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::model::Language;

const TABLE: &str = include_str!("ambiguous.tsv");

/// What else a name may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A word of the language: *vara*, *nice*, *Zug*.
    Word,
    FirstName,
    Surname,
    Firm,
}

type Entry = (Meaning, &'static str);

static MEANINGS: LazyLock<HashMap<&'static str, Vec<Entry>>> = LazyLock::new(|| {
    let mut all: HashMap<&'static str, Vec<Entry>> = HashMap::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(name), Some(kind), Some(languages)) = (cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        let meaning = match kind {
            "first" => Meaning::FirstName,
            "last" => Meaning::Surname,
            "firm" => Meaning::Firm,
            _ => Meaning::Word,
        };
        all.entry(name).or_default().push((meaning, languages));
    }
    all
});

/// What else a name may mean, whatever the language.
pub(super) fn entries(name: &str) -> &'static [Entry] {
    MEANINGS.get(name).map_or(&[], Vec::as_slice)
}

/// Whether one of the entries holds in texts of a language.
pub(super) fn holds(entry: Entry, language: Language) -> Option<Meaning> {
    let (meaning, languages) = entry;
    let everywhere = languages == "*";
    let here = languages.split(' ').any(|code| code == language.as_str());
    (everywhere || here).then_some(meaning)
}
