//! Words beside a name that tell what it is, in the languages we read.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::model::Language;

type Words = HashSet<&'static str>;

fn words(list: &'static str) -> Words {
    list.split(' ').collect()
}

/// Prepositions that say where something is: people are seldom *in* somebody.
static LOCAL: LazyLock<Words> = LazyLock::new(|| {
    words(
        "in utanför near nær nära omkring around across outside udenfor utenfor throughout \
     within bei runt rundt centrala norr söder väster öster inom hela östra västra norra \
     södra",
    )
});
/// The same, but not in English.
static NORDIC_LOCAL: LazyLock<Words> = LazyLock::new(|| words("i på"));

/// Those that may as well stand before a person or a thing.
static LOOSE: LazyLock<Words> = LazyLock::new(|| {
    words(
        "från fra aus von till til to from at vid ved of nach mellan mellem mellom between kring \
     genom via",
    )
});

/// What follows the name of a place that governs itself.
static GOVERNED: LazyLock<Words> = LazyLock::new(|| {
    words(
        "kommun kommuns kommunen kommunens stad stads kommune kommunes kommunens kaupunki \
     kaupungin kaupungissa kaupungista kaupungille kunta kunnan kunnassa municipality \
     tätort stadshus stadsdel kommunstyrelse byråd byraad bystyre kommunestyre herred city \
     council county kommuner kommunfullmäktige stadskärna centrum gemeente rathaus district \
     landskommun køping universitetssjukhus municipalities kommunkoncern fylke borough unitary",
    )
});
/// The same where another language has another use for the word.
const TOWN: &[(&str, &[Language])] = &[("by", &[Language::DA, Language::NB, Language::NN])];

/// What stands before the name of a place that governs itself.
static GOVERNING: LazyLock<Words> = LazyLock::new(|| {
    words(
        "stadt landeshauptstadt hansestadt staden kommunen kommunerna orten tätorten byen \
     gemeente kommun kommune kommunerne kommunene städerna byerne byene mairie kommuner \
     köpingen kaupunki bergstaden grannkommunen hemkommunen cities",
    )
});
/// *City of Lund*, *ville de Nice*.
static GOVERNING_OF: LazyLock<Words> = LazyLock::new(|| {
    words(
        "city municipality town municipalities cities region county council ville comune \
     ayuntamiento município câmara port mayor capital commune mairie borough village \
     metropole métropole",
    )
});

/// What follows the name of a place to name a house of its own.
static INSTITUTION: LazyLock<Words> = LazyLock::new(|| {
    words(
        "universitet universitets universitetet university universität universitetssykehus \
     högskola högskolas tekniska tingsrätt flygplats airport lufthavn lasarett domkyrka \
     yliopisto yliopiston energi vatten hamn teknik havn stift science school institute \
     business polytechnic ammattikorkeakoulu college tekniske universitetshospital \
     studentkår filharmoniska lokaltrafik hochschule",
    )
});
/// The same before the name: *TU Dresden*, *Universitetet i Oslo*.
static INSTITUTION_BEFORE: LazyLock<Words> = LazyLock::new(|| {
    words(
        "universität universitetet university tu fh lmu hu fu eth hochschule \
     technologiestiftung institut institute yliopisto rise sintef universitat université \
     politecnico stiftung institutet instituttet fraunhofer",
    )
});
/// What is named for a place, and is not there.
static NAMED_FOR: LazyLock<Words> = LazyLock::new(|| {
    words(
        "agreement accord accords protocol treaty convention declaration pact charter framework \
     principles rules avtalet avtale avtalen aftale aftalen konventionen konvention \
     konventionens protokollet fördraget processen process deklarationen abkommen erklärung \
     chartan charta sopimus sopimuksen core manual manualen times post tribune mål \
     objectives agenda",
    )
});

/// Articles and the like that may stand between a preposition and a name.
const BETWEEN: &[&str] =
    &["the", "der", "den", "det", "de", "die", "dem", "nearby", "både", "both", "båda"];

pub(super) fn is_local(word: &str, language: Language) -> bool {
    LOCAL.contains(word) || (language != Language::EN && NORDIC_LOCAL.contains(word))
}

pub(super) fn is_loose(word: &str) -> bool {
    LOOSE.contains(word)
}

pub(super) fn may_stand_between(word: &str) -> bool {
    BETWEEN.contains(&word)
}

pub(super) fn is_governed(word: &str, language: Language) -> bool {
    GOVERNED.contains(word)
        || TOWN.iter().any(|(town, languages)| *town == word && languages.contains(&language))
}

pub(super) fn is_governing(word: &str) -> bool {
    GOVERNING.contains(word)
}

pub(super) fn is_governing_of(word: &str) -> bool {
    GOVERNING_OF.contains(word)
}

pub(super) fn is_institution(word: &str) -> bool {
    INSTITUTION.contains(word)
}

pub(super) fn is_institution_before(word: &str) -> bool {
    INSTITUTION_BEFORE.contains(word)
}

/// Words that only those use who speak of a whole country.
pub(super) fn is_national(word: &str, language: Language) -> bool {
    let (beginnings, endings): (&[&str], &[&str]) = match language {
        Language::SV => (
            &["regering", "riksdag", "statsminister", "statsråd"],
            &["minister", "ministern", "ministerns", "departementet", "departementets"],
        ),
        Language::DA => (&["regering", "folketing"], &["ministeriet", "ministeriets", "minister"]),
        Language::NB | Language::NN => (
            &["regjering", "storting", "statsminister", "statsråd"],
            &["departementet", "departementets", "minister", "ministeren"],
        ),
        Language::FI => {
            (&["valtioneuvosto", "eduskun", "valtakunna", "ministeriö"], &["ministeriön"])
        }
        Language::DE => (&["bundesregierung", "bundestag", "bundesminister"], &[]),
        _ => (&[], &[]),
    };
    beginnings.iter().any(|begin| word.starts_with(begin))
        || endings.iter().any(|end| word.ends_with(end))
}

pub(super) fn is_named_for(word: &str) -> bool {
    NAMED_FOR.contains(word)
}

/// Countries in which a language is spoken: a name in it is more likely from there.
pub(super) fn countries_of(language: Language) -> &'static [&'static str] {
    match language {
        Language::SV => &["SE", "FI"],
        Language::DA => &["DK", "FO", "GL"],
        Language::NB | Language::NN => &["NO"],
        Language::FI => &["FI"],
        Language::DE => &["DE", "AT", "CH", "LI"],
        Language::EN => &["GB", "US", "IE", "CA", "AU", "NZ"],
        _ => &[],
    }
}
