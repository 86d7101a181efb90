//! What the thesaurus finds, in queries and in texts.

use std::collections::HashSet;

use super::*;

/// The concepts in a text, each once, in its order.
fn read(language: Language, text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    Reader::new().read(text, language, Thesaurus::shipped(), |met| {
        if met.term.expand && !found.contains(&met.concept.id) {
            found.push(met.concept.id.clone());
        }
    });
    found
}

/// The concepts that a query calls up.
fn asked(query: &str) -> Vec<String> {
    let words: Vec<String> = query.split(' ').map(str::to_owned).collect();
    Thesaurus::shipped().expand(&words).into_iter().map(|one| one.concept).collect()
}

#[test]
fn what_is_shipped_is_whole() {
    let shipped = Thesaurus::shipped();
    assert_eq!(shipped.themes().len(), 14);
    assert!(shipped.concepts().len() >= 294);
    assert!(shipped.concepts().iter().map(|concept| concept.terms.len()).sum::<usize>() > 5_000);
    for theme in shipped.themes() {
        assert_eq!(theme.labels.len(), 6, "{}", theme.id);
    }
    for Concept { id, theme, terms, .. } in shipped.concepts() {
        assert!(theme.as_ref().is_some_and(|theme| shipped.theme(theme).is_some()), "{id}");
        for language in Language::OURS.into_iter().filter(|one| *one != Language::NN) {
            let of_language = terms.iter().filter(|term| term.language == language);
            let preferred = of_language.filter(|term| term.preferred).count();
            assert_eq!(preferred, 1, "{id} in {language}");
        }
        let different: HashSet<_> = terms.iter().map(|term| (term.language, &term.text)).collect();
        assert_eq!(different.len(), terms.len(), "{id} has a term twice");
        assert!(terms.iter().all(|term| term.text == term.text.trim() && !term.text.is_empty()));
    }
}

#[test]
fn the_shipped_table_reads_as_a_users_would() {
    let entries = parse_tsv(include_str!("terms.tsv")).unwrap();
    let read = Thesaurus::of(entries).unwrap();
    for concept in Thesaurus::shipped().concepts() {
        assert_eq!(read.concept(&concept.id).unwrap().terms, concept.terms, "{}", concept.id);
    }
}

#[test]
fn inflected_terms_are_met_in_their_own_language() {
    for (language, text, expected) in [
        (Language::SV, "De smarta papperskorgarna i Ystad är tömda.", "smart-waste-bin"),
        (Language::EN, "A smart waste bin tells when it is full.", "smart-waste-bin"),
        (Language::DE, "In Wien stehen intelligente Mülleimer.", "smart-waste-bin"),
        (Language::DE, "Die Häfen an der Küste wachsen.", "ports"),
        (Language::DA, "Plejecentret og fibernettet er klar.", "nursing-home broadband"),
        (Language::NB, "Batterilageret er på plass.", "energy-storage"),
        (Language::NN, "Kommunen har fått kunstig intelligens.", "ai"),
        (Language::FI, "Älykkäitä roska-astioita on Tampereella.", "smart-waste-bin"),
        (Language::FI, "Liikenneturvallisuutta parannetaan.", "road-safety"),
        (
            Language::SV,
            "En lokal digital tvilling och IoT-plattformar.",
            "digital-twin iot-platform",
        ),
    ] {
        assert_eq!(read(language, text).join(" "), expected, "{text}");
    }
}

#[test]
fn a_phrase_ends_where_a_sentence_does() {
    assert_eq!(read(Language::SV, "Nu är alla öppna. Data samlas in."), ["data"]);
    assert_eq!(read(Language::SV, "Öppna data samlas in."), ["open-data"]);
}

#[test]
fn words_that_only_share_a_stem_are_other_words() {
    for (language, text) in [
        (Language::EN, "Houses on a hill, a long walk and a life cycle of five years."),
        (Language::EN, "Its digital collections; the ped was in the maas."),
        (Language::EN, "The mobilization of a company."),
        (Language::DE, "Wir wohnen an der Maas."),
        (Language::SV, "Ett företag med trygga anställda hamnar i pressen."),
        (Language::NB, "De har gjort det mange ganger og er i gang."),
        (Language::DA, "Hun føler sig hjemme."),
    ] {
        assert_eq!(read(language, text), [""; 0], "{text}");
    }
    assert_eq!(read(Language::EN, "MaaS and affordable housing"), ["maas", "housing"]);
}

