//! Makes entries of records, hands them over, and counts.

use super::entry::EntryMaker;
use super::group::Groups;
use super::record::Record;
use super::{RegisterEnd, Taken};
use crate::model::{Entry, RegisterRecipe};
use crate::parse::ParseError;

/// Fields that are named in an error.
const TOLD: usize = 12;

pub(super) struct Hands<'r, 't> {
    maker: EntryMaker<'r>,
    take: &'t mut dyn FnMut(Entry) -> Taken,
    pub end: RegisterEnd,
    most: usize,
    /// Where rows wait for others of the same record.
    groups: Option<Groups>,
}

impl<'r, 't> Hands<'r, 't> {
    /// At most so many records are read.
    pub(super) fn new(
        recipe: &'r RegisterRecipe,
        base: &'r str,
        most: usize,
        take: &'t mut dyn FnMut(Entry) -> Taken,
    ) -> Self {
        Self {
            maker: EntryMaker::new(recipe, base),
            take,
            end: RegisterEnd::default(),
            most,
            groups: recipe.group_by.clone().map(Groups::by),
        }
    }

    pub(super) fn give(&mut self, record: Record) -> Taken {
        match &mut self.groups {
            Some(groups) => groups.add(record),
            None => self.hand_over(&record),
        }
    }

    fn hand_over(&mut self, record: &Record) -> Taken {
        if self.end.records >= self.most {
            self.end.warnings.push(format!("only the first {} records were read", self.most));
            return Taken::Enough;
        }
        if self.end.records == 0 {
            self.end.names = record.names().iter().map(ToString::to_string).collect();
        }
        self.end.records += 1;
        let Some(entry) = self.maker.entry(record) else {
            self.end.unusable += 1;
            return Taken::GoOn;
        };
        (self.take)(entry)
    }

    /// All records have come: those that waited are handed over.
    pub(super) fn all_came(&mut self) {
        let Some(groups) = self.groups.take() else { return };
        if groups.is_full() {
            self.cut_off("there is too much to join by `group_by`");
        }
        for record in groups.into_records() {
            if self.hand_over(&record) == Taken::Enough {
                return;
            }
        }
    }

    /// What is left cannot be read.
    pub(super) fn cut_off(&mut self, why: &str) {
        self.end.is_cut_off = true;
        self.end.warnings.push(format!("the register could not be read to its end: {why}"));
    }

    pub(super) fn finish(self) -> Result<RegisterEnd, ParseError> {
        let mut end = self.end;
        let (unusable, records) = (end.unusable, end.records);
        if records > 0 && unusable == records {
            let names = end.names.iter().take(TOLD).map(|name| format!("`{name}`"));
            let has = names.collect::<Vec<_>>().join(", ");
            return Err(ParseError::NoTitles { records, has });
        }
        if unusable > 0 {
            end.warnings.push(format!("{unusable} of {records} records have no title and no text"));
        }
        Ok(end)
    }
}
