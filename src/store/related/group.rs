//! Documents that tell the same, as groups: who is a copy of whom, and which of them comes first.
//!
//! A group is a story. Within it, copies of one text have a head, and so has the story as a whole:
//! the best of its documents. Who that is follows from who is in the group alone, not from the
//! order in which they came.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::model::{DocumentId, Timestamp};

/// Documents in one story at most: what draws more together is no event.
const MOST: usize = 100;

/// A document as its group sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub id: DocumentId,
    pub duplicate_of: Option<DocumentId>,
    pub story: Option<DocumentId>,
    pub reason: String,
    /// It is read where its source is, and not where another one has it from.
    pub is_own_site: bool,
    pub date: Timestamp,
    pub first_seen: Timestamp,
}

/// How a member was before, and how many were in its group.
type Before = (Option<DocumentId>, Option<DocumentId>, String, usize);

/// Groups while they change. Those that were touched are known whole.
#[derive(Debug, Default)]
pub struct Groups {
    members: HashMap<DocumentId, Member>,
    before: HashMap<DocumentId, Before>,
}

impl Groups {
    pub fn knows(&self, id: &DocumentId) -> bool {
        self.members.contains_key(id)
    }

    /// Makes documents known, with all others of their groups. What is known stays as it is.
    pub fn add(&mut self, members: Vec<Member>) {
        let mut sizes: HashMap<DocumentId, usize> = HashMap::new();
        for story in members.iter().filter_map(|member| member.story.clone()) {
            *sizes.entry(story).or_default() += 1;
        }
        for member in members {
            if self.knows(&member.id) {
                continue;
            }
            let size = member.story.as_ref().and_then(|story| sizes.get(story)).copied();
            let before = (
                member.duplicate_of.clone(),
                member.story.clone(),
                member.reason.clone(),
                size.unwrap_or(0),
            );
            self.before.insert(member.id.clone(), before);
            self.members.insert(member.id.clone(), member);
        }
    }

    /// Takes a document out of its group.
    pub fn leave(&mut self, id: &DocumentId) {
        let Some(member) = self.members.get_mut(id) else { return };
        member.duplicate_of = None;
        member.reason.clear();
        if let Some(story) = member.story.take() {
            self.settle(&story);
        }
    }

    /// Takes out a document that will no longer exist.
    pub fn remove(&mut self, id: &DocumentId) {
        self.leave(id);
        self.members.remove(id);
        self.before.remove(id);
    }

    /// Folds a document that stands alone under the one of which it is a copy.
    pub fn copy_of(&mut self, id: &DocumentId, other: &DocumentId, reason: &str) {
        let Some(story) = self.story_for_one_more(other, reason) else { return };
        let head = self.members.get(other).and_then(|member| member.duplicate_of.clone());
        self.enter(id, &story, Some(head.unwrap_or_else(|| other.clone())), reason);
    }

    /// Puts a document that stands alone into the story of another one.
    pub fn tells_with(&mut self, id: &DocumentId, other: &DocumentId, reason: &str) {
        if let Some(story) = self.story_for_one_more(other, reason) {
            self.enter(id, &story, None, reason);
        }
    }

    /// When the documents of the story that this one tells are dated: the first and the last.
    pub fn span(&self, id: &DocumentId) -> Option<(Timestamp, Timestamp)> {
        let member = self.members.get(id)?;
        let Some(story) = &member.story else { return Some((member.date, member.date)) };
        let dates = || self.members_of(story).map(|member| member.date);
        Some((dates().min()?, dates().max()?))
    }

    /// The documents that are otherwise related than before, or in a group of another size.
    pub fn changed(&self) -> Vec<&Member> {
        let mut sizes: HashMap<&DocumentId, usize> = HashMap::new();
        for story in self.members.values().filter_map(|member| member.story.as_ref()) {
            *sizes.entry(story).or_default() += 1;
        }
        let is_changed = |member: &&Member| {
            let size = member.story.as_ref().and_then(|story| sizes.get(story)).copied();
            self.before.get(&member.id).is_none_or(|(duplicate_of, story, reason, before)| {
                *duplicate_of != member.duplicate_of
                    || *story != member.story
                    || *reason != member.reason
                    || *before != size.unwrap_or(0)
            })
        };
        let mut changed: Vec<&Member> = self.members.values().filter(is_changed).collect();
        changed.sort_by(|a, b| a.id.cmp(&b.id));
        changed
    }

    fn members_of<'s>(&'s self, story: &'s DocumentId) -> impl Iterator<Item = &'s Member> {
        self.members.values().filter(move |member| member.story.as_ref() == Some(story))
    }

    /// The story of a document, begun with it when it has none; `None` when it is full.
    fn story_for_one_more(&mut self, id: &DocumentId, reason: &str) -> Option<DocumentId> {
        let member = self.members.get_mut(id)?;
        if member.reason.is_empty() {
            reason.clone_into(&mut member.reason);
        }
        let story = member.story.get_or_insert_with(|| id.clone()).clone();
        (self.members_of(&story).count() < MOST).then_some(story)
    }

