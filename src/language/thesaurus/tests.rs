//! What the thesaurus finds, in queries and in texts.

use super::*;
#[test]
fn what_is_shipped_is_whole() {
    let shipped = Thesaurus::shipped();
    assert!(shipped.concepts().len() >= 294);
}
