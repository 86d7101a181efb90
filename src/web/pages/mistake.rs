//! A query that cannot be read: what is wrong, where, and what would work.

use std::ops::Range;

use crate::model::QueryError;
use crate::web::asked::Asked;
use crate::web::excerpt::{self, Stretch};

/// A mistake in a query, ready for the page.
pub struct Mistake {
    pub message: Vec<Stretch>,
    /// The query before the place, the place itself, and the rest.
    pub before: String,
    pub place: String,
    pub after: String,
    /// What would work, and its link.
    pub suggestion: Option<(String, String)>,
}

impl Mistake {
    pub fn new(asked: &Asked, error: &QueryError) -> Self {
        let text = asked.text();
        let place = inside(text, &error.span);
        let part = |range: Range<usize>| text.get(range).unwrap_or_default().to_owned();
        let suggestion = error.suggestion.as_ref().map(|better| {
            let whole = format!("{}{better}{}", part(0..place.start), part(place.end..text.len()));
            (whole.clone(), asked.with_text(whole).address())
        });
        Self {
            message: excerpt::sentence(&error.message),
            before: part(0..place.start),
            place: part(place.clone()),
            after: part(place.end..text.len()),
            suggestion,
        }
    }
}

/// A range of bytes that fits the text.
fn inside(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(span.start);
    let end = text.floor_char_boundary(span.end.max(start));
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_cut_out_of_the_query() {
        let check = |text: &str, span: Range<usize>, cut: [&str; 3]| {
            let asked = Asked { q: text.to_owned(), ..Asked::default() };
            let error = QueryError { message: String::new(), suggestion: None, span };
            let mistake = Mistake::new(&asked, &error);
            assert_eq!([&mistake.before, &mistake.place, &mistake.after], cut);
        };
        check("öar kallla:x", 5..11, ["öar ", "kallla", ":x"]);
        check("öar", 1..99, ["", "öar", ""]);
        check("öar", 99..99, ["öar", "", ""]);
    }

    #[test]
    fn the_suggestion_stands_in_the_place_of_the_mistake() {
        let asked = Asked { q: "bad kallla:x".to_owned(), ..Asked::default() };
        let suggestion = Some("källa".to_owned());
        let error = QueryError { message: String::new(), suggestion, span: 4..10 };
        let (whole, link) = Mistake::new(&asked, &error).suggestion.unwrap();
        assert_eq!(whole, "bad källa:x");
        assert_eq!(link, "/?q=bad%20k%C3%A4lla%3Ax");
    }
}