    fn enter(
        &mut self,
        id: &DocumentId,
        story: &DocumentId,
        duplicate_of: Option<DocumentId>,
        reason: &str,
    ) {
        if let Some(member) = self.members.get_mut(id) {
            member.story = Some(story.clone());
            member.duplicate_of = duplicate_of;
            reason.clone_into(&mut member.reason);
        }
        self.settle(story);
    }

    /// Finds the heads of a group anew. A group of one is none.
    fn settle(&mut self, story: &DocumentId) {
        let mut group: Vec<Member> = self.members_of(story).cloned().collect();
        group.sort_by_cached_key(Member::rank);
        if let [alone] = group.as_mut_slice() {
            (alone.story, alone.duplicate_of) = (None, None);
            alone.reason.clear();
        }
        let first = group.first().map(|first| first.id.clone());
        let mut heads: HashMap<DocumentId, DocumentId> = HashMap::new();
        for member in &mut group {
            if member.story.is_none() {
                continue;
            }
            // Copies of one text share a label: the id of some head, which may be gone.
            let label = member.duplicate_of.take().unwrap_or_else(|| member.id.clone());
            let head = heads.entry(label).or_insert_with(|| member.id.clone());
            member.duplicate_of = Some(&*head).filter(|head| **head != member.id).cloned();
            member.story.clone_from(&first);
        }
        self.members.extend(group.into_iter().map(|member| (member.id.clone(), member)));
    }
}

impl Member {
    /// The smallest comes first: on its own site, then the earliest.
    fn rank(&self) -> (Reverse<bool>, Timestamp, Timestamp, DocumentId) {
        (Reverse(self.is_own_site), self.date, self.first_seen, self.id.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(name: &str, is_own_site: bool, day: i64) -> Member {
        Member {
            id: DocumentId::new(name),
            duplicate_of: None,
            story: None,
            reason: String::new(),
            is_own_site,
            date: Timestamp::from_millis(day),
            first_seen: Timestamp::from_millis(day),
        }
    }

    fn groups() -> Groups {
        let mut groups = Groups::default();
        groups.add(vec![
            member("original", true, 5),
            member("copy", false, 4),
            member("other", true, 6),
            member("alone", true, 1),
        ]);
        groups
    }

    /// `id>head` for a copy, `id` for a head, by story.
    fn shown(groups: &Groups) -> String {
        let mut shown: Vec<String> = groups
            .members
            .values()
            .filter_map(|member| {
                let head = member.duplicate_of.as_ref().map_or(String::new(), |h| format!(">{h}"));
                Some(format!("{}:{}{head}", member.story.as_ref()?, member.id))
            })
            .collect();
        shown.sort();
        shown.join(" ")
    }

    fn id(name: &str) -> DocumentId {
        DocumentId::new(name)
    }

    #[test]
    fn the_original_is_the_head_whoever_came_first() {
        for (one, two) in [("original", "copy"), ("copy", "original")] {
            let mut groups = groups();
            groups.copy_of(&id(one), &id(two), "text");
            groups.tells_with(&id("other"), &id(two), "terms");
            assert_eq!(shown(&groups), "original:copy>original original:original original:other");
            assert_eq!(groups.changed().len(), 3);
        }
    }

    #[test]
    fn a_chain_never_grows_and_a_head_that_goes_has_a_successor() {
        let mut groups = groups();
        groups.add(vec![member("third", false, 9)]);
        groups.copy_of(&id("copy"), &id("original"), "text");
        groups.copy_of(&id("third"), &id("copy"), "text");
        assert_eq!(
            shown(&groups),
            "original:copy>original original:original original:third>original"
        );
        groups.remove(&id("original"));
        assert_eq!(shown(&groups), "copy:copy copy:third>copy");
        groups.remove(&id("copy"));
        assert_eq!(shown(&groups), "");
        let third = groups.members.get(&id("third")).unwrap();
        assert_eq!((third.duplicate_of.clone(), third.reason.as_str()), (None, ""));
    }

    #[test]
    fn whoever_leaves_and_comes_back_changes_nothing() {
        let mut before = groups();
        before.copy_of(&id("copy"), &id("original"), "text");
        before.tells_with(&id("other"), &id("copy"), "terms");
        let mut groups = Groups::default();
        groups.add(before.members.values().cloned().collect());
        for name in ["original", "other", "copy"] {
            groups.leave(&id(name));
            assert!(!groups.changed().is_empty());
            match name {
                "other" => groups.tells_with(&id(name), &id("copy"), "terms"),
                "original" => groups.copy_of(&id(name), &id("copy"), "text"),
                _ => groups.copy_of(&id(name), &id("original"), "text"),
            }
            assert_eq!(groups.changed(), Vec::<&Member>::new(), "{name}");
        }
        let span = groups.span(&id("copy")).unwrap();
        assert_eq!((span.0.as_millis(), span.1.as_millis()), (4, 6));
    }

    #[test]
    fn a_story_does_not_grow_for_ever() {
        let mut groups = groups();
        for number in 0..2 * i64::try_from(MOST).unwrap() {
            let name = format!("more-{number:03}");
            groups.add(vec![member(&name, false, number)]);
            groups.tells_with(&id(&name), &id("original"), "terms");
        }
        assert_eq!(groups.members_of(&id("original")).count(), MOST);
    }
}
