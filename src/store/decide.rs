//! What a document that comes in means for the one that is kept.

use crate::model::{Document, PageState, Timestamp};

/// What is to be done with a document that comes in.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Decision {
    /// Kept from now on.
    New(Box<Document>),
    /// A reader would notice: the old version becomes a revision.
    Revised(Box<Document>),
    /// Something else is known better now, or its page has been read for the first time.
    Updated(Box<Document>),
    /// Only our own notes changed (entry hash, state of the page): no change for the index.
    Noted(Box<Document>),
    /// Nothing at all changed.
    Same,
}

/// Compares a document that comes in with the kept one of the same id and source.
pub(super) fn decide(kept: Option<&Document>, mut incoming: Document, at: Timestamp) -> Decision {
    let Some(kept) = kept else {
        incoming.revision = incoming.revision.max(1);
        return Decision::New(Box::new(incoming));
    };
    incoming.first_seen = kept.first_seen;
    incoming.revision = kept.revision;
    incoming.changed = kept.changed;
    if incoming == *kept {
        return Decision::Same;
    }
    if is_edited(kept, &incoming) {
        incoming.revision = kept.revision.saturating_add(1);
        incoming.changed = at;
        return Decision::Revised(Box::new(incoming));
    }
    let noted =
        Document { entry_hash: incoming.entry_hash.clone(), page: incoming.page, ..kept.clone() };
    if noted == incoming {
        return Decision::Noted(Box::new(incoming));
    }
    Decision::Updated(Box::new(incoming))
}

/// Whether readers see something else than before, and not just the page that was missing yet.
fn is_edited(kept: &Document, incoming: &Document) -> bool {
    let is_first_page = kept.page == PageState::Waiting
        && matches!(incoming.page, PageState::Read | PageState::Failed)
        && kept.entry_hash == incoming.entry_hash;
    let reads_the_same = kept.title == incoming.title
        && kept.summary == incoming.summary
        && kept.text == incoming.text;
    !is_first_page && !reads_the_same
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tests::{at, document};

    #[test]
    fn an_edit_is_a_revision_and_everything_else_is_not() {
        let kept = Document { revision: 3, ..document("a", 1) };
        let with = |change: fn(&mut Document)| {
            let mut incoming = kept.clone();
            change(&mut incoming);
            decide(Some(&kept), incoming, at(50))
        };
        let Decision::Revised(edited) = with(|d| d.title = "Other".to_owned()) else {
            panic!("an edited title is a revision");
        };
        assert_eq!((edited.revision, edited.changed), (4, at(50)));
        assert!(matches!(with(|d| d.text = "Other".to_owned()), Decision::Revised(_)));
        assert!(matches!(with(|d| d.tags = vec!["x".to_owned()]), Decision::Updated(_)));
        assert!(matches!(with(|d| d.html = "<b>x</b>".to_owned()), Decision::Updated(_)));
        assert!(matches!(with(|d| d.entry_hash = "x".to_owned()), Decision::Noted(_)));
        assert_eq!(with(|d| d.first_seen = at(99)), Decision::Same);
        assert!(matches!(decide(None, kept.clone(), at(50)), Decision::New(_)));
    }

    #[test]
    fn the_first_reading_of_a_page_is_no_revision() {
        let kept = Document { page: PageState::Waiting, ..document("a", 1) };
        let mut read = Document { page: PageState::Read, ..kept.clone() };
        read.text = "The whole page".to_owned();
        let Decision::Updated(filled) = decide(Some(&kept), read.clone(), at(50)) else {
            panic!("a first reading is an update");
        };
        assert_eq!((filled.revision, filled.changed), (1, kept.changed));
        read.entry_hash = "edited meanwhile".to_owned();
        assert!(matches!(decide(Some(&kept), read, at(50)), Decision::Revised(_)));
    }
}
