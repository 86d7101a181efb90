//! From a typed word to the tokens that are asked for.

use super::analyser::{exact_tokens, parts};
use super::stem::{Stemmer, is_inflected};
use crate::model::Language;

/// A part of what was typed between two spaces: `e-post` has two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryPart {
    /// Lower case, composed; what the exact fields hold.
    pub exact: String,
    /// Its stems in all of our languages and the form itself, each once.
    pub forms: Vec<String>,
}

/// What a typed word asks for: its parts, each with its forms in all of our languages, because a
/// document's tokens come from its own language and nobody says which one a word is in.
pub fn query_parts(word: &str) -> Vec<QueryPart> {
    let (mut parts, mut stem) = (Vec::new(), String::new());
    exact_tokens(word, |token| {
        let mut forms = vec![token.text.to_owned()];
        if is_inflected(token.text) {
            for language in Language::OURS {
                let Some(stemmer) = Stemmer::of(language) else { continue };
                stemmer.stem_into(token.text, &mut stem);
                if !forms.contains(&stem) {
                    forms.push(stem.clone());
                }
            }
        }
        parts.push(QueryPart { exact: token.text.to_owned(), forms });
    });
    parts
}

/// The stems of the words that a typed compound is made of, in whichever of our languages it is
/// one, each once: asked for at a lower weight, *gatubelysning* also finds *belysning*.
pub fn compound_forms(word: &str) -> Vec<String> {
    let mut forms: Vec<String> = Vec::new();
    exact_tokens(word, |token| {
        for part in Language::OURS.into_iter().flat_map(|language| parts(token.text, language)) {
            if !forms.contains(&part) {
                forms.push(part);
            }
        }
    });
    forms
}

/// The de-duplicated stems of a word in all of our languages, and its exact form.
pub fn query_forms(word: &str) -> Vec<String> {
    let mut forms: Vec<String> = Vec::new();
    for form in query_parts(word).into_iter().flat_map(|part| part.forms) {
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Analyser, fold, stem};

    #[test]
    fn every_inflected_form_asks_for_what_its_language_indexes() {
        for language in Language::OURS {
            for word in ["kommunerna", "Sensorer", "cities", "Städte", "kaupungeissa", "skolorna"]
            {
                let indexed = stem(&fold(word), language);
                assert!(query_forms(word).contains(&indexed), "{word} {language}");
            }
        }
    }

    #[test]
    fn a_word_of_two_parts_asks_for_both() {
        let parts: Vec<String> = query_parts("e-post").into_iter().map(|p| p.exact).collect();
        assert_eq!(parts, ["e", "post"]);
        assert_eq!(query_forms("5G"), ["5g"]);
        assert!(query_forms("–").is_empty());
        assert_eq!(fold("A\u{30a}R"), "år");
    }

    #[test]
    fn what_is_typed_without_marks_asks_for_the_twin() {
        let mut analyser = Analyser::new();
        for (typed, written, language) in [
            ("malmo", "malmö", Language::SV),
            ("overforing", "överföringen", Language::SV),
            ("goteborg", "göteborgs", Language::SV),
            ("vaxjo", "växjö", Language::EN),
            ("affaldslosning", "affaldsløsning", Language::DA),
            ("jyvaskyla", "jyväskylä", Language::FI),
        ] {
            let indexed: Vec<&str> = analyser.parts_and_twin(written, language).collect();
            let forms = query_forms(typed);
            assert!(indexed.iter().any(|twin| forms.iter().any(|form| form == twin)), "{typed}");
        }
    }

    #[test]
    fn a_typed_compound_asks_for_its_parts() {
        assert_eq!(compound_forms("papperskorgar"), ["papp", "korg"]);
        assert!(compound_forms("broadband").is_empty());
        let swedish = parts("hemtjänstpersonalen", Language::SV);
        let asked = query_forms("hemtjänst");
        assert!(swedish.iter().any(|part| asked.contains(part)), "{swedish:?}");
    }
}
