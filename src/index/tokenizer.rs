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
    waiting: Vec<String>,
    /// What was found for a word of a language. Taking words apart costs more than all else
    /// that is done to them, and most words come again.
    found: HashMap<(Language, Box<str>), PartsFound>,
}

/// The parts of one word.
type PartsFound = Box<[Box<str>]>;

/// Words whose parts are remembered, some 5 MB; then all are forgotten.
const MOST_REMEMBERED: usize = 65_536;

impl Parts {
    /// Puts what the current word holds into the queue.
    fn take_apart(&mut self, language: Language) {
        let Self { analyser, word, waiting, found, .. } = self;
        let key = (language, word.as_str().into());
        if let Some(known) = found.get(&key) {
            waiting.extend(known.iter().map(|part| String::from(&**part)));
            return;
        }
        waiting.extend(analyser.parts_and_twin(word, language).map(str::to_owned));
        if found.len() == MOST_REMEMBERED {
            found.clear();
        }
        found.insert(key, waiting.iter().map(|part| part.as_str().into()).collect());
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
        self.waiting.clear();
        PartsStream { words: Words::new(text), language, own: self }
    }
}

impl TokenStream for PartsStream<'_> {
    fn advance(&mut self) -> bool {
        let own = &mut *self.own;
        while own.waiting.is_empty() {
            if self.words.next_into(&mut own.word).is_none() {
                return false;
            }
            own.take_apart(self.language);
        }
        own.token.position = own.token.position.wrapping_add(1);
        own.token.text = own.waiting.pop().unwrap_or_default();
        true
    }

    fn token(&self) -> &Token {
        &self.own.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.own.token
    }
}
