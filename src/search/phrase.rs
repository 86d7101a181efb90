//! Words in a given order: their positions in each document compared.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::{DocSet, TERMINATED};

/// Calls back with each document that has the words side by side, and how often.
pub(super) fn each_match(mut lists: Vec<SegmentPostings>, mut found: impl FnMut(u32, u32)) {
    let mut starts = Vec::new();
    let mut next = Vec::new();
    let mut document = 0;
    while let Some(common) = common_document(&mut lists, document) {
        if let Some((first, others)) = lists.split_first_mut() {
            first.positions(&mut starts);
            for (offset, list) in (1..).zip(others) {
                list.positions(&mut next);
                starts.retain(|start| next.binary_search(&(start + offset)).is_ok());
            }
        }
        if !starts.is_empty() {
            found(common, u32::try_from(starts.len()).unwrap_or(u32::MAX));
        }
        document = common + 1;
    }
}

/// The first document from here on that is in all lists.
fn common_document(lists: &mut [SegmentPostings], from: u32) -> Option<u32> {
    let mut target = from;
    loop {
        let mut agreed = true;
        for list in &mut *lists {
            if list.doc() < target {
                list.seek(target);
            }
            if list.doc() == TERMINATED {
                return None;
            }
            if list.doc() > target {
                target = list.doc();
                agreed = false;
            }
        }
        if agreed {
            return (!lists.is_empty()).then_some(target);
        }
    }
}
