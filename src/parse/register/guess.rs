//! The usual names of fields, for what a mapping does not name.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use super::record::Record;
use crate::model::{FactName, FieldPath, Target, Wording};

use FactName::{
    Budget, Contact, Country, Currency, Deadline, End, Funder, Organisation, Partners, Place,
    Programme, Start, Status,
};
use Target::Fact;

/// For each target the names that mean it, the likeliest first; lower case, letters and digits
/// only. Names that mean many things (`type`, `state`, `stage`) are in no list.
const NAMES: [(Target, &[&str]); 22] = [
    (
        Target::Id,
        &[
            "id",
            "identifier",
            "guid",
            "uuid",
            "projectid",
            "projektid",
            "projektnr",
            "projektnummer",
            "prosjektnr",
            "prosjektnummer",
            "diarienummer",
            "reference",
            "referens",
            "nr",
            "nummer",
        ],
    ),
    (
        Target::Title,
        &[
            "title",
            "titel",
            "tittel",
            "name",
            "namn",
            "navn",
            "rubrik",
            "headline",
            "projectname",
            "projekttitel",
            "projektnamn",
            "prosjektnavn",
            "prosjekttittel",
            "tiltak",
            "otsikko",
            "nimi",
            "label",
        ],
    ),
    (
        Target::Summary,
        &[
            "summary",
            "excerpt",
            "sammanfattning",
            "ingress",
            "lead",
            "teaser",
            "resume",
            "abstract",
        ],
    ),
    (
        Target::Text,
        &[
            "description",
            "beskrivning",
            "beskrivelse",
            "kuvaus",
            "content",
            "contenthtml",
            "text",
            "body",
            "objective",
            "projektbeskrivning",
            "prosjektbeskrivelse",
        ],
    ),
    (
        Target::Url,
        &[
            "url",
            "link",
            "länk",
            "lank",
            "lenke",
            "permalink",
            "href",
            "weburl",
            "website",
            "homepage",
            "landingpage",
            "portalurl",
            "webbadress",
        ],
    ),
    (
        Target::Published,
        &[
            "published",
            "publishedat",
            "publishdate",
            "datepublished",
            "publicationdate",
            "publicerad",
            "publiceringsdatum",
            "dategmt",
            "date",
            "datum",
            "dato",
            "issued",
            "created",
            "createdat",
            "datecreated",
        ],
    ),
    (
        Target::Updated,
        &[
            "updated",
            "updatedat",
            "uppdaterad",
            "modifiedgmt",
            "modified",
            "lastmodified",
            "datemodified",
            "contentupdatedate",
            "ändrad",
            "senaständrad",
        ],
    ),
    (Target::Author, &["author", "byline", "författare", "forfatter"]),
    (
        Target::Tags,
        &["tags", "taggar", "keywords", "nyckelord", "ämnesord", "emneord", "stikkord", "subject"],
    ),
    (Target::Language, &["language", "lang", "inlanguage", "språk", "sprak"]),
    (Fact(Status), &["status", "projektstatus", "projectstatus", "callstatus", "kontraktstatus"]),
    (
        Fact(Organisation),
        &[
            "organisation",
            "organization",
            "organisationname",
            "organisasjonsnavn",
            "ansvarig",
            "ansvarlig",
            "responsible",
            "koordinator",
            "coordinator",
            "department",
            "förvaltning",
            "publisher",
            "organizer",
            "beneficiary",
        ],
    ),
    (
        Fact(Place),
        &[
            "place",
            "plats",
            "ort",
            "kommun",
            "kommune",
            "municipality",
            "city",
            "stad",
            "by",
            "location",
            "addresslocality",
            "adressekommune",
        ],
    ),
    (Fact(Country), &["country", "land", "countrycode", "addresscountry"]),
    (
        Fact(Programme),
        &[
            "programme",
            "program",
            "rammeprogram",
            "ramprogram",
            "frameworkprogramme",
            "programmeperiod",
        ],
    ),
    (Fact(Funder), &["funder", "finansiär", "finansiar", "funding", "financier", "sponsor"]),
    (
        Fact(Budget),
        &[
            "budget",
            "totalbudget",
            "estimatedbudget",
            "totalcost",
            "cost",
            "kostnad",
            "belopp",
            "bidrag",
            "ecmaxcontribution",
        ],
    ),
    (Fact(Currency), &["currency", "valuta", "currencycode"]),
    (Fact(Start), &["start", "startdate", "startdatum", "startdato", "kontraktstartdato"]),
    (Fact(End), &["end", "enddate", "slutdatum", "sluttdato", "kontraktsluttdato"]),
    (
        Fact(Deadline),
        &[
            "deadline",
            "deadlinedate",
            "applicationdeadline",
            "sistaansökningsdag",
            "söknadsfrist",
            "ansøgningsfrist",
            "closingdate",
            "closedate",
        ],
    ),
    (
        Fact(Partners),
        &[
            "partners",
            "partner",
            "participants",
            "deltagare",
            "samarbetspartner",
            "samarbetspartners",
            "stakeholders",
            "interessenter",
        ],
    ),
];
const CONTACT: [&str; 5] = ["contact", "contacts", "kontakt", "kontaktperson", "contactpoint"];

