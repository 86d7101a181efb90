//! Points at which a test makes the program die. Only builds with the feature `faults` have them.
//!
//! `UTKIK_FAULT=after_store_commit:abort` ends the process at that point as `kill -9` would:
//! nothing is written, closed or said any more.

use std::sync::OnceLock;

/// All points, in the order in which a crawl, a backup and a restore come by.
pub const POINTS: [&str; 9] = [
    "before_store_commit",
    "after_store_commit",
    "before_index_commit",
    "in_index_commit",
    "after_index_commit",
    "in_backup",
    "before_restore_swap",
    "in_restore_swap",
    "after_restore_swap",
];

static ARMED: OnceLock<&'static str> = OnceLock::new();

/// Takes a wish such as `after_store_commit:abort`. One that cannot be read is told, because a
/// test whose fault never comes would prove nothing.
pub fn arm(wish: &str) -> Result<(), String> {
    let point = wish.strip_suffix(":abort").and_then(|name| POINTS.iter().find(|p| **p == name));
    let Some(point) = point else {
        return Err(format!("`{wish}` is no fault; write POINT:abort, with one of {POINTS:?}"));
    };
    ARMED.get_or_init(|| point);
    Ok(())
}

/// Dies here, when this point is the one that was asked for.
pub fn point(name: &'static str) {
    debug_assert!(POINTS.contains(&name), "{name} is not on the list");
    if ARMED.get() == Some(&name) {
        std::process::abort();
    }
}
