//! Feeds of saved searches as a list for feed readers (OPML 2.0).

use std::fmt::Write as _;

use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::model::SavedSearch;
use crate::web::feeds::xml::escaped;
use crate::web::state::AppState;
use crate::web::watching::saved;

/// The list, with the Atom feed of each.
pub fn answer<'s>(
    state: &AppState,
    title: &str,
    searches: impl Iterator<Item = &'s SavedSearch>,
) -> Response {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head>\n\
         <title>{}</title>\n</head>\n<body>\n",
        escaped(title)
    );
    for search in searches {
        let feed = state.absolute(&saved::address(&search.key, "/feed.atom"));
        let page = state.absolute(&saved::address(&search.key, ""));
        let title = escaped(&search.title);
        // Writing into a `String` cannot fail. `rss` is the type of every feed (OPML 2.0).
        let _ = writeln!(
            text,
            "<outline type=\"rss\" text=\"{title}\" title=\"{title}\" description=\"{}\" \
             xmlUrl=\"{}\" htmlUrl=\"{}\"/>",
            escaped(&search.description),
            escaped(&feed),
            escaped(&page),
        );
    }
    text.push_str("</body>\n</opml>\n");
    ([(header::CONTENT_TYPE, "text/x-opml; charset=utf-8")], text).into_response()
}
