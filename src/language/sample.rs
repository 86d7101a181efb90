//! What the small words and the letters of a text say about its language.

use super::function_words::{self, FIRST_FOREIGN, LIST_COUNT};
use super::recognise::Recognition;
use crate::model::Language;

/// What is counted in a text.
#[derive(Debug, Default)]
pub(super) struct Sample {
    pub(super) letters: usize,
    words: usize,
    /// Evidence for each list of function words.
    scores: [f32; LIST_COUNT],
    /// Letters that none of our languages uses but in names.
    foreign_letters: u16,
}

impl Sample {
    pub(super) fn of(text: &str) -> Self {
        let mut sample = Self::default();
        let mut lower = String::new();
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            if word.is_empty() {
                continue;
            }
            lower.clear();
            lower.extend(word.chars().flat_map(char::to_lowercase));
            sample.letters += lower.chars().filter(|c| c.is_alphabetic()).count();
            sample.words += 1;
            sample.count(&lower);
        }
        sample
    }

    /// A word of one language says more than one that several share.
    fn count(&mut self, word: &str) {
        let bits = function_words::languages_of(word);
        if bits != 0 {
            let weight = match bits.count_ones() {
                1 => 1.0,
                2 => 0.7,
                3 => 0.5,
                _ => 0.3,
            };
            self.add(bits, weight);
        }
        for letter in word.chars() {
            let bits = match letter {
                'å' => SV | DA | NB | NN,
                'ø' | 'æ' => DA | NB | NN,
                'ä' | 'ö' => SV | DE | FI,
                'ü' | 'ß' => DE,
                _ => 0,
            };
            self.add(bits, 0.15);
            if is_foreign_letter(letter) {
                self.foreign_letters += 1;
            }
        }
    }

    fn add(&mut self, bits: u16, weight: f32) {
        for (at, score) in self.scores.iter_mut().enumerate() {
            if bits & (1 << at) != 0 {
                *score += weight;
            }
        }
    }

    fn best(&self) -> (usize, f32) {
        let best = self.scores.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1));
        best.unwrap_or((0, 0.0))
    }

    /// A language whose small words leave no doubt.
    pub(super) fn clear_winner(&self, declared: Option<Language>) -> Option<Recognition> {
        let (best, score) = self.best();
        let language = *Language::OURS.get(best)?;
        let others = self.scores.iter().enumerate().filter(|(at, _)| *at != best);
        let second = others.map(|(_, score)| *score).fold(0.0, f32::max);
        let (least, lead) = if declared == Some(language) { (1.5, 1.2) } else { (3.0, 1.5) };
        let share = score / f32::from(u16::try_from(self.words).unwrap_or(u16::MAX));
        let clear = score >= least && score >= second * lead && share >= 0.08;
        clear.then(|| Recognition { language, confidence: (1.0 - second / score / 2.0).min(0.99) })
    }

    /// Statistics take Bokmål for Nynorsk too often: that wants a word that only Nynorsk has.
    pub(super) fn norwegian(&self, found: Language, declared: Option<Language>) -> Language {
        let lead = self.score(Language::NN) - self.score(Language::NB);
        let is_bokmal = match declared {
            Some(Language::NN) => false,
            Some(Language::NB) => lead <= 0.0,
            _ => lead < 0.0,
        };
        if found == Language::NN && is_bokmal { Language::NB } else { found }
    }

    /// What the small words and letters say for one of ours.
    pub(super) fn score(&self, language: Language) -> f32 {
        Self::place_of(language).and_then(|at| self.scores.get(at).copied()).unwrap_or(0.0)
    }

    /// Where a language of ours stands among the scores.
    pub(super) fn place_of(language: Language) -> Option<usize> {
        Language::OURS.iter().position(|ours| *ours == language)
    }

    /// How much stands for a language that is none of ours.
    pub(super) fn foreign(&self) -> f32 {
        let words = self.scores.iter().skip(FIRST_FOREIGN).copied().fold(0.0, f32::max);
        words + f32::from(self.foreign_letters)
    }

    pub(super) fn ours(&self) -> f32 {
        self.scores.iter().take(FIRST_FOREIGN).copied().fold(0.0, f32::max)
    }
}

/// Icelandic, Baltic, Polish, Spanish, Portuguese, French, Czech, Hungarian, Romanian, Turkish.
fn is_foreign_letter(letter: char) -> bool {
    matches!(
        letter,
        'ð' | 'þ'
            | 'ý'
            | 'ñ'
            | 'ç'
            | 'õ'
            | 'ã'
            | 'ł'
            | 'ą'
            | 'ę'
            | 'ś'
            | 'ź'
            | 'ż'
            | 'ć'
            | 'ń'
            | 'ā'
            | 'ē'
            | 'ī'
            | 'ū'
            | 'ģ'
            | 'ķ'
            | 'ļ'
            | 'ņ'
            | 'ž'
            | 'č'
            | 'ř'
            | 'ě'
            | 'ů'
            | 'ő'
            | 'ű'
            | 'ă'
            | 'ș'
            | 'ş'
            | 'ț'
            | 'ğ'
            | 'ı'
            | 'œ'
            | 'î'
            | 'í'
            | 'ú'
            | 'į'
            | 'ų'
            | 'ė'
    )
}

const SV: u16 = 1;
const DE: u16 = 1 << 2;
const DA: u16 = 1 << 3;
const NB: u16 = 1 << 4;
const NN: u16 = 1 << 5;
const FI: u16 = 1 << 6;
