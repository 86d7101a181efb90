//! What the index asks of the gazetteer: what a place lies in, and how many live there.

use crate::model::PlaceId;
use crate::place;

/// A place and all that it lies in: whoever asks for the county finds its municipalities.
pub(super) fn with_wider(id: &PlaceId) -> Vec<String> {
    let mut ids = vec![id.as_str().to_owned()];
    if let Some(place) = place::by_id(id) {
        ids.extend(place::wider_places(place).map(|wider| wider.id.as_str().to_owned()));
    }
    ids
}

/// Inhabitants of a municipality; `None` where it is not known.
pub(super) fn population(id: &PlaceId) -> Option<u32> {
    place::by_id(id).and_then(|place| place.population)
}
