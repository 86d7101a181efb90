//! Names that stand in a row: *Lund, Malmö och Eslöv*, *Kalmar, Stockholms och Blekinge län*.

use crate::model::PlaceId;
use crate::place::{Place, PlaceKind, by_id};

use super::mention::Mention;
use super::settle::Settled;
use super::text::Text;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// *Lund, Malmö och Eslöv*.
    Row,
    /// *Lund i Skåne*, *Lund (Skåne)*.
    Inside,
}

/// How two names hang together.
pub(super) fn joint(text: &Text<'_>, end: usize, start: usize) -> Option<Joint> {
    let gap = text.gap_before(start);
    let one_between = start == end + 1;
    if start == end {
        return matches!(gap.trim(), "," | "/" | "&" | "(" | "–" | "-").then_some(Joint::Row);
    }
    match text.lower(end) {
        "och" | "og" | "and" | "und" | "ja" | "samt" | "et" if one_between => Some(Joint::Row),
        "kommun" | "kommune" | "stad" if one_between && gap.trim() == "," => Some(Joint::Row),
        "i" | "in" if one_between => Some(Joint::Inside),
        _ => None,
    }
}

/// Counts how many stand in a row; in *Kalmar, Stockholms och Blekinge län* all are counties.
pub(super) fn look_at(texts: &[Text<'_>], mentions: &[Mention], settled: &mut [Settled]) {
    let stands_behind = |first: &Settled, second: &Settled| {
        let (first, second) = (mentions.get(first.mention)?, mentions.get(second.mention)?);
        let text = texts.get(first.text).filter(|_| first.text == second.text)?;
        (joint(text, first.to, second.from) == Some(Joint::Row)).then_some(())
    };
    for row in settled.chunk_by_mut(|first, second| stands_behind(first, second).is_some()) {
        let length = row.len();
        let ends_in_county = row.last().is_some_and(|last| {
            let end = mentions
                .get(last.mention)
                .and_then(|last| Some(texts.get(last.text)?.lower(last.to.checked_sub(1)?)));
            last.place.kind == PlaceKind::Region && end == Some("län")
        });
        for one in row {
            one.row = length;
            if ends_in_county && one.place.kind == PlaceKind::Municipality {
                one.place = county_named_for(one.place).unwrap_or(one.place);
            }
        }
    }
}

/// *Kalmar län* for Kalmar; nothing for towns that no county is named for.
fn county_named_for(town: &Place) -> Option<&'static Place> {
    let county = town.region?;
    let is_namesake =
        county.strip_prefix(town.name).is_some_and(|rest| rest.len() <= "s län".len());
    let id = PlaceId(format!("{}:{county}", town.country));
    by_id(&id).filter(|_| is_namesake)
}
