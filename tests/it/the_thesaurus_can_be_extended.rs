//! The thesaurus says what words mean, and takes in what a network adds to it.

use serde_json::Value;

use crate::house::House;

#[test]
fn the_thesaurus_says_what_words_mean_and_checks_a_file() {
    let house = House::new();
    let said = house.well(&["thesaurus", "show", "smarta", "papperskorgar", "--json"]);
    let shown: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(shown[0]["concept"], "smart-waste-bin");
    let terms = shown[0]["terms"].as_array().unwrap();
    assert!(terms.iter().any(|term| term["term"] == "intelligente Mülleimer"));

    // An ambiguous term calls up nothing, and is shown with what it may mean.
    let said = house.well(&["thesaurus", "show", "integration"]);
    assert!(said.out.contains("integration (söks inte), etablering av nyanlända"), "{said:?}");

    house
        .write("thesaurus.tsv", "concept\tlanguage\ttype\tterm\nmower\tsv\tpreferred\tgräsrobot\n");
    assert!(house.well(&["thesaurus", "check"]).out.contains("thesaurus.tsv"));
    assert!(house.well(&["thesaurus", "export"]).out.contains("mower\tsv\tpreferred\tgräsrobot"));
    assert!(house.well(&["thesaurus", "export", "--turtle"]).out.contains("\"gräsrobot\"@sv"));

    house.write("thesaurus.tsv", "concept\tlanguage\ttype\tterm\nmower\tsv\tbest\tgräsrobot\n");
    let said = house.run(&["thesaurus", "check"]);
    assert_eq!(said.code, Some(65), "{said:?}");
    assert!(said.err.contains("thesaurus.tsv:2: the type `best` is unknown"), "{said:?}");
}
