//! What every request may use.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::{Clock, Network, Source};
use crate::web::library::Library;
use crate::web::measure::Measurements;

/// Shared by all requests; cloning it is cheap.
#[derive(Clone)]
pub struct AppState {
    pub library: Arc<Library>,
    pub watch: Arc<Watch>,
    pub measurements: Measurements,
    pub clock: Clock,
    /// Where the server is reached from outside, without a slash at its end. `None` when nobody
    /// said; it is never guessed from what a request claims.
    pub base_url: Option<Arc<str>>,
}

/// What is watched and by whom.
pub struct Watch {
    pub network: Network,
    pub sources: Vec<Source>,
    by_id: HashMap<String, usize>,
}

impl Watch {
    pub fn new(network: Network, sources: Vec<Source>) -> Self {
        let by_id = sources
            .iter()
            .enumerate()
            .map(|(number, source)| (source.id.as_str().to_owned(), number))
            .collect();
        Self { network, sources, by_id }
    }

    /// `None`: the source is no longer in the list, though its documents may be kept.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.by_id.get(id).and_then(|number| self.sources.get(*number))
    }

    pub fn enabled(&self) -> usize {
        self.sources.iter().filter(|source| source.enabled).count()
    }
}

impl AppState {
    /// An absolute address where we know our own, else one from the root of this server.
    pub fn absolute(&self, address: &str) -> String {
        match &self.base_url {
            Some(base) => format!("{base}{address}"),
            None => address.to_owned(),
        }
    }
}
