//! Our analyser as tantivy's tokenizers.

use std::collections::HashMap;

use tantivy::Index;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::language::{Analyser, Words};
use crate::model::Language;

pub(super) const STEMMED: &str = "stemmed";
pub(super) const EXACT: &str = "exact";
pub(super) const PARTS: &str = "parts";

/// Stands before and after the language at the head of a text. tantivy knows one tokenizer a
/// field, we want one a document: so the text says its language itself.
const TAG_OPEN: char = '\u{1}';
const TAG_CLOSE: char = '\u{2}';

pub(super) fn register(index: &Index) {
    index.tokenizers().register(STEMMED, Stemmed::default());
    index.tokenizers().register(EXACT, Exact::default());
    index.tokenizers().register(PARTS, Parts::default());
}

/// A text with its language at the head.
pub(super) fn tagged(language: Language, text: &str) -> String {
    let mut tagged = String::with_capacity(text.len() + 5);
    tagged.push(TAG_OPEN);
    tagged.push_str(language.as_str());
    tagged.push(TAG_CLOSE);
    tagged.push_str(text);
    tagged
}

fn untagged(text: &str) -> (Language, &str) {
    let parts = text.strip_prefix(TAG_OPEN).and_then(|rest| rest.split_once(TAG_CLOSE));
    let Some((code, text)) = parts else { return (Language::UND, text) };
    (code.parse().unwrap_or(Language::UND), text)
}

/// Stems of the language that the text names.
#[derive(Default)]
struct Stemmed {
    analyser: Analyser,
    token: Token,
}

impl Clone for Stemmed {
    /// tantivy clones a tokenizer for each thread; each remembers its own stems.
    fn clone(&self) -> Self {
        Self::default()
    }
}

struct StemmedStream<'a> {
    words: Words<'a>,
    language: Language,
    own: &'a mut Stemmed,
}

impl Tokenizer for Stemmed {
    type TokenStream<'a> = StemmedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> StemmedStream<'a> {
        let (language, text) = untagged(text);
        self.token.reset();
        StemmedStream { words: Words::new(text), language, own: self }
    }
}

impl TokenStream for StemmedStream<'_> {
    fn advance(&mut self) -> bool {
        let own = &mut *self.own;
        if self.words.next_into(&mut own.token.text).is_none() {
            return false;
        }
        own.token.position = own.token.position.wrapping_add(1);
        own.analyser.stem(&mut own.token.text, self.language);
        true
    }

    fn token(&self) -> &Token {
        &self.own.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.own.token
    }
}

/// Words as they stand, in lower case.
#[derive(Clone, Default)]
struct Exact {
    token: Token,
}

struct ExactStream<'a> {
    words: Words<'a>,
    token: &'a mut Token,
}

impl Tokenizer for Exact {
    type TokenStream<'a> = ExactStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> ExactStream<'a> {
        self.token.reset();
        ExactStream { words: Words::new(text), token: &mut self.token }
    }
}

impl TokenStream for ExactStream<'_> {
    fn advance(&mut self) -> bool {
        self.token.position = self.token.position.wrapping_add(1);
        self.words.next_into(&mut self.token.text).is_some()
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// What words hold beside their stems: the stems of the words that a compound is made of, and what
/// is typed on a keyboard without their letters. Nothing for most of them.
#[derive(Default)]
struct Parts {
    analyser: Analyser,
    token: Token,
    word: String,
    /// What the current word holds, a line each, and how much of it has been given.
    lines: String,
    given: usize,
    /// What was found for the words of each language. Taking words apart costs more than all else
    /// that is done to them, and most words come again.
    known: HashMap<Language, HashMap<Box<str>, Box<str>>>,
}

/// Words whose parts are remembered, some 5 MB; then all are forgotten.
const MOST_REMEMBERED: usize = 65_536;

impl Parts {
    /// Looks up what the current word holds.
    fn take_apart(&mut self, language: Language) {
        let Self { analyser, word, lines, given, known, .. } = self;
        lines.clear();
        *given = 0;
        if let Some(found) = known.get(&language).and_then(|known| known.get(word.as_str())) {
            lines.push_str(found);
            return;
        }
        for part in analyser.parts_and_twin(word, language) {
            lines.push_str(part);
            lines.push('\n');
        }
        if known.values().map(HashMap::len).sum::<usize>() >= MOST_REMEMBERED {
            known.clear();
        }
        known.entry(language).or_default().insert(word.as_str().into(), lines.as_str().into());
    }

    /// Puts the next of what the current word holds into the token.
    fn give(&mut self) -> bool {
        let rest = self.lines.get(self.given..).unwrap_or_default();
        let Some((line, _)) = rest.split_once('\n') else { return false };
        self.token.text.clear();
        self.token.text.push_str(line);
        self.given += line.len() + 1;
        true
    }
}

impl Clone for Parts {
    /// Each thread remembers its own, as above.
    fn clone(&self) -> Self {
        Self::default()
    }
}

struct PartsStream<'a> {
    words: Words<'a>,
    language: Language,
    own: &'a mut Parts,
}

impl Tokenizer for Parts {
    type TokenStream<'a> = PartsStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PartsStream<'a> {
        let (language, text) = untagged(text);
        self.token.reset();
        self.lines.clear();
        self.given = 0;
        PartsStream { words: Words::new(text), language, own: self }
    }
}

impl TokenStream for PartsStream<'_> {
    fn advance(&mut self) -> bool {
        let own = &mut *self.own;
        while !own.give() {
            if self.words.next_into(&mut own.word).is_none() {
                return false;
            }
            own.take_apart(self.language);
        }
        own.token.position = own.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        &self.own.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.own.token
    }
}
