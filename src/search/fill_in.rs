//! Saved searches inside others: `search:nattillsyn` keeps what the saved search of that name finds.

use std::collections::BTreeMap;
use std::ops::Range;

use super::syntax::{self, MOST_TERMS};
use super::widen;
use crate::language::fold;
use crate::language::thesaurus::Thesaurus;
use crate::message::{Locale, search as message};
use crate::model::{
    Expansion, Filter, Query, QueryError, SavedSearch, Term, Timestamp, UnderstoodQuery, Visibility,
};

/// Saved searches that lie in each other deeper than that are refused: nobody can follow them.
const DEEPEST: usize = 5;

/// The query texts of saved searches, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedQueries {
    by_name: BTreeMap<String, Saved>,
    audience: Audience,
}

/// Who may name which.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// Shared ones alone, whatever these are made of.
    #[default]
    Everybody,
    /// All of them.
    Ourselves,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Saved {
    query: String,
    is_shared: bool,
}

/// What filling in needs.
#[derive(Clone, Copy)]
pub struct Filling<'f> {
    pub saved: &'f SavedQueries,
    /// Finds the words of saved searches in other languages, too; `None` leaves them as they are.
    pub thesaurus: Option<&'f Thesaurus>,
    pub locale: Locale,
    pub now: Timestamp,
}

impl SavedQueries {
    pub fn new(audience: Audience) -> Self {
        Self { by_name: BTreeMap::new(), audience }
    }

    /// Those of the store that have names.
    pub fn of(searches: &[SavedSearch], audience: Audience) -> Self {
        let mut queries = Self::new(audience);
        for search in searches {
            if let Some(name) = &search.name {
                let is_shared = search.visibility == Visibility::Shared;
                queries.add(name.as_str(), &search.query, is_shared);
            }
        }
        queries
    }

    /// A search that stands there already stays.
    pub fn add(&mut self, name: &str, query: &str, is_shared: bool) {
        let saved = || Saved { query: query.to_owned(), is_shared };
        self.by_name.entry(name.to_owned()).or_insert_with(saved);
    }

    fn named(&self, name: &str, is_inside: bool) -> Option<&Saved> {
        let may = |saved: &&Saved| is_inside || self.may_be_named(saved);
        self.by_name.get(name).filter(may)
    }

    fn nearest(&self, name: &str) -> Option<String> {
        let known = self.by_name.iter().filter(|(_, saved)| self.may_be_named(saved));
        syntax::nearest_value(name, known.map(|(name, _)| name.as_str())).map(syntax::quoted)
    }

    fn may_be_named(&self, saved: &Saved) -> bool {
        saved.is_shared || self.audience == Audience::Ourselves
    }
}

/// Whether a query asks for what a saved search finds.
pub fn asks_for_saved(query: &Query) -> bool {
    match query {
        Query::Filter(Filter::SavedSearch(..)) => true,
        Query::And(parts) | Query::Or(parts) => parts.iter().any(asks_for_saved),
        Query::Not(part) | Query::Boost(part, _) => asks_for_saved(part),
        Query::All | Query::Term(_) | Query::Filter(_) => false,
    }
}

/// Puts into each saved search of an understood query what it asks for; `text` is what was typed.
///
/// All of its words must be there, by themselves or by what they mean: what it would show below
/// the line, it does not find. Where the query around it has words, these alone rank; where it has
/// none, those of the saved search do.
pub fn fill_in(
    understood: &mut UnderstoodQuery,
    text: &str,
    filling: &Filling<'_>,
) -> Result<(), QueryError> {
    if !asks_for_saved(&understood.query) {
        return Ok(());
    }
    let is_quiet = syntax::ranks(&understood.query);
    let terms = syntax::terms(&understood.query);
    let mut work = Work { filling, is_quiet, names: Vec::new(), terms, expansions: Vec::new() };
    match work.filled(&understood.query) {
        Ok(query) => understood.query = query,
        Err(trouble) => return Err(trouble.at(text, filling)),
    }
    if !is_quiet {
        understood.expansions.append(&mut work.expansions);
    }
    Ok(())
}

struct Work<'f> {
    filling: &'f Filling<'f>,
    /// The words of saved searches do not rank.
    is_quiet: bool,
    /// Saved searches that are being filled in, the outermost first.
    names: Vec<String>,
    /// Words and conditions so far.
    terms: usize,
    expansions: Vec<Expansion>,
}

/// Why a saved search cannot be filled in.
struct Trouble {
    message: String,
    suggestion: Option<String>,
    /// The name in the query that was typed; `None` when it is the whole.
    outermost: Option<String>,
}

