//! What is measured of the server, and `/metrics` that tells it to Prometheus.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use metrics_exporter_prometheus::{
    Matcher, PrometheusBuilder, PrometheusHandle, PrometheusRecorder,
};

use crate::model::Health;
use crate::web::library::Standing;
use crate::web::state::AppState;

/// Upper bounds of the latency histogram in seconds.
const LATENCY_BOUNDS: [f64; 9] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.0, 10.0];

const REQUESTS: &str = "utkik_http_requests_total";
const LATENCY: &str = "utkik_http_request_seconds";
const DOCUMENTS: &str = "utkik_documents";
const SOURCES: &str = "utkik_sources";

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

    fn render(&self, standing: &Standing) -> String {
        metrics::with_local_recorder(&*self.recorder, || describe(standing));
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
    let rendered = state.measurements.render(&standing);
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], rendered).into_response()
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
fn describe(standing: &Standing) {
    metrics::describe_counter!(REQUESTS, "Answered requests.");
    metrics::describe_histogram!(LATENCY, "How long answers took, in seconds.");
    metrics::describe_gauge!(DOCUMENTS, "Documents that are kept.");
    metrics::describe_gauge!(SOURCES, "Sources by health at their last check.");
    if let Some(documents) = standing.documents {
        metrics::gauge!(DOCUMENTS).set(documents as f64);
    }
    for health in Health::ALL {
        let number = standing.sources.iter().filter(|state| state.health == health).count();
        metrics::gauge!(SOURCES, "health" => health.as_str()).set(number as f64);
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
