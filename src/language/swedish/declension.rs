//! Spells out the forms of the words in `irregular.txt`.

/// Where a form may stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// It is the whole word.
    #[default]
    Whole,
    /// The whole word or its end: `handböcker`.
    End,
    /// The whole word, or after a prefix of verbs: `återkom`.
    AfterPrefix,
}

/// Gives each form with its key. Where two words share a form the first in the list has it.
pub fn spell_out(list: &'static str, mut each: impl FnMut(&str, &'static str, Place)) {
    let (mut heading, mut form) = ("", String::with_capacity(32));
    for line in list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix("= ") {
            heading = name.split(':').next().unwrap_or_default();
            continue;
        }
        let mut words = line.split(' ');
        match heading {
            "words" | "forms" => {
                let place = if heading == "words" { Place::Whole } else { Place::End };
                let key = line.split(' ').next().unwrap_or_default();
                words.for_each(|word| each(word, key, place));
            }
            "plurals" => {
                let Some(singular) = words.next() else { continue };
                let mut add = |word: &str, endings: &[&str], place| {
                    attach(&mut form, word, endings, |form| each(form, singular, place));
                };
                // The rules know the singular of all but those that end in a vowel.
                let place =
                    if singular.ends_with(['a', 'e', 'u']) { Place::End } else { Place::Whole };
                add(singular, singular_endings(singular), place);
                words.for_each(|word| add(word, plural_endings(word), Place::End));
            }
            "short" => words.for_each(|word| {
                attach(&mut form, word, SHORT_NOUN, |form| each(form, word, Place::Whole));
            }),
            "neuters" => attach(&mut form, line, NEUTER, |form| each(form, line, Place::End)),
            "nouns" => attach(&mut form, line, NOUN, |form| each(form, line, Place::End)),
            "strong" => strong(words, &mut form, &mut each),
            _ => words.for_each(|stem| weak(heading, stem, &mut form, &mut each)),
        }
    }
}

const SHORT_NOUN: &[&str] = &[
    "", "s", "n", "ns", "en", "ens", "t", "ts", "et", "ets", "ar", "ars", "arna", "arnas", "er",
    "ers", "erna", "ernas", "r", "rs", "rna", "rnas",
];
const NEUTER: &[&str] = &["", "s", "t", "ts", "n", "ns", "na", "nas"];
const NOUN: &[&str] =
    &["", "s", "en", "ens", "et", "ets", "er", "ers", "erna", "ernas", "ar", "arna"];

fn singular_endings(word: &str) -> &'static [&'static str] {
    if word.ends_with(['a', 'e', 'u']) {
        &["", "s", "n", "ns", "t", "ts"]
    } else {
        &["", "s", "en", "ens", "et", "ets", "n", "ns"]
    }
}

fn plural_endings(word: &str) -> &'static [&'static str] {
    if word.ends_with('r') {
        &["", "s", "na", "nas"]
    } else if ["en", "et", "än"].iter().any(|end| word.ends_with(end)) {
        &["", "s"]
    } else {
        &["", "s", "en", "ens"]
    }
}

fn strong(
    mut words: impl Iterator<Item = &'static str>,
    form: &mut String,
    each: &mut impl FnMut(&str, &'static str, Place),
) {
    let mut next = || words.next().unwrap_or("-");
    let (infinitive, present, past, supine, participle) = (next(), next(), next(), next(), next());
    let stem = infinitive.strip_suffix('a').filter(|stem| stem.len() > 2).unwrap_or(infinitive);
    let key = if stem.chars().count() >= 3 { single(stem, &["mm"]) } else { infinitive };
    let mut add = |word: &str, endings: &[&str]| {
        attach(form, word, endings, |form| each(form, key, Place::AfterPrefix));
    };
    add(infinitive, &["", "s"]);
    add(present, &[""]);
    add(past, &["", "s"]);
    add(supine, &["", "s"]);
    if stem.ends_with(['a', 'e', 'i', 'o', 'y', 'å', 'ä', 'ö']) {
        add(stem, &["r", "ende"]);
    } else {
        add(stem, &["s", "es", "ande", "er"]);
        if stem.chars().count() >= 3 {
            add(stem, &[""]);
        }
    }
    if let Some(stem) = participle.strip_suffix("en") {
        add(stem, &["en", "et", "na", "ne"]);
    } else if participle != "-" {
        add(participle, &["", "a", "e"]);
    }
}

fn weak(
    past: &str,
    stem: &'static str,
    form: &mut String,
    each: &mut impl FnMut(&str, &'static str, Place),
) {
    let short = single(stem, &["mm", "nn"]);
    let key = single(stem, &["mm"]);
    let mut add = |word: &str, endings: &[&str]| {
        attach(form, word, endings, |form| each(form, key, Place::AfterPrefix));
    };
    let without_last = stem.get(..stem.len() - 1).unwrap_or(stem);
    if past != "dde" {
        add(stem, &["a", "as", "er", "s", "es", "ande"]);
    }
    match past {
        "de" | "rde" => add(short, &["", "de", "des", "t", "ts", "d", "da", "das"]),
        "te" => add(short, &["", "te", "tes", "t", "ts", "ta"]),
        "fte" => add(stem, &["", "e", "es", "s"]),
        "dde" => add(stem, &["", "r", "s", "dde", "ddes", "tt", "tts", "dd", "dda", "ende"]),
        "nde" => {
            add(stem, &["", "e", "es"]);
            add(without_last, &["t", "ts"]);
        }
        _ => {
            add(stem, &["de", "des", "d", "da"]);
            add(without_last, &["tt", "tts"]);
        }
    }
}

/// A doubled `m` is single at the end of a word, as is `n` before a consonant: `kom`, `kände`.
fn single<'s>(stem: &'s str, letters: &[&str]) -> &'s str {
    let doubled = letters.iter().any(|letters| stem.ends_with(letters));
    if doubled { stem.get(..stem.len() - 1).unwrap_or(stem) } else { stem }
}

fn attach(form: &mut String, word: &str, endings: &[&str], mut each: impl FnMut(&str)) {
    if word == "-" {
        return;
    }
    for ending in endings {
        form.clear();
        form.push_str(word);
        form.push_str(ending);
        each(form);
    }
}