impl Trouble {
    fn at(self, text: &str, filling: &Filling<'_>) -> QueryError {
        let place =
            |name: &String| syntax::saved_search_at(text, name, filling.locale, filling.now);
        let span: Range<usize> = self.outermost.as_ref().and_then(place).unwrap_or(0..text.len());
        QueryError { message: self.message, suggestion: self.suggestion, span }
    }
}

impl Work<'_> {
    fn filled(&mut self, query: &Query) -> Result<Query, Trouble> {
        Ok(match query {
            Query::Filter(Filter::SavedSearch(name, _)) => self.saved(name)?,
            Query::And(parts) => Query::And(self.all(parts)?),
            Query::Or(parts) => Query::Or(self.all(parts)?),
            Query::Not(part) => Query::Not(Box::new(self.filled(part)?)),
            Query::Boost(part, weight) => Query::Boost(Box::new(self.filled(part)?), *weight),
            Query::All | Query::Term(_) | Query::Filter(_) => query.clone(),
        })
    }

    fn all(&mut self, parts: &[Query]) -> Result<Vec<Query>, Trouble> {
        parts.iter().map(|part| self.filled(part)).collect()
    }

    fn saved(&mut self, typed: &str) -> Result<Query, Trouble> {
        let name = fold(typed);
        let locale = self.filling.locale;
        if self.names.contains(&name) {
            let around = self.names.iter().chain([&name]).cloned().collect::<Vec<_>>().join(" → ");
            return Err(self.trouble(typed, message::saved_search_in_itself(locale, &around)));
        }
        let saved = self.filling.saved;
        let Some(found) = saved.named(&name, !self.names.is_empty()) else {
            let message = match self.names.last() {
                None => message::no_saved_search(locale, typed),
                Some(within) => message::no_saved_search_within(locale, within, typed),
            };
            let suggestion = if self.names.is_empty() { saved.nearest(&name) } else { None };
            return Err(Trouble { suggestion, ..self.trouble(typed, message) });
        };
        if self.names.len() == DEEPEST {
            let message = message::saved_searches_too_deep(locale, DEEPEST);
            return Err(self.trouble(typed, message));
        }
        let understood =
            syntax::parse(&found.query, locale, self.filling.now).map_err(|error| {
                self.trouble(typed, message::saved_search_unreadable(locale, &name, &error.message))
            })?;
        self.terms += syntax::terms(&understood.query);
        if self.terms > MOST_TERMS {
            return Err(self.trouble(typed, message::too_many_terms(locale, MOST_TERMS)));
        }
        let thesaurus = self.filling.thesaurus;
        let expansions = thesaurus.map(|known| widen(&understood.query, known)).unwrap_or_default();
        self.names.push(name);
        let inside = self.filled(&strict(&understood.query, &expansions))?;
        self.names.pop();
        self.expansions.extend(expansions);
        // What is left out twice is kept, and counts nothing.
        let quietly = self.is_quiet && self.names.is_empty();
        let inside = if quietly { not(not(inside)) } else { inside };
        Ok(Query::Filter(Filter::SavedSearch(typed.to_owned(), Some(Box::new(inside)))))
    }

    fn trouble(&self, typed: &str, message: String) -> Trouble {
        let outermost = self.names.first().map_or(typed, String::as_str).to_owned();
        Trouble { message, suggestion: None, outermost: Some(outermost) }
    }
}

fn not(query: Query) -> Query {
    Query::Not(Box::new(query))
}

/// The same query with every word demanded: the word itself, or a concept that stands for it.
fn strict(query: &Query, expansions: &[Expansion]) -> Query {
    let all = |parts: &[Query]| parts.iter().map(|part| strict(part, expansions)).collect();
    match query {
        Query::And(parts) => Query::And(all(parts)),
        Query::Or(parts) => Query::Or(all(parts)),
        Query::Boost(part, weight) => Query::Boost(Box::new(strict(part, expansions)), *weight),
        Query::Term(Term::Word(word)) => {
            demanded(word, expansions, |words| words.iter().any(|one| fold(one) == fold(word)))
        }
        Query::Term(Term::Required(word)) => {
            demanded(word, expansions, |words| matches!(words, [only] if fold(only) == fold(word)))
        }
        Query::All | Query::Term(_) | Query::Filter(_) | Query::Not(_) => query.clone(),
    }
}

