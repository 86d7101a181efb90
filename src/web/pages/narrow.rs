//! "Avgränsa sökningen": facets as links that add a filter, filters as links that remove one.

use crate::message::Locale;
use crate::model::Facet;
use crate::web::asked::Asked;
use crate::web::filters::{self, Active, Field};
use crate::web::state::Watch;
use crate::web::words;

/// Values of a facet that are shown at once; the rest unfolds.
const SHOWN: usize = 7;

/// Values of a facet at most; the long tail of sources helps nobody to choose.
const MOST: usize = 60;

/// A facet, ready for the page.
pub struct FacetView {
    pub heading: String,
    pub values: Vec<ValueView>,
    /// Those behind "show more".
    pub more: Vec<ValueView>,
}

/// A value that the search can be narrowed to.
pub struct ValueView {
    pub words: String,
    pub count: String,
    pub link: String,
}

/// A filter of the search, with the link that takes it away.
pub struct FilterView {
    pub heading: String,
    pub words: String,
    pub link: String,
}

/// The filters that stand in the query.
pub fn active(asked: &Asked, locale: Locale, watch: &Watch) -> Vec<FilterView> {
    let view = |filter: Active| FilterView {
        heading: filter.field.heading(locale),
        words: words::value(locale, filter.field, &filter.value, watch),
        link: asked.with_text(filters::remove(asked.text(), &filter)).address(),
    };
    filters::active(asked.text()).into_iter().map(view).collect()
}

/// The query without any of its filters; `None` when it has none, or nothing else.
pub fn without_filters(text: &str) -> Option<String> {
    let mut bare = text.to_owned();
    while let Some(filter) = filters::active(&bare).first() {
        bare = filters::remove(&bare, filter);
    }
    (bare != text && !bare.is_empty()).then_some(bare)
}

/// The facets that can still narrow: a field that is filtered already has nothing to choose.
pub fn facets(facets: &[Facet], asked: &Asked, locale: Locale, watch: &Watch) -> Vec<FacetView> {
    let taken: Vec<Field> =
        filters::active(asked.text()).into_iter().map(|filter| filter.field).collect();
    let open = |facet: &&Facet| {
        Field::of_facet(facet.field).is_some_and(|field| !taken.contains(&field))
            && !facet.values.is_empty()
    };
    let mut open: Vec<&Facet> = facets.iter().filter(open).collect();
    open.sort_by_key(|facet| Field::of_facet(facet.field));
    open.into_iter().filter_map(|facet| view(facet, asked, locale, watch)).collect()
}

fn view(facet: &Facet, asked: &Asked, locale: Locale, watch: &Watch) -> Option<FacetView> {
    let field = Field::of_facet(facet.field)?;
    let mut values = facet.values.iter().take(MOST).map(|value| ValueView {
        words: words::value(locale, field, &value.value, watch),
        count: words::number(locale, value.count as u64),
        link: asked.with_text(filters::add(asked.text(), field, &value.value, locale)).address(),
    });
    let shown = values.by_ref().take(SHOWN).collect();
    Some(FacetView { heading: field.heading(locale), values: shown, more: values.collect() })
}
