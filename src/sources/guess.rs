//! Where sites have their feeds when they do not say so, by the habits of the systems they run on.

use std::collections::HashSet;

use crate::address;

/// Guesses for one site.
const MOST: usize = 5;

/// Below the root of the site, in the order in which they are tried.
const USUAL: [&str; 6] = ["/rss.xml", "/feed/", "/feed.xml", "/rss", "/atom.xml", "/feed.json"];

/// Addresses of feeds that a site of this kind may have; `generator` is how its page says it was
/// made, in lower case.
pub(super) fn feeds(
    url: &str,
    generator: &str,
    html_speaks_of: impl Fn(&str) -> bool,
) -> Vec<String> {
    let page = url.split(['?', '#']).next().unwrap_or(url).trim_end_matches('/');
    let is = |name: &str| generator.contains(name);
    let mut guesses: Vec<String> = Vec::new();
    if is("wordpress") || html_speaks_of("/wp-content/") {
        guesses.extend([format!("{page}/feed/"), "/feed/".to_owned()]);
    }
    if is("drupal") || html_speaks_of("/sites/default/files") {
        guesses.push("/rss.xml".to_owned());
    }
    if is("joomla") {
        guesses.push(format!("{page}?format=feed&type=rss"));
    }
    if is("sitevision") || html_speaks_of("sv-portlet") {
        guesses.extend([format!("{page}.rss"), "/rss/nyheter".to_owned()]);
    }
    if is("episerver") || is("optimizely") || html_speaks_of("/episerver") {
        guesses.extend([format!("{page}/rss"), "/rss/nyheter".to_owned()]);
    }
    if is("jekyll") || is("hugo") || is("eleventy") || is("ghost") {
        guesses.extend(["/feed.xml", "/index.xml", "/rss/"].map(str::to_owned));
    }
    guesses.extend(USUAL.map(str::to_owned));
    let mut seen = HashSet::new();
    let absolute = guesses.iter().filter_map(|guess| address::join(url, guess));
    absolute.filter(|guess| seen.insert(guess.clone())).take(MOST).collect()
}

/// The sitemaps that a robots.txt names, those with news first (sitemaps.org, section "Specifying
/// the Sitemap location in your robots.txt file").
pub(super) fn sitemaps(robots: &str, url: &str) -> Vec<String> {
    let named = robots.lines().filter_map(|line| {
        let (field, value) = line.split_once(':')?;
        field.trim().eq_ignore_ascii_case("sitemap").then(|| address::join(url, value.trim()))?
    });
    let site = address::site_of(url);
    let mut named: Vec<String> = named.filter(|map| address::site_of(map) == site).collect();
    named.sort_by_key(|map| !map.to_lowercase().contains("news"));
    named.dedup();
    if named.is_empty() {
        named.extend(address::join(url, "/sitemap.xml"));
    }
    named
}

/// The posts of a `WordPress`, or what else it has, below the root of its interface; without
/// "pretty" addresses that root is a question already.
pub(super) fn wordpress(root: &str, kind: &str) -> String {
    let join = if root.contains('?') { '&' } else { '?' };
    format!("{}/wp/v2/{kind}{join}per_page=50", root.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn habits_of_systems_come_first() {
        let of = |url: &str, generator: &str, html: &'static str| {
            feeds(url, generator, |words| html.contains(words))
        };
        let page = "https://www.ekvik.example/nyheter/";
        for (generator, html, expected) in [
            ("wordpress 6.4", "", "https://www.ekvik.example/nyheter/feed/"),
            ("", "/wp-content/themes/x", "https://www.ekvik.example/nyheter/feed/"),
            ("drupal 10", "", "https://www.ekvik.example/rss.xml"),
            ("joomla! - open source", "", "https://www.ekvik.example/nyheter?format=feed&type=rss"),
            ("", "<div class=sv-portlet>", "https://www.ekvik.example/nyheter.rss"),
            ("jekyll v4", "", "https://www.ekvik.example/feed.xml"),
            ("", "", "https://www.ekvik.example/rss.xml"),
        ] {
            let guesses = of(page, generator, html);
            assert_eq!(guesses.first().map(String::as_str), Some(expected), "{generator} {html}");
            assert!(guesses.len() <= MOST);
        }
    }

    #[test]
    fn robots_txt_names_sitemaps() {
        let robots = "User-agent: *\nDisallow: /x\nSITEMAP: /sitemap.xml\n\
                      Sitemap: https://ekvik.example/news.xml\nSitemap: https://b.example/s.xml\n";
        let url = "https://ekvik.example/nyheter";
        assert_eq!(
            sitemaps(robots, url),
            ["https://ekvik.example/news.xml", "https://ekvik.example/sitemap.xml"]
        );
        assert_eq!(sitemaps("", url), ["https://ekvik.example/sitemap.xml"]);
    }

    #[test]
    fn the_posts_of_a_wordpress_stand_below_its_interface() {
        for (root, expected) in [
            ("https://e.example/wp-json/", "https://e.example/wp-json/wp/v2/posts?per_page=50"),
            (
                "https://e.example/?rest_route=/",
                "https://e.example/?rest_route=/wp/v2/posts&per_page=50",
            ),
        ] {
            assert_eq!(wordpress(root, "posts"), expected);
        }
    }
}
