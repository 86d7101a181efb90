//! Finnish forms: the few that Snowball's stemmer keeps apart from the form in a thesaurus.
//!
//! Finnish changes the end of the stem itself (*turvallisuus*, *turvallisuuden*, *turvallisuutta*;
//! *vuoto*, *vuodon*), and whether a change happens is not always told by the spelling. All that
//! may be are made.

/// The cases in which forms are made, so that the words of a term agree.
const CASES: usize = 5;

/// Forms of one word: genitive, partitive, plural partitive, plural inessive, plural genitive.
type Cases = [Vec<String>; CASES];

/// Forms of a term of one or more words: the last word alone in each case (*jätteiden keräystä*),
/// and all of them (*älykkäitä antureita*).
pub(super) fn forms(term: &str) -> Vec<String> {
    let words: Vec<&str> = term.split(' ').collect();
    let cases: Vec<Cases> = words.iter().map(|word| cases_of(&word.to_lowercase())).collect();
    let (Some(last), Some((_, front))) = (cases.last(), words.split_last()) else {
        return Vec::new();
    };
    let mut forms = Vec::new();
    for form in last.iter().flatten() {
        forms.push(front.iter().copied().chain([form.as_str()]).collect::<Vec<_>>().join(" "));
    }
    for case in (0..CASES).filter(|_| words.len() > 1) {
        forms.extend(agreeing(&cases, case));
    }
    forms
}

/// All words in one case; of a word with several possible forms, each.
fn agreeing(words: &[Cases], case: usize) -> Vec<String> {
    let mut phrases = vec![String::new()];
    for word in words {
        let Some(forms) = word.get(case) else { return Vec::new() };
        let longer = phrases.iter().flat_map(|phrase| {
            forms.iter().map(move |form| format!("{phrase} {form}").trim_start().to_owned())
        });
        phrases = longer.collect();
    }
    phrases
}

fn cases_of(word: &str) -> Cases {
    let a = if is_back(word) { 'a' } else { 'ä' };
    plural_cases(word, a)
        .or_else(|| consonant_cases(word, a))
        .unwrap_or_else(|| vowel_cases(word, a))
}

/// Vowels follow those of the last part of the word: *a* after a, o, u.
fn is_back(word: &str) -> bool {
    let told = word.chars().rev().find(|letter| "aouäöy".contains(*letter));
    told.is_some_and(|letter| "aou".contains(letter))
}

/// Each case from the same stems with its own endings.
fn cases(stems: [&[String]; CASES], endings: [&[&str]; CASES], a: char) -> Cases {
    let mut made = Cases::default();
    for ((made, stems), endings) in made.iter_mut().zip(stems).zip(endings) {
        for stem in stems {
            made.extend(
                endings.iter().map(|end| format!("{stem}{}", end.replace('a', &a.to_string()))),
            );
        }
    }
    made
}

/// A word that stands in the plural: *anturit*, *älykkäät*, *lukot*.
fn plural_cases(word: &str, a: char) -> Option<Cases> {
    let stem = word.strip_suffix('t')?;
    let (front, vowel) = split_last(stem)?;
    let one = |text: &str| vec![text.to_owned()];
    let (weak, strong) = (one(front), strengthened(front));
    let none: &[&str] = &[];
    let made = match vowel {
        _ if front.ends_with(vowel) => {
            // *älykkäät*, *laitteet*
            let long = one(front);
            cases([&[], &[], &long, &long, &long], [none, none, &["ita"], &["issa"], &["iden"]], a)
        }
        'e' => cases(
            [&[], &[], &strong, &weak, &strong],
            [none, none, &["ia"], &["issa"], &["ien"]],
            a,
        ),
        'i' => cases(
            [&[], &[], &strong, &weak, &strong],
            [none, none, &["eja", "eita"], &["eissa"], &["ien"]],
            a,
        ),
        'a' | 'ä' => cases(
            [&[], &[], &strong, &weak, &strong],
            [none, none, &["ia", "oja"], &["issa", "oissa"], &["ien", "ojen"]],
            a,
        ),
        'o' | 'ö' | 'u' | 'y' => {
            let (weak, strong) = (one(stem), strengthened_before(front, vowel));
            let ends: [&[&str]; CASES] = [none, none, &["ja"], &["issa"], &["jen"]];
            cases([&[], &[], &strong, &weak, &strong], ends, a)
        }
        _ => return None,
    };
    Some(made)
}

