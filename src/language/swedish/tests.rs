//! Swedish words that belong together, and words that do not.

use crate::language;
use crate::model::Language;

fn stem(word: &str) -> String {
    language::stem(word, Language::SV)
}

#[test]
fn the_forms_of_a_word_share_a_stem() {
    let mut apart = Vec::new();
    for forms in [
        // Nouns, by declension.
        "skola skolan skolor skolorna skolans skolornas",
        "gata gatan gator gatorna gatans",
        "kyrka kyrkan kyrkor kyrkornas",
        "pojke pojken pojkar pojkarna pojkarnas",
        "nyckel nyckeln nycklar nycklarna nyckelns",
        "cykel cykeln cyklar cyklarna",
        "sommar sommaren somrar somrarna",
        "dotter dottern döttrar döttrarna",
        "sensor sensorn sensorer sensorerna",
        "kommun kommunen kommuner kommunerna kommunens kommunernas",
        "region regionen regioner regionerna",
        "möjlighet möjligheten möjligheter möjligheterna",
        "kvalitet kvaliteten kvaliteter kvaliteternas",
        "teori teorin teorier teorierna",
        "idéer idéerna",
        "miljö miljön miljöer miljöerna miljöns",
        "möte mötet möten mötena mötets",
        "hjärta hjärtat hjärtan hjärtana",
        "projekt projektet projekten projektets",
        "program programmet programmen programs",
        "rum rummet rummen",
        "fönster fönstret fönstren",
        "register registret registren",
        "vatten vattnet vattnets",
        "åkare åkaren åkarna åkarnas",
        "utbildning utbildningen utbildningar utbildningarna",
        "rörelse rörelsen rörelser rörelserna",
        "meddelande meddelandet meddelanden meddelandena",
        "marknad marknaden marknader marknaderna marknadens",
        "museum museet museer museerna",
        // Other vowels.
        "bok boken böcker böckerna böckernas",
        "stad staden städer städernas",
        "storstad storstaden storstäder storstäderna",
        "natt natten nätter nätterna",
        "ledamot ledamoten ledamöter ledamöterna",
        "förälder föräldern föräldrar föräldrarnas",
        // Verbs, weak and strong.
        "arbeta arbetar arbetade arbetat arbetas arbetades arbetats arbetande",
        "öppna öppnar öppnade öppnat öppnas",
        "förändra förändrar förändrade förändrats",
        "bygga bygger byggde byggt byggs byggda byggdes",
        "känna känner kände känt",
        "köpa köper köpte köpt köptes",
        "höra hör hörde hört",
        "leda leder ledde lett leddes",
        "använda använder använde använt används använts",
        "skriva skriver skrev skrivit skrivna skrivs",
        "beskriva beskriver beskrev beskrivit beskrivs",
        "hålla håller höll hållit",
        "återkomma återkommer återkom återkommit",
        "stå står stod stått",
        "uppstå uppstår uppstod uppstått",
        "välja väljer valde valt valts",
        "göra gör gjorde gjort görs",
        // Adjectives.
        "stor stort stora större störst största",
        "gammal gammalt gamla äldre äldst",
        "viktig viktigt viktiga viktigare viktigast viktigaste",
        "enkel enkelt enkla enklare enklast",
        "vacker vackra vackrare vackrast",
        "ekonomisk ekonomiskt ekonomiska",
        "hållbar hållbart hållbara",
        "liten lilla små mindre minst",
        "gemensam gemensamt gemensamma",
        "planerad planerat planerade",
    ] {
        let stems: Vec<String> = forms.split(' ').map(stem).collect();
        if stems.iter().any(|stem| *stem != stems[0]) {
            apart.push(format!("{forms}: {}", stems.join(" ")));
        }
    }
    assert!(apart.is_empty(), "{apart:#?}");
}

#[test]
fn other_words_keep_apart() {
    let pairs = [
        ("månad", "måne"),
        ("marknaden", "marken"),
        ("bilder", "bilar"),
        ("nämnden", "nämner"),
        ("kostnad", "kosta"),
        ("företag", "företa"),
        ("bidraget", "bidra"),
        ("förbundet", "förbinda"),
        ("tillstånd", "tillstå"),
        ("sakna", "sak"),
        ("vinna", "vin"),
        ("finns", "fin"),
        ("arbete", "arab"),
        ("kompetens", "kompis"),
        ("utlandet", "utled"),
        ("internet", "intern"),
        ("före", "för"),
        ("student", "studera"),
        ("parad", "par"),
        ("kandidat", "kandelaber"),
        ("person", "personal"),
        ("samband", "sambo"),
        ("trygghet", "tryggare"),
    ];
    let joined: Vec<_> = pairs.iter().filter(|(one, other)| stem(one) == stem(other)).collect();
    assert!(joined.is_empty(), "{joined:?}");
}

#[test]
fn what_may_be_an_acronym_stays() {
    for word in ["ai", "iot", "led", "gis", "vas", "sas", "gps", "5g", "b2bs", "co2"] {
        assert_eq!(stem(word), word);
    }
}

#[test]
fn nothing_that_is_typed_is_too_odd() {
    for word in
        ["", "s", "ss", "sssss", "aaaa", "åäö", "é", "тест", "tttt", "arna", "ande", "etets"]
    {
        let found = stem(word);
        assert_eq!(found.is_empty(), word.is_empty());
    }
}
