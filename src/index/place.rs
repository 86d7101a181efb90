//! What the index asks of the gazetteer: what a place lies in, and how many live there.

use crate::model::PlaceId;

/// A place and all that it lies in: whoever asks for the county finds its municipalities.
pub(super) fn with_wider(place: &PlaceId) -> Vec<String> {
    let mut places = vec![place.as_str().to_owned()];
    if place.country().len() < place.as_str().len() {
        places.push(place.country().to_owned());
    }
    places
}

/// Inhabitants of a municipality; `None` where it is not known.
pub(super) fn population(_place: &PlaceId) -> Option<u32> {
    None
}
