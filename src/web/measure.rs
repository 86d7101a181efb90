//! What is measured of the server, and `/metrics` that tells it to Prometheus.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use metrics_exporter_prometheus::{
    Matcher, PrometheusBuilder, PrometheusHandle, PrometheusRecorder,
};

use crate::model::{Health, SourceId, SourceState, Timestamp};
use crate::web::library::Standing;
use crate::web::state::AppState;

/// Upper bounds of the latency histogram in seconds.
const LATENCY_BOUNDS: [f64; 9] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.0, 10.0];

const REQUESTS: &str = "utkik_http_requests_total";
const LATENCY: &str = "utkik_http_request_seconds";
const DOCUMENTS: &str = "utkik_documents";
const INDEXED: &str = "utkik_index_documents";
const LAG: &str = "utkik_index_lag_documents";
const SOURCES: &str = "utkik_sources";
const OVERDUE: &str = "utkik_sources_overdue";
const CHECKS: &str = "utkik_checks_total";
const LAST_CHECK: &str = "utkik_last_check_timestamp_seconds";
const LAST_SUCCESS: &str = "utkik_source_last_success_timestamp_seconds";
const FAILURES: &str = "utkik_source_failures_in_a_row";

/// A source that should have been looked at so long ago says that nobody crawls.
const LATE: Duration = Duration::from_hours(1);

/// Counts what this server does. Each server has its own, so that tests do not share numbers.
#[derive(Clone)]
pub struct Measurements {
    recorder: Arc<PrometheusRecorder>,
    handle: PrometheusHandle,
}

impl Measurements {
    pub fn new() -> Self {
        let builder = PrometheusBuilder::new();
        let latency = Matcher::Full(LATENCY.to_owned());
        // Only an empty list of bounds is refused; then the histogram would become a summary.
        let builder = builder
            .set_buckets_for_metric(latency, &LATENCY_BOUNDS)
            .unwrap_or_else(|_| PrometheusBuilder::new());
        let recorder = builder.build_recorder();
        let handle = recorder.handle();
        Self { recorder: Arc::new(recorder), handle }
    }

    /// Lets the whole program count into these measurements; the first server wins.
    pub fn install(&self) {
        if metrics::set_global_recorder(self.recorder.clone()).is_err() {
            tracing::debug!("measurements are counted elsewhere already");
        }
    }

    /// Folds what has been measured; without it, samples would pile up between two scrapes.
    pub fn tidy(&self) {
        self.handle.run_upkeep();
    }

    fn count(&self, route: &str, method: &Method, status: u16, took: Duration) {
        let (route, method) = (route.to_owned(), known_method(method));
        metrics::with_local_recorder(&*self.recorder, || {
            let status = status.to_string();
            metrics::counter!(REQUESTS, "route" => route.clone(), "method" => method,
                "status" => status)
            .increment(1);
            metrics::histogram!(LATENCY, "route" => route).record(took.as_secs_f64());
        });
    }

    fn render(&self, seen: &Seen<'_>) -> String {
        metrics::with_local_recorder(&*self.recorder, || {
            describe();
            seen.tell_of_documents();
            seen.tell_of_sources();
        });
        self.handle.render()
    }
}

/// Counts one request by its route, never by its address: addresses are endless.
pub async fn count(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let method = request.method().clone();
    let started = Instant::now();
    let response = next.run(request).await;
    let route = route.as_deref().unwrap_or("unknown");
    state.measurements.count(route, &method, response.status().as_u16(), started.elapsed());
    response
}

/// `GET /metrics`.
pub async fn metrics(State(state): State<AppState>) -> Response {
    let standing = state.library.standing().await;
    let indexed = state.library.indexed().await;
    let states: HashMap<&str, &SourceState> =
        standing.sources.iter().map(|state| (state.id.as_str(), state)).collect();
    let enabled = state.watch.sources.iter().filter(|source| source.enabled);
    let watched = enabled.map(|source| (&source.id, states.get(source.id.as_str()).copied()));
    let seen =
        Seen { standing: &standing, indexed, watched: watched.collect(), now: state.clock.now() };
    let rendered = state.measurements.render(&seen);
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], rendered).into_response()
}

/// What store and index say at the moment of asking: so a `crawl` of another process is seen too.
struct Seen<'a> {
    standing: &'a Standing,
    indexed: Option<u64>,
    /// The enabled sources, with their states where they have one.
    watched: Vec<(&'a SourceId, Option<&'a SourceState>)>,
    now: Timestamp,
}

fn describe() {
    metrics::describe_counter!(REQUESTS, "Answered requests.");
    metrics::describe_histogram!(LATENCY, "How long answers took, in seconds.");
    metrics::describe_gauge!(DOCUMENTS, "Documents that are kept.");
    metrics::describe_gauge!(INDEXED, "Documents that can be found.");
    metrics::describe_gauge!(LAG, "Documents that are kept but cannot be found yet.");
    metrics::describe_gauge!(SOURCES, "Enabled sources by state, as `utkik sources` tells it.");
    metrics::describe_gauge!(OVERDUE, "Enabled sources due for more than an hour: no crawl runs.");
    metrics::describe_counter!(CHECKS, "Checks of sources since the database was made.");
    metrics::describe_gauge!(LAST_CHECK, "When a source was last checked, Unix time.");
    metrics::describe_gauge!(LAST_SUCCESS, "When each source last answered as it should.");
    metrics::describe_gauge!(FAILURES, "Failed checks in a row of each source.");
}

#[expect(clippy::cast_precision_loss, reason = "counts and seconds stay far below 2^52")]
impl Seen<'_> {
    fn tell_of_documents(&self) {
        if let Some(documents) = self.standing.documents {
            metrics::gauge!(DOCUMENTS).set(documents as f64);
            let lag = documents.saturating_sub(self.indexed.unwrap_or_default());
            metrics::gauge!(LAG).set(lag as f64);
        }
        if let Some(indexed) = self.indexed {
            metrics::gauge!(INDEXED).set(indexed as f64);
        }
        if let Some(checks) = self.standing.checks {
            metrics::counter!(CHECKS).absolute(checks);
        }
    }

    fn tell_of_sources(&self) {
        let health_of = |state: Option<&SourceState>| {
            state.map_or(Health::New, |state| state.health_at(self.now))
        };
        for health in Health::ALL {
            let number =
                self.watched.iter().filter(|(_, state)| health_of(*state) == health).count();
            metrics::gauge!(SOURCES, "health" => health.as_str()).set(number as f64);
        }
        let states = || self.watched.iter().filter_map(|(_, state)| *state);
        let late = states().filter(|state| state.next_check.plus(LATE) < self.now).count();
        metrics::gauge!(OVERDUE).set(late as f64);
        if let Some(last) = states().filter_map(|state| state.last_check).max() {
            metrics::gauge!(LAST_CHECK).set(last.as_secs() as f64);
        }
        for (id, state) in &self.watched {
            let Some(state) = state else { continue };
            let id = id.as_str().to_owned();
            if let Some(success) = state.last_success {
                metrics::gauge!(LAST_SUCCESS, "source" => id.clone()).set(success.as_secs() as f64);
            }
            metrics::gauge!(FAILURES, "source" => id).set(f64::from(state.failures_in_a_row));
        }
    }
}

/// A method as a label; what is not a usual one is one label, for anybody can make up more.
fn known_method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    }
}