fn demanded(word: &str, expansions: &[Expansion], stands_for: impl Fn(&[String]) -> bool) -> Query {
    let mut either = vec![Query::Term(Term::Required(word.to_owned()))];
    let meant = expansions.iter().filter(|expansion| stands_for(&expansion.words));
    either.extend(meant.map(|meant| Query::Filter(Filter::Concept(meant.concept.clone()))));
    if either.len() == 1 { either.remove(0) } else { Query::Or(either) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(audience: Audience) -> SavedQueries {
        let mut saved = SavedQueries::new(audience);
        for (name, query) in [
            ("nattillsyn", "digital nattillsyn -skola"),
            ("papper", "smarta papperskorgar"),
            ("skane", "plats:Malmö OR search:papper"),
            ("ring", "search:gnir"),
            ("gnir", "search:ring"),
            ("trasig", "kommn:Lund"),
            ("tom", "search:borta"),
        ] {
            saved.add(name, query, true);
        }
        for depth in 1..=6 {
            saved.add(&format!("d{depth}"), &format!("search:d{}", depth + 1), true);
        }
        saved.add("hemlig", "budget:>1mkr", false);
        saved.add("oppen", "search:hemlig", true);
        saved.add("lang", &"ord ".repeat(40), true);
        saved
    }

    fn read(text: &str, audience: Audience) -> Result<UnderstoodQuery, QueryError> {
        let (locale, now) = (Locale::Sv, Timestamp::default());
        let saved = saved(audience);
        let thesaurus = Some(Thesaurus::shipped());
        let mut understood = syntax::parse(text, locale, now)?;
        fill_in(&mut understood, text, &Filling { saved: &saved, thesaurus, locale, now })?;
        Ok(understood)
    }

    fn inside(query: &Query) -> &Query {
        match query {
            Query::Filter(Filter::SavedSearch(_, Some(inside))) => inside,
            Query::And(parts) => {
                parts.iter().find(|part| asks_for_saved(part)).map(inside).unwrap()
            }
            other => panic!("{other:?}"),
        }
    }

    fn required(word: &str) -> Query {
        Query::Term(Term::Required(word.to_owned()))
    }

    #[test]
    fn its_words_are_demanded() {
        let understood = read("search:nattillsyn", Audience::Everybody).unwrap();
        let Query::And(parts) = inside(&understood.query) else { panic!("{understood:?}") };
        assert!(
            matches!(&parts[0], Query::Or(either) if either[0] == required("digital"))
                || parts[0] == required("digital")
        );
        assert_eq!(*parts.last().unwrap(), not(required("skola")));
        assert!(understood.explanation.contains("nattillsyn"));
    }

    #[test]
    fn what_its_words_mean_is_found_too() {
        let understood = read("search:papper", Audience::Everybody).unwrap();
        let concept = || Query::Filter(Filter::Concept("smart-waste-bin".to_owned()));
        let either = |word: &str| Query::Or(vec![required(word), concept()]);
        let expected = Query::And(vec![either("smarta"), either("papperskorgar")]);
        assert_eq!(*inside(&understood.query), expected);
        assert_eq!(understood.expansions.len(), 1);
    }

    #[test]
    fn words_around_it_rank_alone() {
        let understood = read("lund search:papper", Audience::Everybody).unwrap();
        assert!(matches!(inside(&understood.query), Query::Not(_)));
        assert!(understood.expansions.is_empty());
    }

    #[test]
    fn it_may_lie_in_another_and_be_left_out() {
        let understood = read("search:skane", Audience::Everybody).unwrap();
        let Query::Or(parts) = inside(&understood.query) else { panic!("{understood:?}") };
        assert!(matches!(&parts[1], Query::Filter(Filter::SavedSearch(_, Some(_)))));
        let without = read("solceller -search:nattillsyn", Audience::Everybody).unwrap();
        let Query::And(parts) = &without.query else { panic!("{without:?}") };
        assert!(matches!(&parts[1], Query::Not(part) if asks_for_saved(part)));
        assert!(read("search:d2", Audience::Everybody).unwrap_err().message.contains("d7"));
    }

    #[test]
    fn what_cannot_be_filled_in_says_why_and_where() {
        let check = |text: &str, marked: &str, told: &str, suggestion: Option<&str>| {
            let error = read(text, Audience::Everybody).unwrap_err();
            assert_eq!(&text[error.span.clone()], marked, "{text}");
            assert!(error.message.contains(told), "{text}: {}", error.message);
            assert_eq!(error.suggestion.as_deref(), suggestion, "{text}");
        };
        check("sol search:natttillsyn", "natttillsyn", "natttillsyn", Some("nattillsyn"));
        check("search:papper,zzz", "zzz", "zzz", None);
        check("bevakning:ring lund", "ring", "ring → gnir → ring", None);
        check("search:trasig", "trasig", "kommn", None);
        check("-search:\"tom\"", "tom", "borta", None);
        check("search:d1", "d1", "5", None);
        check("search:lang search:lang", "lang", "64", None);
    }

    #[test]
    fn private_ones_are_named_by_us_alone() {
        let error = read("search:hemlig", Audience::Everybody).unwrap_err();
        assert_eq!(error.suggestion, None);
        assert!(read("search:hemlig", Audience::Ourselves).is_ok());
        assert!(read("search:oppen", Audience::Everybody).is_ok());
    }
}