#[test]
fn false_friends_stay_apart_in_texts() {
    for (language, text, expected) in [
        (Language::SV, "Smarta byar på landsbygden", "smart-villages"),
        (Language::DA, "Smarte byer som København", "smart-city"),
        (Language::NB, "Smarte byer som Oslo", "smart-city"),
        (Language::DA, "Smarte landsbyer i Jylland", "smart-villages"),
        (Language::DA, "Renoveringen af badeværelser", ""),
        (Language::DA, "Dagrenovation hentes om mandagen", "waste-collection"),
        (Language::EN, "The energy renovation of flats", "energy-renovation"),
        (Language::DA, "Genbrug af møbler", "reuse"),
        (Language::DA, "Genanvendelse af plast", "recycling"),
        (Language::SV, "Integration mellem system och integrationen av API:er", "api"),
        (Language::DE, "Gift im Boden und ein Mädchen", ""),
        (Language::SV, "Gift par och gift i marken, en rolig kväll", ""),
        (Language::NB, "En rolig kveld", ""),
        (Language::DA, "En rolig aften", ""),
    ] {
        assert_eq!(read(language, text).join(" "), expected, "{text}");
    }
}

#[test]
fn false_friends_stay_apart_in_queries() {
    for (query, expected) in [
        ("smarta byar", "smart-villages"),
        ("smart by", "smart-villages"),
        ("smarte byer", "smart-city"),
        ("smarte landsbyer", "smart-villages"),
        ("renovation", ""),
        ("renovering av skola", "school"),
        ("genbrug", "reuse"),
        ("genanvendelse", "recycling"),
        ("integration", ""),
        ("integration av system", ""),
        ("etablering av nyanlända", "migrant-integration"),
        ("gift", ""),
        ("rolig", ""),
        ("likhet", ""),
        ("visitation", ""),
        ("hamnar", ""),
        ("företag", ""),
        ("houses", ""),
    ] {
        assert_eq!(asked(query).join(" "), expected, "{query}");
    }
}

#[test]
fn what_was_typed_calls_up_the_other_languages() {
    let words: Vec<String> =
        ["vem", "har", "smarta", "papperskorgar", "effekt"].map(str::to_owned).to_vec();
    let expansions = Thesaurus::shipped().expand(&words);
    assert_eq!(expansions.len(), 1);
    let Expansion { words, concept, terms } = &expansions[0];
    assert_eq!((words.clone(), concept.as_str()), (2..4, "smart-waste-bin"));
    let has = |language, text: &str| {
        terms.iter().any(|term| term.language == language && term.text == text)
    };
    assert!(has(Language::DE, "intelligente Mülleimer"));
    assert!(has(Language::FI, "älykkäät roska-astiat"));
    assert!(has(Language::SV, "smarta soptunnor"));
    assert!(!has(Language::SV, "smarta papperskorgar"), "it was typed");
    assert!(!has(Language::SV, "smart papperskorg"), "the typed words find it");
}

#[test]
fn the_longest_concept_is_taken_and_each_word_once() {
    for (query, expected) in [
        ("digital tvilling", "digital-twin"),
        ("lokal digital tvilling energi", "digital-twin energy"),
        ("vätgas buss elbussar", "hydrogen electric-buses"),
        ("hiilineutraalius", "climate-neutrality"),
        ("rpa", "rpa-automation"),
        ("e-tjänster skola", "e-services school"),
        ("papperskorgar", ""),
    ] {
        assert_eq!(asked(query).join(" "), expected, "{query}");
    }
}

#[test]
fn what_is_ambiguous_is_neither_searched_for_nor_calls_up_others() {
    let all = Thesaurus::shipped().expand(&["nyanlända".to_owned()]);
    let terms: Vec<&str> = all[0].terms.iter().map(|term| term.text.as_str()).collect();
    assert!(terms.contains(&"integrering") && !terms.contains(&"integration"), "{terms:?}");
}

#[test]
fn a_users_file_adds_and_takes_away() {
    let table = "\u{feff}# our own\n\nconcept\tlanguage\ttype\tterm\texpand\ttheme\tweight\n\
                 robot-mower\tsv\tpreferred\trobotgräsklippare\tyes\tenv-energy\t0.5\n\
                 robot-mower\ten\tpreferred\trobot mower\n\
                 robot-mower\t-\tmatch\thttps://example.org/mower\n\
                 reuse\tsv\tpreferred\tåtervinna mera\n\
                 recycling\tda\tnot\tgenanvendelse\n\
                 noise\t*\tnot\t*\n";
    let mine = Thesaurus::shipped().extended(parse_tsv(table).unwrap()).unwrap();
    let mower = mine.concept("robot-mower").unwrap();
    assert_eq!((mower.theme.as_deref(), mower.weight), (Some("env-energy"), 0.5));
    assert_eq!(mower.matches, ["https://example.org/mower"]);
    assert_eq!(mine.concept("reuse").unwrap().label(Language::SV), "återvinna mera");
    assert_eq!(mine.concept("noise"), None);
    let expansions = mine.expand(&["robotgräsklipparna".to_owned()]);
    assert_eq!(expansions[0].terms[0].text, "robot mower");
    assert!(mine.expand(&["genanvendelse".to_owned()]).is_empty());
    assert_eq!(mine.expand(&["vätgas".to_owned()]).len(), 1, "the rest is as before");
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let table = "concept\tlang\ttype\tterm\texpand\n\
                 a\tsv\tpreferred\tord\tmaybe\n\
                 a\tsvenska\tpreferred\tord\n\
                 a\tsv\tbest\tord\n\
                 a sv alt ord\n";
    let lines: Vec<usize> = parse_tsv(table).unwrap_err().iter().map(|one| one.line).collect();
    assert_eq!(lines, [2, 3, 4, 5]);
    let missing = parse_tsv("concept\tterm\n").unwrap_err();
    assert_eq!(missing[0].to_string(), "1: the column `language` is missing");
    assert!(parse_tsv("concept\tcolour\n").unwrap_err()[0].message.contains("`colour`"));

    let table = "concept\tlanguage\ttype\tterm\ttheme\n\
                 new\tsv\talt\tord\tno-such\n\
                 no-such\tsv\tnot\tord\t-\n\
                 reuse\tsv\tnot\tord\t-\n";
    let problems = Thesaurus::shipped().extended(parse_tsv(table).unwrap()).err().unwrap();
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].starts_with("2: the theme `no-such` is unknown; write social, "), "{told:?}");
}