static MEANINGS: LazyLock<HashMap<&'static str, (Target, usize)>> = LazyLock::new(|| {
    let all = NAMES.iter().copied().chain([(Fact(Contact), &CONTACT[..])]);
    all.flat_map(|(target, names)| {
        names.iter().enumerate().map(move |(rank, name)| (*name, (target, rank)))
    })
    .collect()
});

/// What the fields of a record probably mean, for the targets that are `known` to nobody.
pub(super) fn guess(
    record: &Record,
    known: &BTreeMap<Target, Vec<Wording>>,
) -> BTreeMap<Target, Vec<Wording>> {
    let mut found: BTreeMap<Target, Vec<(usize, FieldPath)>> = BTreeMap::new();
    for path in record.names() {
        let name = path.last_key().map(plain).unwrap_or_default();
        let Some((target, rank)) = MEANINGS.get(name.as_str()) else { continue };
        if !known.contains_key(target) && !is_named(&path, known) {
            found.entry(*target).or_default().push((*rank, path));
        }
    }
    let fields = |mut paths: Vec<(usize, FieldPath)>| {
        paths.sort_by_key(|(rank, _)| *rank);
        paths.into_iter().map(|(_, path)| Wording::Field(path)).collect()
    };
    found.into_iter().map(|(target, paths)| (target, fields(paths))).collect()
}

/// A field that the mapping uses for something has its meaning.
fn is_named(path: &FieldPath, known: &BTreeMap<Target, Vec<Wording>>) -> bool {
    known.values().flatten().any(|wording| match wording {
        Wording::Field(field) => field.steps() == path.steps(),
        Wording::Template(_) => false,
    })
}

/// `Prosjekt-nr.` and `prosjektNr` are the same name.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn usual_names_are_understood_and_named_fields_are_left_alone() {
        let record = Record::Json(json!({
            "Name": "x", "title": "y", "portalUrl": "z", "callStatus": "open", "type": "a",
            "date": "1", "date_gmt": "2", "deadline": "3",
        }));
        let known =
            BTreeMap::from([(Fact(Deadline), vec![Wording::Field("date".parse().unwrap())])]);
        let shown: Vec<String> = guess(&record, &known)
            .iter()
            .map(|(target, wordings)| {
                let path = |wording: &Wording| match wording {
                    Wording::Field(path) => path.to_string(),
                    Wording::Template(_) => panic!("no template"),
                };
                let paths: Vec<String> = wordings.iter().map(path).collect();
                format!("{}={}", target.as_str(), paths.join("|"))
            })
            .collect();
        assert_eq!(
            shown,
            ["title=title|Name", "url=portalUrl", "date=date_gmt", "status=callStatus"]
        );
    }

    #[test]
    fn each_name_means_one_thing() {
        let all: Vec<&str> =
            NAMES.iter().flat_map(|(_, names)| names.iter().copied()).chain(CONTACT).collect();
        assert_eq!(MEANINGS.len(), all.len());
        assert!(all.iter().all(|name| plain(name) == *name));
    }
}
