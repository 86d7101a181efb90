//! Sample sites on loopback, to see Utkik at work without a network.
//!
//! Every text is written for this purpose and says so on its page; the places do not exist.

mod content;
mod feed;
mod page;
mod server;

use std::collections::BTreeMap;
use std::io;

use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::model::Timestamp;

use self::content::Site;
use self::server::Resource;

/// A search that shows inflection: the texts say *papperskorg*, *papperskorgen*,
/// *papperskorgarna* and *smart*, *smarta*.
pub const SAMPLE_SEARCH: &str = "smarta papperskorgar";

/// The same, for everybody to follow.
const SAMPLE_SAVED_SEARCH: &str = r#"
[[search]]
name = "papperskorgar"
title = "Smarta papperskorgar"
query = "smarta papperskorgar"
description = "Papperskorgar som säger till när de behöver tömmas."
"#;

/// The sample sites, answering until this is dropped.
#[derive(Debug)]
pub struct Demo {
    /// A complete `sources.toml` that watches all of them.
    pub sources_toml: String,
    /// What `[fetch] allow_networks` must hold to reach them: one `127.0.0.1/32:PORT` each.
    pub allow_networks: Vec<String>,
    pub sites: Vec<DemoSite>,
    /// How many articles the sites have together; each of them stands in its site's feed.
    pub articles: usize,
    servers: Vec<JoinHandle<()>>,
}

/// One of the sites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoSite {
    /// As in `sources.toml`.
    pub id: &'static str,
    pub name: &'static str,
    /// The front page.
    pub url: String,
    pub articles: usize,
}

/// Starts all sample sites, each on a port of 127.0.0.1 that the system picks.
///
/// Articles are dated backwards from `now`. Must be called inside a tokio runtime.
pub async fn start(now: Timestamp) -> io::Result<Demo> {
    let sites = content::sites().map_err(io::Error::other)?;
    let mut demo = Demo {
        sources_toml: network_toml(),
        allow_networks: Vec::new(),
        articles: 0,
        sites: Vec::new(),
        servers: Vec::new(),
    };
    for site in &sites {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let base = format!("http://{address}");
        demo.sources_toml.push_str(&source_toml(site, &base));
        demo.allow_networks.push(format!("127.0.0.1/32:{}", address.port()));
        demo.articles += site.articles.len();
        demo.servers.push(tokio::spawn(server::serve(listener, resources(site, &base, now))));
        demo.sites.push(DemoSite {
            id: site.id,
            name: site.name,
            url: format!("{base}/"),
            articles: site.articles.len(),
        });
    }
    demo.sources_toml.push_str(SAMPLE_SAVED_SEARCH);
    Ok(demo)
}

impl Demo {
    /// Ends all servers; dropping does the same.
    pub fn stop(&mut self) {
        for server in self.servers.drain(..) {
            server.abort();
        }
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Everything that one site answers, by path.
fn resources(site: &Site, base: &str, now: Timestamp) -> BTreeMap<String, Resource> {
    let newest = site.changed(now);
    let feed = feed::text(site, base, now);
    let robots = format!("User-agent: *\nDisallow: {}\n", page::PRIVATE_PATH);
    let mut resources = BTreeMap::from([
        ("/".to_owned(), Resource::html(page::front(site, base, now), newest)),
        (page::PRIVATE_PATH.to_owned(), Resource::html(page::private(site, base), newest)),
        (site.feed_path.to_owned(), Resource::new(site.door.media_type(), feed, newest)),
        ("/robots.txt".to_owned(), Resource::new("text/plain", robots, newest)),
        (page::STYLE_PATH.to_owned(), Resource::new("text/css", page::STYLE.to_owned(), newest)),
    ]);
    for article in &site.articles {
        let markup = page::article(site, article, base, now);
        resources.insert(site.path_of(article), Resource::html(markup, article.published(now)));
    }
    resources
}

fn network_toml() -> String {
    r#"# Sample sources on this machine, written by `utkik demo`. The places do not exist.
[network]
name = "Exempelnätverket"
contact = "omvarld@exempelnatverket.example"
members = ["Exempelköping", "Björknäs by", "Tänkesta"]
languages = ["sv", "en", "de", "da", "nb", "fi"]

[defaults]
full_text = true
"#
    .to_owned()
}

fn source_toml(site: &Site, base: &str) -> String {
    // A JSON string or list of strings is also one in TOML.
    let themes = Value::from(site.themes.clone());
    let mut toml = "\n[[source]]\n".to_owned();
    for (key, value) in [
        ("id", Value::from(site.id)),
        ("name", Value::from(site.name)),
        ("url", Value::from(format!("{base}{}", site.feed_path))),
        ("kind", Value::from("feed")),
        ("language", Value::from(site.language.as_str())),
        ("country", Value::from(site.country)),
        ("place", site.place.map_or(Value::Null, Value::from)),
        ("themes", themes),
        ("group", Value::from(site.group)),
        ("full_text", Value::from(true)),
    ] {
        if value.is_null() {
            continue;
        }
        toml.extend([key, " = ", &value.to_string(), "\n"]);
    }
    toml
}

#[cfg(test)]
mod tests;
