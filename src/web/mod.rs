//! HTTP: the API, the search page, feeds out.
