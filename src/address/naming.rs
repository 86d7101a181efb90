//! What an address says to a person.

use super::escape::unescaped;

/// The words of the last part of the path: `/nyheter/ny-bro%C3%A4n.pdf` says `ny broän.pdf`.
/// Empty for the root of a site.
pub fn words_of(url: &str) -> String {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = after_scheme.split(['?', '#']).next().unwrap_or_default();
    let Some((_, last)) = path.trim_end_matches('/').rsplit_once('/') else {
        return String::new();
    };
    // What is no UTF-8 then stays as it is written.
    let meant = String::from_utf8(unescaped(last)).unwrap_or_else(|_| last.to_owned());
    let words = meant.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_' | '+'));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_part_is_read_as_words() {
        for (url, words) in [
            ("https://a.example/nyheter/ny-bro%C3%A4n_klar.pdf?x=1", "ny broän klar.pdf"),
            ("https://a.example/nyheter/2026/", "2026"),
            ("https://a.example/", ""),
            ("https://a.example", ""),
            ("https://a.example/%FF-%4", "%FF %4"),
        ] {
            assert_eq!(words_of(url), words, "{url}");
        }
    }
}
