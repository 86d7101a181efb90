//! What every request may use.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::{Notify, OnceCell};

use crate::crawl::intake;
use crate::digest::{self, Desk};
use crate::model::{Clock, Network, Source, SourceState};
use crate::token::SigningKey;
use crate::web::fault::Fault;
use crate::web::library::Library;
use crate::web::measure::Measurements;
use crate::web::options::LettersFrom;
use crate::web::throttle::Throttle;

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
    /// Who may sign in, and whom we believe.
    pub doors: Arc<Doors>,
    /// Where letters are seen to; made when it is first needed.
    pub(super) desk: Arc<OnceCell<DeskParts>>,
    /// Something was put into the outbox: whoever sends wakes up.
    pub bell: Arc<Notify>,
    /// How often callers may do what costs others something.
    pub throttle: Arc<Throttle>,
}

/// Who may sign in, and whom we believe.
#[derive(Clone, Debug, Default)]
pub struct Doors {
    /// Opens a session for whoever knows it; nobody when there is none.
    pub admin_token: Option<String>,
    pub trusted_proxies: Vec<String>,
    pub user_header: Option<String>,
    /// Whom letters come from; `None` where none are sent.
    pub letters_from: Option<LettersFrom>,
}

impl Doors {
    /// Letters can be sent, so that one can subscribe.
    pub fn sends_letters(&self) -> bool {
        self.letters_from.is_some()
    }
}

/// What a desk has that does not change.
#[derive(Clone)]
pub(super) struct DeskParts {
    key: SigningKey,
    network: Arc<Network>,
    sources: Arc<[Source]>,
}

/// What is watched and by whom.
pub struct Watch {
    pub network: Network,
    pub sources: Vec<Source>,
    by_id: HashMap<String, usize>,
    /// Those that stand in no list: what people bring.
    by_hand: Vec<Source>,
}

impl Watch {
    pub fn new(network: Network, sources: Vec<Source>) -> Self {
        let by_id = sources
            .iter()
            .enumerate()
            .map(|(number, source)| (source.id.as_str().to_owned(), number))
            .collect();
        let by_hand = intake::built_in_use(|_| true);
        Self { network, sources, by_id, by_hand }
    }

    /// `None`: the source is no longer in the list, though its documents may be kept.
    pub fn source(&self, id: &str) -> Option<&Source> {
        let listed = self.by_id.get(id).and_then(|number| self.sources.get(*number));
        listed.or_else(|| self.by_hand.iter().find(|source| source.id.as_str() == id))
    }

    /// The sources of the list, and those that people have brought something to.
    pub fn in_use<'s>(
        &'s self,
        states: &HashMap<&str, &SourceState>,
    ) -> impl Iterator<Item = &'s Source> {
        let is_in_use =
            |id: &str| states.get(id).is_some_and(|state: &&SourceState| state.documents > 0);
        let by_hand: Vec<&Source> =
            self.by_hand.iter().filter(|source| is_in_use(source.id.as_str())).collect();
        self.sources.iter().chain(by_hand)
    }

    pub fn enabled(&self) -> usize {
        self.sources.iter().filter(|source| source.enabled).count()
    }
}

impl AppState {
    /// The desk at which letters are seen to. It needs a store that can be written, and an own
    /// address for links.
    pub async fn desk(&self) -> Result<Desk, Fault> {
        let base_url = self.base_url.clone().ok_or(Fault::NoLetters)?;
        let store = self.library.writable_store().await?;
        let DeskParts { key, network, sources } = self.parts().await?;
        let derived = self.library.derived();
        Ok(Desk { store, key, base_url, network, sources, derived })
    }

    /// The key that signs links in letters, and the forms of analysts.
    pub async fn signing_key(&self) -> Result<SigningKey, Fault> {
        Ok(self.parts().await?.key)
    }

    async fn parts(&self) -> Result<DeskParts, Fault> {
        let make = async || {
            let key = digest::load_key(self.library.data()).map_err(|error| {
                tracing::error!(%error, "{error}");
                Fault::Internal
            })?;
            let network = Arc::new(self.watch.network.clone());
            Ok(DeskParts { key, network, sources: Arc::from(self.watch.sources.clone()) })
        };
        self.desk.get_or_try_init(make).await.cloned()
    }

    /// An absolute address where we know our own, else one from the root of this server.
    pub fn absolute(&self, address: &str) -> String {
        match &self.base_url {
            Some(base) => format!("{base}{address}"),
            None => address.to_owned(),
        }
    }
}
