//! Which language a text is in: its small words first, statistics where they do not decide.

use std::sync::OnceLock;

use lingua::{Language as Candidate, LanguageDetector, LanguageDetectorBuilder};

use super::function_words::{self, FIRST_FOREIGN, LIST_COUNT};
use crate::model::Language;

/// So much of a text is looked at; more changes nothing.
const PREFIX_CHARACTERS: usize = 600;
/// Texts with fewer letters say too little against what the publisher declares.
const SHORT_LETTERS: usize = 20;

/// What a text is written in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recognition {
    /// One of ours; else the declared one; else `und`.
    pub language: Language,
    /// 0 to 1.
    pub confidence: f32,
}

/// Recognises the language of a text. What the publisher declares counts in doubt.
pub fn recognise(text: &str, declared: Option<Language>) -> Recognition {
    let declared = declared.filter(|language| *language != Language::UND);
    let text = prefix(text);
    let sample = Sample::of(text);
    if sample.letters < SHORT_LETTERS
        && let Some(language) = declared
    {
        return Recognition { language, confidence: 0.3 };
    }
    if let Some(clear) = sample.clear_winner(declared) {
        return clear;
    }
    if sample.letters == 0 || is_foreign(text, &sample) {
        // What is none of ours may well be what the publisher says, when that is none of ours.
        let language = declared.filter(|language| !language.is_ours()).unwrap_or(Language::UND);
        return Recognition { language, confidence: 0.5 };
    }
    let found = by_statistics(text, declared);
    Recognition { language: sample.norwegian(found.language, declared), ..found }
}

fn prefix(text: &str) -> &str {
    let end = text.char_indices().nth(PREFIX_CHARACTERS).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

/// What is counted in a text.
#[derive(Debug, Default)]
struct Sample {
    letters: usize,
    words: usize,
    /// Evidence for each list of function words.
    scores: [f32; LIST_COUNT],
}

impl Sample {
    fn of(text: &str) -> Self {
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
    fn clear_winner(&self, declared: Option<Language>) -> Option<Recognition> {
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
    fn norwegian(&self, found: Language, declared: Option<Language>) -> Language {
        let score = |language| {
            let at = Language::OURS.iter().position(|ours| *ours == language);
            at.and_then(|at| self.scores.get(at).copied()).unwrap_or(0.0)
        };
        let lead = score(Language::NN) - score(Language::NB);
        let is_bokmal = match declared {
            Some(Language::NN) => false,
            Some(Language::NB) => lead <= 0.0,
            _ => lead < 0.0,
        };
        if found == Language::NN && is_bokmal { Language::NB } else { found }
    }

    /// How much stands for a language that is none of ours.
    fn foreign(&self) -> f32 {
        self.scores.iter().skip(FIRST_FOREIGN).copied().fold(0.0, f32::max)
    }

    fn ours(&self) -> f32 {
        self.scores.iter().take(FIRST_FOREIGN).copied().fold(0.0, f32::max)
    }
}

const SV: u16 = 1;
const DE: u16 = 1 << 2;
const DA: u16 = 1 << 3;
const NB: u16 = 1 << 4;
const NN: u16 = 1 << 5;
const FI: u16 = 1 << 6;

/// Whether the text is in none of our languages. lingua alone would force it into one of them.
fn is_foreign(text: &str, sample: &Sample) -> bool {
    use whatlang::{Lang, Script};
    if sample.foreign() > sample.ours() * 1.3 && sample.foreign() >= 1.0 {
        return true;
    }
    let Some(found) = whatlang::detect(text) else { return true };
    let ours = matches!(
        found.lang(),
        Lang::Swe | Lang::Eng | Lang::Deu | Lang::Dan | Lang::Nob | Lang::Fin
    );
    if found.script() != Script::Latin {
        return true;
    }
    !ours && (found.is_reliable() || sample.ours() < 0.5)
}

/// lingua decides among ours; the declared language wins where it is near.
fn by_statistics(text: &str, declared: Option<Language>) -> Recognition {
    const PRIOR: f64 = 4.0;
    let values = detector().compute_language_confidence_values(text);
    let weighted = values.into_iter().map(|(candidate, value)| {
        let language = ours(candidate);
        (language, if declared == Some(language) { value * PRIOR } else { value })
    });
    let weighted: Vec<(Language, f64)> = weighted.collect();
    let total: f64 = weighted.iter().map(|(_, value)| value).sum();
    let best = weighted.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    match best {
        Some((language, value)) if total > 0.0 => {
            #[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
            let confidence = (value / total) as f32;
            Recognition { language: *language, confidence }
        }
        _ => Recognition { language: declared.unwrap_or(Language::UND), confidence: 0.0 },
    }
}

fn detector() -> &'static LanguageDetector {
    static DETECTOR: OnceLock<LanguageDetector> = OnceLock::new();
    DETECTOR.get_or_init(|| {
        LanguageDetectorBuilder::from_languages(&[
            Candidate::Swedish,
            Candidate::English,
            Candidate::German,
            Candidate::Danish,
            Candidate::Bokmal,
            Candidate::Nynorsk,
            Candidate::Finnish,
        ])
        .build()
    })
}

fn ours(candidate: Candidate) -> Language {
    match candidate {
        Candidate::Swedish => Language::SV,
        Candidate::English => Language::EN,
        Candidate::German => Language::DE,
        Candidate::Danish => Language::DA,
        Candidate::Bokmal => Language::NB,
        Candidate::Nynorsk => Language::NN,
        Candidate::Finnish => Language::FI,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_recognised() {
        let table = [
            ("Kommunen byter ut gatubelysningen och sparar energi under hela vintern.", "sv"),
            ("The city replaces its street lights and saves energy during the winter.", "en"),
            ("Die Stadt ersetzt die Straßenbeleuchtung und spart im Winter Energie.", "de"),
            ("Kommunen udskifter gadebelysningen og sparer energi hele vinteren igennem.", "da"),
            (
                "Kommunen skifter ut gatelysene og sparer energi gjennom hele vinteren, sier hun.",
                "nb",
            ),
            (
                "Kommunen skiftar ut gatelysa og sparer energi gjennom heile vinteren, seier ho.",
                "nn",
            ),
            ("Kaupunki uusii katuvalaistuksen ja säästää energiaa koko talven ajan.", "fi"),
            ("La ville remplace son éclairage public et économise de l'énergie en hiver.", "und"),
            (
                "De gemeente vervangt het licht op straat en bespaart met deze lampen energie voor de stad.",
                "und",
            ),
            ("Город меняет уличное освещение и экономит энергию всю зиму.", "und"),
            ("", "und"),
            ("12345 67890 2026-11-21", "und"),
        ];
        for (text, code) in table {
            let found = recognise(text, None);
            assert_eq!(found.language.as_str(), code, "{text}");
            assert!((0.0..=1.0).contains(&found.confidence));
        }
    }

    #[test]
    fn what_is_declared_counts_in_doubt_only() {
        let french = "fr".parse().unwrap();
        for (text, declared, language) in [
            ("Smart City Expo", Language::SV, Language::SV),
            ("Kommunen byter ut gatubelysningen och sparar energi.", Language::EN, Language::SV),
            ("The city replaces its street lights and saves energy.", Language::SV, Language::EN),
            ("La ville remplace son éclairage public cet hiver.", french, french),
            ("La ville remplace son éclairage public cet hiver.", Language::SV, Language::UND),
        ] {
            assert_eq!(recognise(text, Some(declared)).language, language, "{text}");
        }
    }
}
