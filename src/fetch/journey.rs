//! One fetch with its redirects: every hop is checked, waits its turn, and is asked by itself.

use std::time::Duration;

use reqwest::Client;
use reqwest::header::{LOCATION, RETRY_AFTER};
use tokio::sync::MutexGuard;
use tokio::time::Instant;
use url::Url;

use super::client::Choice;
use super::error::{Cause, FetchError};
use super::exchange::{Asked, BodyKind, Reply, exchange};
use super::gate::{read_redirect, read_start};
use super::politeness::{Host, Manners};
use super::{FetchRequest, Shared, headers, limits, login};
use crate::address::host_key_of;
use crate::model::Timestamp;

/// Where a fetch has got to.
pub(super) struct Journey {
    pub(super) url: Url,
    /// The host that it began at; a `robots_exception` ends with it.
    first_host: String,
    hops: usize,
    /// No redirect so far has left the origin, so that credentials may still be sent.
    is_at_home: bool,
    /// All redirects so far were permanent.
    pub(super) is_permanent: bool,
    /// The last answer's host is left alone until then.
    pub(super) left_alone_until: Option<Timestamp>,
    /// What is left of the total deadline; waiting for our turn does not count.
    patience: Duration,
}

impl Journey {
    pub(super) fn start(address: &str, patience: Duration) -> Result<Self, FetchError> {
        let url = read_start(address)?;
        let first_host = host_key_of(&url).unwrap_or_default();
        let (is_at_home, is_permanent) = (true, true);
        let left_alone_until = None;
        Ok(Self { url, first_host, hops: 0, is_at_home, is_permanent, left_alone_until, patience })
    }

    /// The final address, when it is a new one for good.
    pub(super) fn moved_to(&self) -> Option<String> {
        (self.hops > 0 && self.is_permanent).then(|| self.url.to_string())
    }

    /// Whether no redirect has led to another host, which validators are no business of: they tell
    /// who asks, and what that one has seen before.
    pub(super) fn is_at_first_host(&self) -> bool {
        host_key_of(&self.url).unwrap_or_default() == self.first_host
    }

    /// Whether what was posted may be sent again where a redirect points: only there and only when
    /// it says so (RFC 9110, section 15.4), and never to another origin.
    pub(super) fn may_post_again(&self, reply: &Reply) -> Result<(), FetchError> {
        let target = redirect_target(&self.url, reply)?;
        let keeps_method = matches!(reply.status.as_u16(), 307 | 308);
        if keeps_method && target.origin() == self.url.origin() {
            return Ok(());
        }
        let message = format!(
            "`{}` redirects what is posted to `{target}`, where it is not sent; write the new \
             address if it is the right one",
            self.url
        );
        Err(FetchError::new(Cause::Redirect, message))
    }

    /// Goes on where a redirect points.
    pub(super) fn follow(&mut self, reply: &Reply) -> Result<(), FetchError> {
        let target = redirect_target(&self.url, reply)?;
        self.hops += 1;
        if target == self.url {
            let message = format!("`{}` redirects to itself", self.url);
            return Err(FetchError::new(Cause::Redirect, message));
        }
        if self.hops > limits::REDIRECTS {
            let message = format!(
                "more than {} redirects, the last one to `{target}`; check it in a browser",
                limits::REDIRECTS
            );
            return Err(FetchError::new(Cause::Redirect, message));
        }
        // Nobody should learn for good to leave an encrypted address.
        let is_downgrade = self.url.scheme() == "https" && target.scheme() == "http";
        self.is_permanent &= matches!(reply.status.as_u16(), 301 | 308) && !is_downgrade;
        self.is_at_home &= target.origin() == self.url.origin();
        self.url = target;
        Ok(())
    }
}

