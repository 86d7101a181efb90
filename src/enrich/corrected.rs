//! Lets what people said win over what the machine made out.

use crate::date::Day;
use crate::model::{
    CorrectedField, Correction, FactFound, FactName, KindFound, PlaceFound, PlaceId, ThemeFound,
    Timestamp, Understanding,
};
use crate::money;

/// Sure, because somebody says so.
const SURE: u8 = 100;

/// Takes the corrections of one document, oldest first; of a field the last one counts.
pub fn heed(understanding: &mut Understanding, corrections: Vec<Correction>) {
    let mut last: Vec<Correction> = Vec::with_capacity(corrections.len());
    for correction in corrections {
        last.retain(|earlier| earlier.field != correction.field);
        if !correction.value.trim().is_empty() {
            last.push(correction);
        }
    }
    for correction in &last {
        apply(understanding, correction);
    }
    understanding.facts.sort_by_key(|fact| fact.name);
    understanding.corrected = last;
}

fn apply(understanding: &mut Understanding, correction: &Correction) {
    match correction.field {
        CorrectedField::Kind => understanding.kind = kind(correction),
        CorrectedField::Place => place(understanding, correction),
        CorrectedField::Theme => understanding.themes = themes(correction),
        CorrectedField::Fact(name) => fact(understanding, name, correction),
        // The document itself and its relations heed these.
        CorrectedField::Title
        | CorrectedField::Language
        | CorrectedField::Date
        | CorrectedField::Story => {}
    }
}

fn kind(correction: &Correction) -> Option<KindFound> {
    let kind = correction.values().next()?.parse().ok()?;
    Some(KindFound { kind, evidence: String::new(), confidence: SURE })
}

/// It is about these places; others are merely mentioned.
fn place(understanding: &mut Understanding, correction: &Correction) {
    let ids: Vec<PlaceId> = correction.values().map(|id| PlaceId(id.to_owned())).collect();
    let found = std::mem::take(&mut understanding.places);
    let times = |id: &PlaceId| found.iter().find(|f| f.place == *id).map_or(0, |f| f.times);
    let about = ids.iter().map(|id| PlaceFound {
        place: id.clone(),
        about: true,
        times: times(id),
        evidence: String::new(),
        confidence: SURE,
    });
    understanding.places = about.collect();
    let others = found.into_iter().filter(|found| !ids.contains(&found.place));
    understanding.places.extend(others.map(|found| PlaceFound { about: false, ..found }));
}

fn themes(correction: &Correction) -> Vec<ThemeFound> {
    let theme = |id: &str| ThemeFound {
        theme: id.to_owned(),
        concepts: Vec::new(),
        words: Vec::new(),
        weight: 1.0,
    };
    correction.values().map(theme).collect()
}

fn fact(understanding: &mut Understanding, name: FactName, correction: &Correction) {
    understanding.facts.retain(|fact| fact.name != name);
    for value in correction.values() {
        understanding.facts.push(FactFound {
            name,
            value: value.to_owned(),
            number: number(name, value),
            sentence: String::new(),
            confidence: SURE,
        });
    }
}

/// What the value is compared by.
fn number(name: FactName, value: &str) -> Option<i64> {
    let day = || Day::read(value);
    match name {
        FactName::Budget => money::amount_in_sek(value),
        FactName::Start | FactName::Event => day()?.begins().map(Timestamp::as_millis),
        FactName::End | FactName::Deadline => day()?.ends().map(Timestamp::as_millis),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DocumentId, Kind};

    fn correction(field: CorrectedField, value: &str) -> Correction {
        Correction {
            document: DocumentId::new("a"),
            field,
            value: value.to_owned(),
            by: "anna".to_owned(),
            at: Timestamp::default(),
            why: String::new(),
        }
    }

    fn place_found(id: &str) -> PlaceFound {
        PlaceFound {
            place: PlaceId(id.to_owned()),
            about: true,
            times: 3,
            evidence: "I Lund byggs det.".to_owned(),
            confidence: 80,
        }
    }

    #[test]
    fn people_win_and_the_last_word_counts() {
        let mut found = Understanding {
            places: vec![place_found("SE-1281"), place_found("SE-1283")],
            ..Understanding::default()
        };
        heed(
            &mut found,
            vec![
                correction(CorrectedField::Kind, "news"),
                correction(CorrectedField::Place, "SE-1283"),
                correction(CorrectedField::Kind, "call"),
                correction(CorrectedField::Fact(FactName::Funder), "Vinnova; Formas"),
            ],
        );
        assert_eq!(found.kind.as_ref().map(|found| found.kind), Some(Kind::Call));
        let about: Vec<_> = found.places.iter().map(|p| (p.place.as_str(), p.about)).collect();
        assert_eq!(about, [("SE-1283", true), ("SE-1281", false)]);
        assert_eq!(found.facts(FactName::Funder).count(), 2);
        assert_eq!(found.corrected.len(), 3);
    }

    #[test]
    fn none_and_taken_back() {
        let mut found =
            Understanding { places: vec![place_found("SE-1281")], ..Understanding::default() };
        let none = correction(CorrectedField::Place, Correction::NONE);
        heed(&mut found, vec![none.clone()]);
        assert!(found.about().is_none());
        let mut found =
            Understanding { places: vec![place_found("SE-1281")], ..Understanding::default() };
        heed(&mut found, vec![none, correction(CorrectedField::Place, "")]);
        assert!(found.about().is_some());
        assert!(found.corrected.is_empty());
    }
}
