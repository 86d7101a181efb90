//! Short texts and the places that are found in them.

