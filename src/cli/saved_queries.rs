//! Whether the queries of `[[search]]` can be read: a problem of the settings like any other, found
//! where the query language is known.

use std::path::Path;

use crate::config::{Problem, Settings};
use crate::message::Locale;
use crate::model::Timestamp;
use crate::search::syntax;

/// Those that cannot be read, each with its line. Such a search stays: whoever follows it, and its
/// owner, are told why nothing comes.
pub fn problems(file: &Path, settings: &Settings, now: Timestamp) -> Vec<Problem> {
    let mut problems = Vec::new();
    for search in &settings.searches {
        // Problems of settings are told in English, as all of them are.
        let Err(error) = syntax::parse(&search.query, Locale::En, now) else { continue };
        let advice = error.suggestion.map_or_else(
            || format!("try it with `utkik search '{}'`", search.query),
            |suggestion| format!("did you mean `{suggestion}`?"),
        );
        problems.push(Problem {
            file: file.to_owned(),
            line: settings.search_lines.get(&search.name).copied().unwrap_or(1),
            message: format!(
                "search \"{}\": query cannot be read: {}; {advice}",
                search.name, error.message
            ),
        });
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{self, SHIPPED_SOURCES, SourceList};

    fn problems_of(text: &str) -> Vec<String> {
        let file = Path::new("sources.toml");
        let SourceList { searches, search_lines, .. } = config::read_sources(file, text).unwrap();
        let settings = Settings { searches, search_lines, ..Settings::default() };
        let now = Timestamp::from_millis(1_790_000_000_000);
        problems(file, &settings, now).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_shipped_searches_can_be_read() {
        assert_eq!(problems_of(SHIPPED_SOURCES), [""; 0]);
    }

    #[test]
    fn a_query_that_cannot_be_read_has_its_line_and_an_advice() {
        let text = "[[search]]\nname = \"a\"\ntitle = \"A\"\nquery = \"kommn:Lund tak\"\n\
                    [[source]]\nid = \"a\"\nname = \"A\"\nurl = \"https://a.example/\"\n\
                    [[search]]\nname = \"b\"\ntitle = \"B\"\nquery = \"(tak\"\n";
        let said = problems_of(text);
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].starts_with("sources.toml:1: search \"a\": query cannot be read: "));
        assert!(said[0].ends_with("did you mean `kommun:`?"), "{said:?}");
        assert!(said[1].starts_with("sources.toml:9: search \"b\""), "{said:?}");
    }
}
