//! What was asked and answered, request by request, for a person who wants to see every step.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use reqwest::header::LOCATION;

use super::error::FetchError;
use super::exchange::{Asked, BodyKind, Reply};
use super::{Fetcher, headers};

/// One request and how it was answered.
#[derive(Clone, Debug)]
pub struct Exchange {
    pub url: String,
    /// Asked for the robots.txt of a host.
    pub is_robots: bool,
    /// `None`: there was no answer, and `error` says why.
    pub status: Option<u16>,
    /// Where a redirect points, as the server wrote it.
    pub location: Option<String>,
    pub content_type: Option<String>,
    /// Decompressed; empty for a register, which is not held.
    pub body: Vec<u8>,
    /// Bytes of the body.
    pub bytes: u64,
    pub duration: Duration,
    pub error: Option<String>,
}

/// Writes down exchanges once it has been asked to.
#[derive(Default)]
pub(super) struct Witness(Mutex<Option<Vec<Exchange>>>);

impl Witness {
    pub(super) fn note(
        &self,
        asked: &Asked<'_>,
        reply: &Result<Reply, FetchError>,
        duration: Duration,
    ) {
        let mut exchanges = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(exchanges) = exchanges.as_mut() else { return };
        let answer = reply.as_ref().ok();
        let location = answer.and_then(|reply| reply.headers.get(LOCATION));
        exchanges.push(Exchange {
            url: asked.url.to_string(),
            is_robots: asked.body == BodyKind::Robots,
            status: answer.map(|reply| reply.status.as_u16()),
            location: location.map(|to| String::from_utf8_lossy(to.as_bytes()).into_owned()),
            content_type: answer.and_then(|reply| headers::content_type(&reply.headers)),
            body: answer.map(|reply| reply.body.clone()).unwrap_or_default(),
            bytes: answer.map(Reply::length).unwrap_or_default(),
            duration,
            error: reply.as_ref().err().map(ToString::to_string),
        });
    }
}

impl Fetcher {
    /// From now on every request is written down, with the body of its answer: for a few requests
    /// that somebody wants to look at, not for a crawl.
    pub fn watch(&self) {
        let mut exchanges =
            self.0.counters.witness.0.lock().unwrap_or_else(PoisonError::into_inner);
        exchanges.get_or_insert_default();
    }

    /// What was written down so far, in the order of the answers.
    pub fn exchanges(&self) -> Vec<Exchange> {
        let exchanges = self.0.counters.witness.0.lock().unwrap_or_else(PoisonError::into_inner);
        exchanges.clone().unwrap_or_default()
    }
}
