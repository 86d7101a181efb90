//! What the index asks of the gazetteer: what a place lies in, and how many live there.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use crate::model::PlaceId;
use crate::place;

/// What places lie in, once it has been asked for: to find it, all regions are looked through.
static WIDER: RwLock<Option<HashMap<PlaceId, Vec<String>>>> = RwLock::new(None);

/// A place and all that it lies in: whoever asks for the county finds its municipalities.
pub(super) fn with_wider(id: &PlaceId) -> Vec<String> {
    // Places that are not in the gazetteer are not remembered, so that this never grows.
    let Some(place) = place::by_id(id) else { return vec![id.as_str().to_owned()] };
    let known = WIDER.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(ids) = known.as_ref().and_then(|known| known.get(id)) {
        return ids.clone();
    }
    drop(known);
    let mut ids = vec![id.as_str().to_owned()];
    ids.extend(place::wider_places(place).map(|wider| wider.id.as_str().to_owned()));
    let mut known = WIDER.write().unwrap_or_else(PoisonError::into_inner);
    known.get_or_insert_default().insert(id.clone(), ids.clone());
    ids
}

/// Inhabitants of a municipality; `None` where it is not known.
pub(super) fn population(id: &PlaceId) -> Option<u32> {
    place::by_id(id).and_then(|place| place.population)
}