/// A word that ends in a consonant, or in *e* or *si*, which once were consonants.
fn consonant_cases(word: &str, a: char) -> Option<Cases> {
    let one = |text: &str| vec![text.to_owned()];
    let even = |stem: &str, endings: [&[&str]; CASES]| {
        let stem = one(stem);
        Some(cases([&stem; CASES], endings, a))
    };
    if let Some(stem) = word.strip_suffix("nen") {
        return even(stem, [&["sen"], &["sta"], &["sia"], &["sissa"], &["sten"]]);
    }
    if ["uus", "yys", "ous", "eys"].iter().any(|end| word.ends_with(end)) {
        let stem = word.strip_suffix('s')?;
        return even(stem, [&["den"], &["tta"], &["ksia"], &["ksissa"], &["ksien"]]);
    }
    if ["us", "ys", "os", "ös", "is"].iter().any(|end| word.ends_with(end)) {
        let stem = word.strip_suffix('s')?;
        return even(stem, [&["ksen"], &["sta"], &["ksia"], &["ksissa"], &["sten"]]);
    }
    if let Some(stem) = word.strip_suffix("as").or_else(|| word.strip_suffix("äs")) {
        let (strong, weak) = (strengthened(stem), one(stem));
        let ends: [&[&str]; CASES] = [&["aan"], &["asta"], &["aita"], &["aissa"], &["aiden"]];
        return Some(cases([&strong, &weak, &strong, &strong, &strong], ends, a));
    }
    if let Some(stem) = word.strip_suffix("in") {
        let (strong, weak) = (strengthened(stem), one(stem));
        let ends: [&[&str]; CASES] = [&["imen"], &["inta"], &["imia"], &["imissa"], &["imien"]];
        return Some(cases([&strong, &weak, &strong, &strong, &strong], ends, a));
    }
    if let Some(stem) = word.strip_suffix("si") {
        return even(stem, [&["den"], &["tta"], &["sia"], &["sissa"], &["sien"]]);
    }
    let stem = word.strip_suffix('e')?;
    let (strong, weak) = (strengthened(stem), one(stem));
    let ends: [&[&str]; CASES] = [&["een"], &["etta"], &["eita"], &["eissa"], &["eiden"]];
    Some(cases([&strong, &weak, &strong, &strong, &strong], ends, a))
}

fn vowel_cases(word: &str, a: char) -> Cases {
    let Some((front, vowel)) = split_last(word) else { return Cases::default() };
    let (strong, weak) = (vec![word.to_owned()], vec![format!("{}{vowel}", weakened(front))]);
    let (strong_front, weak_front) = (vec![front.to_owned()], vec![weakened(front)]);
    let plural: [&[&str]; 3] = match vowel {
        'a' | 'ä' => [&["ia", "oja"], &["issa", "oissa"], &["ien", "ojen"]],
        'i' => [&["eja", "eita"], &["eissa"], &["ien"]],
        _ => {
            let ends: [&[&str]; CASES] = [&["n"], &["a"], &["ja"], &["issa"], &["jen"]];
            return cases([&weak, &strong, &strong, &weak, &strong], ends, a);
        }
    };
    let [partitive, inessive, genitive] = plural;
    let stems: [&[String]; CASES] = [&weak, &strong, &strong_front, &weak_front, &strong_front];
    cases(stems, [&["n"], &["a"], partitive, inessive, genitive], a)
}

fn split_last(word: &str) -> Option<(&str, char)> {
    let last = word.chars().next_back()?;
    Some((word.strip_suffix(last)?, last))
}

/// The consonants before the last vowel, weak and strong.
const GRADES: [(&str, &str); 12] = [
    ("kk", "k"),
    ("pp", "p"),
    ("tt", "t"),
    ("nk", "ng"),
    ("nt", "nn"),
    ("mp", "mm"),
    ("lt", "ll"),
    ("rt", "rr"),
    ("ht", "hd"),
    ("t", "d"),
    ("p", "v"),
    ("k", ""),
];

/// *vuot* becomes *vuod*, *luk* of *lukk*.
fn weakened(front: &str) -> String {
    let follows_s =
        front.strip_suffix(['t', 'k', 'p']).is_some_and(|rest| rest.ends_with(['s', 't']));
    for (strong, weak) in GRADES {
        if let Some(rest) = front.strip_suffix(strong) {
            let is_fixed = strong.len() == 1 && follows_s;
            return if is_fixed { front.to_owned() } else { format!("{rest}{weak}") };
        }
    }
    front.to_owned()
}

/// As it stands, and what it may be the weak grade of.
fn strengthened(front: &str) -> Vec<String> {
    let mut all = vec![front.to_owned()];
    let strong = GRADES.iter().filter(|(_, weak)| !weak.is_empty());
    let strong =
        strong.filter_map(|(strong, weak)| Some(format!("{}{strong}", front.strip_suffix(weak)?)));
    all.extend(strong.take(1));
    all
}

fn strengthened_before(front: &str, vowel: char) -> Vec<String> {
    strengthened(front).into_iter().map(|front| format!("{front}{vowel}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_real_texts_are_among_those_made() {
        for (term, met) in [
            ("turvallisuus", "turvallisuuden turvallisuutta"),
            ("kiertotalous", "kiertotalouden kiertotaloutta"),
            ("lataus", "latauksen latausta latauksia"),
            ("sopeutuminen", "sopeutumisen sopeutumista"),
            ("vuoto", "vuodon vuotoa vuotoja vuodoissa"),
            ("lukot", "lukkoja lukoissa"),
            ("laite", "laitteen laitetta laitteita"),
            ("hälytin", "hälyttimen hälytintä hälyttimiä"),
            ("vesi", "veden vettä"),
            ("seuranta", "seurannan seurantaa"),
            ("yhteisö", "yhteisön yhteisöä yhteisöjä"),
            ("asemat", "asemia asemien"),
            ("teknologia", "teknologian teknologiaa"),
        ] {
            let made = forms(term);
            for form in met.split(' ') {
                assert!(made.iter().any(|one| one == form), "{term}: {form} not in {made:?}");
            }
        }
        let made = forms("älykkäät anturit");
        for form in ["älykkäitä antureita", "älykkäissä antureissa"] {
            assert!(made.iter().any(|one| one == form), "{form} not in {made:?}");
        }
        assert!(forms("jätteiden keräys").contains(&"jätteiden keräystä".to_owned()));
    }
}