/// Whether the status asks to look elsewhere.
pub(super) fn is_redirect(reply: &Reply) -> bool {
    matches!(reply.status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

fn redirect_target(url: &Url, reply: &Reply) -> Result<Url, FetchError> {
    let Some(location) = reply.headers.get(LOCATION) else {
        let message = format!("`{url}` redirects without saying where to ({})", reply.status);
        return Err(FetchError::new(Cause::Redirect, message));
    };
    let location = String::from_utf8_lossy(location.as_bytes());
    let mut target = read_redirect(&location, url).map_err(|error| {
        FetchError::new(Cause::Policy, format!("`{url}` redirects to where we do not go: {error}"))
    })?;
    target.set_fragment(None);
    Ok(target)
}

impl Shared {
    /// Asks once, politely.
    pub(super) async fn hop(
        &self,
        journey: &mut Journey,
        request: &FetchRequest<'_>,
        login: Option<&login::Allowed<'_>>,
    ) -> Result<Reply, FetchError> {
        let key = host_key_of(&journey.url).unwrap_or_default();
        let host = self.host(&key);
        let mut manners = self.turn(&journey.url, &host).await?;
        let is_excepted = request.robots_exception && journey.is_at_first_host();
        if !is_excepted {
            manners.check_robots(&journey.url)?;
        }
        manners.wait(journey.hops > 0, self.clock.now()).await?;
        manners.begin();
        let login = login.filter(|login| journey.is_at_home && login.is_for(&journey.url));
        let asked = Asked {
            url: &journey.url,
            body: request.body,
            validators: request.validators.filter(|_| journey.is_at_first_host()),
            login: login.map(|login| login.credentials),
            post: request.post,
            proxy: self.proxy_for(&journey.url),
            patience: journey.patience,
        };
        let began = Instant::now();
        let reply = self.ask(&asked, &mut manners).await;
        let status = reply.as_ref().map_or(0, |reply| reply.status.as_u16());
        manners.end(reply.as_ref().err(), status, self.clock.now());
        let reply = reply?;
        journey.patience = journey.patience.saturating_sub(began.elapsed());
        journey.left_alone_until = self.heed_retry_after(&reply, &mut manners);
        Ok(reply)
    }

    /// Waits until nobody else talks to the host, and its robots.txt is known.
    async fn turn<'h>(
        &self,
        url: &Url,
        host: &'h Host,
    ) -> Result<MutexGuard<'h, Manners>, FetchError> {
        loop {
            let manners = self.enter(url, host).await?;
            if manners.knows_robots(self.clock.now()) {
                return Ok(manners);
            }
            drop(manners);
            self.learn_robots(url, host).await?;
        }
    }

    /// Waits until nobody else talks to the host, and checks the address. A name that cannot be
    /// looked up spares the others who wait for it.
    pub(super) async fn enter<'h>(
        &self,
        url: &Url,
        host: &'h Host,
    ) -> Result<MutexGuard<'h, Manners>, FetchError> {
        let mut manners = host.lock().await;
        manners.check_host(self.clock.now())?;
        if let Err(error) = self.gate.admit(url, self.deadlines.connect).await {
            if error.is_unreachable() {
                manners.note_down(&error);
            }
            return Err(error);
        }
        Ok(manners)
    }

    /// A kept connection that the host has closed meanwhile, or is just closing, says nothing about
    /// the host: the request is made once more on a new one (RFC 9112, section 9.3.1).
    async fn ask(&self, asked: &Asked<'_>, manners: &mut Manners) -> Result<Reply, FetchError> {
        let began = Instant::now();
        let Choice { client, may_be_old } = self.clients.choose(&mut manners.period);
        let reply = self.send(client, asked).await;
        if !(may_be_old && reply.as_ref().is_err_and(FetchError::is_dropped)) {
            return reply;
        }
        let patience = asked.patience.saturating_sub(began.elapsed());
        manners.wait(true, self.clock.now()).await?;
        manners.begin();
        self.send(self.clients.closing(), &Asked { patience, ..*asked }).await
    }

    pub(super) async fn send(
        &self,
        client: &Client,
        asked: &Asked<'_>,
    ) -> Result<Reply, FetchError> {
        let began = Instant::now();
        let reply =
            exchange(client, asked, &self.deadlines, &self.counters, self.folder.as_deref()).await;
        self.counters.witness.note(asked, &reply, began.elapsed());
        reply
    }

    pub(super) fn proxy_for(&self, url: &Url) -> Option<&str> {
        self.proxy.as_deref().filter(|_| self.gate.is_proxied(url))
    }

    /// Leaves the whole host alone when it says so, and gives the moment until when.
    pub(super) fn heed_retry_after(
        &self,
        reply: &Reply,
        manners: &mut Manners,
    ) -> Option<Timestamp> {
        let status = reply.status.as_u16();
        if status != 429 && status < 500 {
            return None;
        }
        let now = self.clock.now();
        let asked = headers::retry_after(&reply.headers, now);
        let until = asked.or_else(|| matches!(status, 429 | 503).then(|| manners.back_off(now)))?;
        manners.leave_alone(until);
        Some(until)
    }

    /// Finds out about the robots.txt of the host of `url`, unless somebody else just did. An error
    /// means that the host, or the one that has its robots.txt, cannot be asked at all; that is not
    /// remembered.
    async fn learn_robots(&self, url: &Url, host: &Host) -> Result<(), FetchError> {
        let _learning = host.learning.lock().await;
        if self.enter(url, host).await?.knows_robots(self.clock.now()) {
            return Ok(());
        }
        match self.fetch_robots(url).await {
            Ok(text) => {
                host.lock().await.learn_robots(text, self.clock.now());
                Ok(())
            }
            Err(error) => {
                if error.is_of_host() {
                    host.lock().await.note_down(&error);
                }
                Err(error)
            }
        }
    }

    /// The text of a robots.txt; `None` when it is there but could not be read.
    async fn fetch_robots(&self, url: &Url) -> Result<Option<String>, FetchError> {
        let mut robots = url.clone();
        robots.set_path("/robots.txt");
        robots.set_query(None);
        robots.set_fragment(None);
        let mut journey = Journey::start(robots.as_str(), self.deadlines.total)?;
        loop {
            let reply = match self.ask_robots(&mut journey).await {
                Ok(reply) => reply,
                Err(error) if error.is_of_host() => return Err(error),
                Err(error) if matches!(error.class(), "policy" | "rate_limited") => {
                    return Err(error);
                }
                Err(_) => return Ok(None),
            };
            match reply.status.as_u16() {
                200..=299 => return Ok(Some(String::from_utf8_lossy(&reply.body).into_owned())),
                _ if is_redirect(&reply) => match journey.follow(&reply) {
                    Ok(()) => {}
                    // Too many redirects: no robots.txt (RFC 9309, section 2.3.1.2).
                    Err(error) if error.class() == "redirect" => return Ok(Some(String::new())),
                    Err(error) => return Err(error),
                },
                429 | 500.. => return Ok(None),
                _ => return Ok(Some(String::new())),
            }
        }
    }

    /// One request of it, to whichever host the redirects have led, with the manners of that host.
    async fn ask_robots(&self, journey: &mut Journey) -> Result<Reply, FetchError> {
        let host = self.host(&host_key_of(&journey.url).unwrap_or_default());
        let mut manners = self.enter(&journey.url, &host).await?;
        let began = Instant::now();
        let asked = Asked {
            url: &journey.url,
            body: BodyKind::Robots,
            validators: None,
            login: None,
            post: None,
            proxy: self.proxy_for(&journey.url),
            patience: journey.patience,
        };
        let reply = self.ask(&asked, &mut manners).await;
        journey.patience = journey.patience.saturating_sub(began.elapsed());
        match &reply {
            // Without its robots.txt a host is left alone for an hour as it is.
            Ok(reply) if reply.status == 503 && !reply.headers.contains_key(RETRY_AFTER) => {}
            Ok(reply) => {
                self.heed_retry_after(reply, &mut manners);
            }
            Err(error) if error.is_of_host() => manners.note_down(error),
            Err(_) => {}
        }
        reply
    }
}
