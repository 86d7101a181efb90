//! What is watched of the places that a query asks for: said where nothing was found.

use crate::model::{Filter, PlaceId, Query, Source};
use crate::place;

/// Of each place that the query asks for, its name and how many enabled sources are from there.
pub fn watched(query: &Query, sources: &[Source]) -> Vec<(String, usize)> {
    let mut asked = Vec::new();
    places(query, &mut asked);
    asked.iter().map(|ids| (name(ids), count(ids, sources))).collect()
}

fn places<'q>(query: &'q Query, asked: &mut Vec<&'q [PlaceId]>) {
    match query {
        Query::Filter(Filter::Place(ids)) => asked.push(ids),
        Query::And(parts) | Query::Or(parts) => {
            for part in parts {
                places(part, asked);
            }
        }
        Query::Boost(part, _) => places(part, asked),
        Query::All | Query::Term(_) | Query::Filter(_) | Query::Not(_) => {}
    }
}

/// Namesakes share their name.
fn name(ids: &[PlaceId]) -> String {
    let first = ids.first().and_then(place::by_id);
    first.map_or_else(String::new, |place| place.name.to_owned())
}

fn count(ids: &[PlaceId], sources: &[Source]) -> usize {
    let wider: Vec<_> = ids.iter().filter_map(place::by_id).collect();
    let is_from = |source: &&Source| {
        let Some(name) = source.place.as_deref().filter(|_| source.enabled) else { return false };
        place::look_up(name).iter().any(|one| wider.iter().any(|wider| place::within(one, wider)))
    };
    sources.iter().filter(is_from).count()
}

#[cfg(test)]
mod tests {
    use super::watched as of_query;
    use crate::message::Locale;
    use crate::model::Timestamp;
    use crate::search::syntax;

    #[test]
    fn the_places_of_a_query_are_named_with_their_sources() {
        let list = "[network]\n[[source]]\nid = \"a\"\nname = \"A\"\nurl = \"https://a.example/\"\n\
                    place = \"Malmö\"\n[[source]]\nid = \"b\"\nname = \"B\"\n\
                    url = \"https://b.example/\"\nplace = \"Höganäs\"\nenabled = false\n";
        let read = crate::config::read_sources(std::path::Path::new("sources.toml"), list);
        let sources = read.unwrap().sources;
        let watched = |text: &str| {
            let query = syntax::parse(text, Locale::Sv, Timestamp::default()).unwrap().query;
            of_query(&query, &sources)
        };
        assert_eq!(watched("drönare plats:Malmö"), [("Malmö".to_owned(), 1)]);
        assert_eq!(watched("plats:Skåne"), [("Skåne län".to_owned(), 1)]);
        assert_eq!(watched("kommun:Höganäs"), [("Höganäs".to_owned(), 0)]);
        assert_eq!(watched("drönare"), []);
    }
}