#[test]
fn a_table_is_read_as_it_was_written() {
    let table = write_tsv(Thesaurus::shipped());
    let back = Thesaurus::of(parse_tsv(&table).unwrap()).unwrap();
    assert_eq!(back.concepts(), Thesaurus::shipped().concepts());
}

#[test]
fn turtle_is_read_as_it_was_written() {
    let table = "concept\tlanguage\ttype\tterm\n\
                 reuse\t-\tmatch\thttps://example.org/reuse\n\
                 quoted\tsv\tpreferred\tett \"ord\" och en \\\n";
    let mine = Thesaurus::shipped().extended(parse(table).unwrap()).unwrap();
    let turtle = write_turtle(&mine);
    let back = Thesaurus::of(parse(&turtle).unwrap()).unwrap();
    for concept in mine.concepts() {
        assert_eq!(back.concept(&concept.id), Some(concept));
    }
    assert_eq!(back.concepts().len(), mine.concepts().len());
}

#[test]
fn another_vocabulary_is_taken_in() {
    let turtle = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n\
                  <http://eurovoc.europa.eu/5158> a skos:Concept ;\n\
                  skos:broader <http://eurovoc.europa.eu/1> ; skos:notation \"1\" ;\n\
                  skos:prefLabel \"hedgehog\"@en, \"igelkott\"@sv ; skos:hiddenLabel \"taggis\"@sv .";
    let mine = Thesaurus::shipped().extended(parse(turtle).unwrap()).unwrap();
    let hedgehog = mine.concept("5158").unwrap();
    assert_eq!(hedgehog.matches, ["http://eurovoc.europa.eu/5158"]);
    assert_eq!((hedgehog.theme.as_ref(), hedgehog.terms.len()), (None, 3));
    assert!(hedgehog.terms.iter().all(|term| term.expand == (term.text != "taggis")));
    assert_eq!(mine.expand(&["igelkottarna".to_owned()])[0].terms[0].text, "hedgehog");
}

#[test]
fn what_is_said_of_a_concept_later_is_added_to_it() {
    let turtle = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\
                  <urn:utkik:concept:a> skos:prefLabel \"ett\"@sv .\n\
                  <urn:utkik:concept:b> skos:prefLabel \"b\"@sv .\n\
                  <urn:utkik:concept:a> skos:altLabel \"en\"@sv .";
    let mine = Thesaurus::of(parse(turtle).unwrap()).unwrap();
    let terms = |id: &str| mine.concept(id).map(|concept| concept.terms.len());
    assert_eq!((terms("a"), terms("b"), mine.concepts().len()), (Some(2), Some(1), 2));
}

#[test]
fn a_weight_is_a_number_that_can_be_reckoned_with() {
    for (weight, is_fine) in
        [("0", true), ("0.8", true), ("10", true), ("NaN", false), ("inf", false), ("-1", false)]
    {
        let table = format!("concept\tlanguage\ttype\tterm\tweight\nx\tsv\talt\tord\t{weight}\n");
        assert_eq!(Thesaurus::of(parse(&table).unwrap()).is_ok(), is_fine, "{weight}");
    }
}

#[test]
fn broken_turtle_is_told_with_its_line() {
    let turtle = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\
                  <urn:a> skos:prefLabel \"ord\" .\n\
                  <urn:b> skos:prefLabel \"ord\"@sv ; ; oops .\n";
    let told: Vec<String> = parse(turtle).unwrap_err().iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|one| one.contains("write `\"ord\"@sv`")), "{told:?}");
    assert!(told.iter().any(|one| one.starts_with("3: this is not Turtle")), "{told:?}");
}
