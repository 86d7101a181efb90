//! `[[search]]`: what is wrong has its line, and costs nothing else.

use super::{list, problems};
use crate::model::Visibility;

const SOURCE: &str = "[[source]]\nid = \"a\"\nname = \"A\"\nurl = \"https://a.example/\"\n";

#[test]
fn a_search_is_read_with_all_its_fields() {
    let list = list(&format!(
        "{SOURCE}[[search]]\nname = \"nattillsyn\"\ntitle = \"Digital nattillsyn\"\n\
         query = 'nattillsyn +kamera newer:90d'\ndescription = \"Tillsyn om natten.\"\n\
         [[search]]\nname = \"eget\"\ntitle = \"Eget\"\nquery = \"eget\"\nprivate = true\n\
         owner = \"anna@ekvik.se\"\n"
    ));
    assert_eq!(list.problems, []);
    let [shared, private] = list.searches.as_slice() else { panic!("two searches") };
    assert_eq!((shared.name.as_str(), shared.title.as_str()), ("nattillsyn", "Digital nattillsyn"));
    assert_eq!(shared.query, "nattillsyn +kamera newer:90d");
    assert_eq!((shared.visibility, &shared.owner), (Visibility::Shared, &None));
    assert_eq!((private.visibility, private.description.as_str()), (Visibility::Private, ""));
    assert_eq!(private.owner.as_ref().unwrap().as_str(), "anna@ekvik.se");
    let lines: Vec<usize> =
        list.searches.iter().map(|search| list.search_lines[&search.name]).collect();
    assert_eq!(lines, [5, 10]);
}

#[test]
fn what_is_wrong_with_a_search_has_its_line_and_the_others_stay() {
    let text = format!(
        "{SOURCE}[[search]]\ntitle = \"Smarta papperskorgar\"\nquery = \"papperskorgar\"\n\
         [[search]]\nname = \"Öppna data\"\ntitel = \"Öppna data\"\nquery = \"öppna data\"\n\
         owner = \"anna hemma\"\nprivate = \"ja\"\n\
         [[search]]\nname = \"bra\"\ntitle = \"Bra\"\nquery = \"bra\"\n\
         [[search]]\nname = \"bra\"\ntitle = \"Igen\"\nquery = \"bra\"\n\
         [[searches]]\nname = \"x\"\n"
    );
    let said = [
        "5: search no. 1: name is missing; write for example name = \"smarta-papperskorgar\"",
        "8: search \"Öppna data\": title is missing; write title = \"…\", what readers call it",
        "9: search \"Öppna data\": name may hold only a–z, 0–9 and hyphens, at most 60; write for \
         example name = \"oppna-data\"",
        "10: search \"Öppna data\": key `titel` is not known; did you mean `title`?",
        "12: search \"Öppna data\": owner is no address to write to: a mail address has one `@` \
         with a name before it and a host behind it; write for example owner = \"anna@ekvik.se\"",
        "13: search \"Öppna data\": private is the text \"ja\"; it must be `true` or `false`, \
         without quotes",
        "19: search \"bra\": name is already taken in line 14; give this one another",
        "22: table `searches` is not known here; write `[[search]]`",
    ];
    assert_eq!(problems(&text), said);
    let list = list(&text);
    assert_eq!((list.searches.len(), list.sources.len()), (1, 1));
    assert_eq!(list.searches[0].title, "Bra");
}

#[test]
fn a_broken_search_never_takes_sources_along() {
    let text = format!(
        "[[search]]\nname = \"trasig\ntitle = \"T\"\n{SOURCE}[[search]]\nname = \"hel\"\n\
         title = \"Hel\"\nquery = \"hel\"\n"
    );
    assert_eq!(
        problems(&text),
        ["2: search \"trasig\": the quotes around a text are not closed; the search is left out \
          until that is put right"]
    );
    let read = list(&text);
    assert_eq!((read.sources.len(), read.searches.len()), (1, 1));
    for wrong in ["search = 1\n", "[search]\nname = \"a\"\n", "search = [1]\n"] {
        let text = format!("{wrong}{SOURCE}");
        assert_eq!((problems(&text).len(), list(&text).sources.len()), (1, 1), "{wrong}");
    }
}
