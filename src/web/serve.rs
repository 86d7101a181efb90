//! Running the server: open the door, crawl beside it, and close cleanly when told to.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval, timeout};

use crate::web::library::Library;
use crate::web::listener::{Door, Peer};
use crate::web::measure::Measurements;
use crate::web::state::{AppState, Doors, Watch};
use crate::web::{ServeOptions, router};

/// Called once a minute. It is never called while the last call still runs.
pub type Round = Box<dyn FnMut() -> Pin<Box<dyn Future<Output = ()> + Send>> + Send>;

/// What is done beside serving.
#[derive(Default)]
pub struct Rounds {
    /// Crawls what is due.
    pub crawl: Option<Round>,
    /// Makes and sends the letters that are due; also called as soon as somebody has subscribed.
    pub letters: Option<Round>,
}

/// How often what is due is looked for.
const BETWEEN_ROUNDS: Duration = Duration::from_mins(1);

/// How long open connections, and a round that is under way, may take to come to their end.
/// Together with what the caller does afterwards it stays under ten seconds.
const LAST_WORDS: Duration = Duration::from_secs(8);

/// A server whose door is open: connections wait until it runs.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    state: AppState,
    last_words: Duration,
}

/// Serves until `shutdown` comes, then stops within eight seconds.
pub async fn serve(
    options: ServeOptions,
    rounds: Rounds,
    shutdown: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    Server::bind(options).await?.run(rounds, shutdown).await
}

impl Server {
    /// Checks the options and takes the address.
    pub async fn bind(options: ServeOptions) -> anyhow::Result<Self> {
        options.check()?;
        let listen = options.listen;
        let listener = TcpListener::bind(listen).await.with_context(|| {
            format!("cannot listen on `{listen}`; choose another with `--listen ADDRESS:PORT`")
        })?;
        let address = listener.local_addr().context("cannot learn the own address")?;
        let state = AppState::new(options, address);
        Ok(Self { listener, address, state, last_words: LAST_WORDS })
    }

    /// Waits so long for what is under way when told to stop.
    #[must_use]
    pub fn with_last_words(self, last_words: Duration) -> Self {
        Self { last_words, ..self }
    }

    /// Where the server listens, with the port that the system chose for port 0.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where a browser finds the page.
    pub fn url(&self) -> String {
        match &self.state.base_url {
            Some(base) => base.to_string(),
            None => format!("http://{}", self.address),
        }
    }

    /// Serves until `shutdown` comes, then stops within eight seconds.
    pub async fn run(
        self,
        rounds: Rounds,
        shutdown: impl Future<Output = ()>,
    ) -> anyhow::Result<()> {
        self.state.measurements.install();
        let (stop, stopped) = watch::channel(false);
        let upkeep = tokio::spawn(keep_up(self.state.measurements.clone(), stopped.clone()));
        let nobody_rings = Arc::new(Notify::new());
        let begin = |round: Option<Round>, bell: Arc<Notify>| {
            round.map(|round| tokio::spawn(each_minute(round, bell, stopped.clone())))
        };
        let crawls = begin(rounds.crawl, nobody_rings);
        let letters = begin(rounds.letters, Arc::clone(&self.state.bell));
        let service = router(self.state).into_make_service_with_connect_info::<Peer>();
        let serving = axum::serve(Door::new(self.listener), service)
            .with_graceful_shutdown(until(stopped))
            .into_future();
        let mut serving = tokio::spawn(serving);
        tracing::info!(address = %self.address, "listening on http://{}", self.address);
        tokio::select! {
            ended = &mut serving => return ended.context("the server broke")?.context("the server broke"),
            () = shutdown => {}
        }
        tracing::info!("stopping: no new connections");
        // Fails only when everybody has stopped already.
        let _ = stop.send(true);
        upkeep.abort();
        close(serving, [crawls, letters], self.last_words).await;
        Ok(())
    }
}

impl AppState {
    /// What requests need, from the options and the address that was taken.
    pub fn new(options: ServeOptions, bound: SocketAddr) -> Self {
        let doors = Doors {
            admin_token: options.admin_token.clone().filter(|token| !token.trim().is_empty()),
            trusted_proxies: options.trusted_proxies.clone(),
            user_header: options.user_header.clone(),
            letters_from: options.letters_from.clone(),
        };
        Self {
            base_url: options.reached_at(bound).map(Arc::from),
            doors: Arc::new(doors),
            desk: Arc::default(),
            bell: Arc::default(),
            throttle: Arc::default(),
            library: Arc::new(Library::new(options.derived, options.database)),
            watch: Arc::new(Watch::new(options.network, options.sources)),
            measurements: Measurements::new(),
            clock: options.clock,
        }
    }
}

/// Waits for what still runs, but not for ever.
async fn close(
    mut serving: JoinHandle<std::io::Result<()>>,
    rounds: [Option<JoinHandle<()>>; 2],
    last_words: Duration,
) {
    let [mut crawls, mut letters] =
        rounds.map(|round| round.unwrap_or_else(|| tokio::spawn(async {})));
    let all = async { tokio::join!(&mut serving, &mut crawls, &mut letters) };
    if timeout(last_words, all).await.is_err() {
        tracing::warn!("stopping although something is still under way");
        serving.abort();
        crawls.abort();
        letters.abort();
    }
}

/// Calls a round once a minute, and when somebody rings.
async fn each_minute(mut round: Round, bell: Arc<Notify>, stopped: watch::Receiver<bool>) {
    let mut minutes = interval(BETWEEN_ROUNDS);
    minutes.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = until(stopped.clone()) => return,
            _ = minutes.tick() => {}
            () = bell.notified() => {}
        }
        round().await;
    }
}

async fn keep_up(measurements: Measurements, stopped: watch::Receiver<bool>) {
    let mut minutes = interval(BETWEEN_ROUNDS);
    while !*stopped.borrow() {
        minutes.tick().await;
        measurements.tidy();
    }
}

/// Until we are told to stop, or nobody is left who could tell.
async fn until(mut stopped: watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stopped| *stopped).await;
}
