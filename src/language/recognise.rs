//! Which language a text is in: its small words first, statistics where they do not decide.

use std::sync::OnceLock;

use lingua::{Language as Candidate, LanguageDetector, LanguageDetectorBuilder};

use super::function_words::FIRST_FOREIGN;
use super::sample::Sample;
use crate::model::Language;

/// So much of a text is looked at; more changes nothing.
const PREFIX_CHARACTERS: usize = 600;
/// Texts with fewer letters say too little against what the publisher declares.
const SHORT_LETTERS: usize = 20;
/// With fewer letters, statistics over all languages of the world guess.
const FEW_LETTERS: usize = 30;

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
    let found = by_statistics(text, &sample, declared);
    Recognition { language: sample.norwegian(found.language, declared), ..found }
}

fn prefix(text: &str) -> &str {
    let end = text.char_indices().nth(PREFIX_CHARACTERS).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

/// Whether the text is in none of our languages. lingua alone would force it into one of them.
///
/// A few words prove little: statistics over all languages of the world then find any of them, so
/// only letters and small words of others count.
fn is_foreign(text: &str, sample: &Sample) -> bool {
    use whatlang::{Lang, Script};
    if whatlang::detect_script(text).is_none_or(|script| script != Script::Latin) {
        return true;
    }
    if sample.foreign() > sample.ours() * 1.3 && sample.foreign() >= 1.0 {
        return true;
    }
    if sample.letters < FEW_LETTERS {
        return false;
    }
    let Some(found) = whatlang::detect(text) else { return true };
    let ours = matches!(
        found.lang(),
        Lang::Swe | Lang::Eng | Lang::Deu | Lang::Dan | Lang::Nob | Lang::Fin
    );
    !ours && (found.is_reliable() || sample.ours() < 0.5)
}

/// lingua decides among ours, with the small words as a second witness; the declared language
/// wins where it is near.
///
/// Bokmål and Nynorsk share most words: they are one candidate first, or each would lose to
/// Danish or Swedish with half of what speaks for Norwegian.
fn by_statistics(text: &str, sample: &Sample, declared: Option<Language>) -> Recognition {
    const PRIOR: f64 = 4.0;
    let mut weighted = [0.0; FIRST_FOREIGN];
    for (candidate, value) in detector().compute_language_confidence_values(text) {
        let language = ours(candidate);
        let prior = if declared == Some(language) { PRIOR } else { 1.0 };
        let words = f64::from(sample.score(language)).exp();
        if let Some(to) = Sample::place_of(language).and_then(|at| weighted.get_mut(at)) {
            *to = value * prior * words;
        }
    }
    let of = |language| {
        Sample::place_of(language).and_then(|at| weighted.get(at).copied()).unwrap_or(0.0)
    };
    let norwegian = of(Language::NB).max(of(Language::NN));
    let total: f64 = weighted.iter().sum();
    let weights = Language::OURS.into_iter().map(|language| match language {
        Language::NB | Language::NN => (language, norwegian + of(language) * 1e-6),
        _ => (language, of(language)),
    });
    match weights.max_by(|a, b| a.1.total_cmp(&b.1)) {
        Some((language, value)) if total > 0.0 => {
            #[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
            let confidence = (value / total).min(1.0) as f32;
            Recognition { language, confidence }
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
            ("Mīļā sieva", "und"),
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
    fn two_words_are_enough_for_a_guess_among_ours() {
        for (text, code) in [
            ("nya gatlyktor", "sv"),
            ("street lighting", "en"),
            ("intelligente Mülleimer", "de"),
            ("grøn omstilling i hverdagen", "da"),
            ("älykkäät roskat", "fi"),
        ] {
            assert_eq!(recognise(text, None).language.as_str(), code, "{text}");
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
