//! Addresses that may become links.

/// The address, when a click on it can only ever open a web page. Everything else that an
/// import may have brought (`javascript:`, `data:`) is not made a link.
pub fn web_address(address: &str) -> Option<&str> {
    let scheme = address.split_once("://").map(|(scheme, _)| scheme)?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    (is_web && !address.contains(|c: char| c.is_control() || c == '\\')).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(web_address("HTTPS://x.example/a"), Some("HTTPS://x.example/a"));
        for hostile in
            ["javascript:alert(1)//://", "data:text/html,x", "//x", "", "http:\\\\x", "https://x\n"]
        {
            assert_eq!(web_address(hostile), None, "{hostile}");
        }
    }
}
