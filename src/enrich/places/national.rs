//! Documents of a government or parliament: they are about its country, named or not.

use crate::model::{Language, PlaceId};
use crate::place::{self, Place};

use crate::enrich::reading::Reading;

use super::mention::Part;
use super::text::Text;
use super::vocabulary::{countries_of, is_national};
use super::weigh::LEAD;

/// So many such words say it when none stands in title or first lines.
const ENOUGH: usize = 3;

/// The country whose government speaks, or is spoken of.
pub(super) fn country(
    reading: &Reading<'_>,
    parts: &[Part],
    texts: &[Text<'_>],
) -> Option<&'static Place> {
    let mut all = 0;
    let mut says_so = false;
    for (part, text) in parts.iter().zip(texts) {
        for (at, word) in text.words.iter().enumerate() {
            if !is_national(text.lower(at), reading.language) {
                continue;
            }
            all += 1;
            says_so |= *part != Part::Body || word.at.start < LEAD;
        }
    }
    let own = reading.source.country.as_deref().filter(|code| *code != "EU");
    let code = own.or_else(|| countries_of(reading.language).first().copied())?;
    place::by_id(&PlaceId(code.to_owned())).filter(|_| says_so || all >= ENOUGH)
}

/// The sentence with the first word that says so.
pub(super) fn sentence(language: Language, texts: &[Text<'_>]) -> Option<String> {
    texts.iter().find_map(|text| {
        let mut words = 0..text.words.len();
        words.find(|at| is_national(text.lower(*at), language)).map(|at| text.sentence(at))
    })
}
