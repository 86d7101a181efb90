//! What foreign text may still be when it has been let in. Written without the sanitiser's own
//! lists, so that a mistake there is seen here.

/// Elements that act, load, ask or style.
const ACTIVE: [&str; 26] = [
    "script", "style", "iframe", "frame", "object", "embed", "applet", "form", "input", "button",
    "select", "textarea", "svg", "math", "img", "image", "picture", "video", "audio", "source",
    "link", "meta", "base", "template", "noscript", "portal",
];

/// Markup with nothing in it that acts, loads or looks.
pub fn assert_harmless(html: &str) {
    for (name, attributes) in tags(html) {
        assert!(!ACTIVE.contains(&name.as_str()), "<{name}> in {html:?}");
        for (key, value) in attributes {
            let acts = key.starts_with("on")
                || ["style", "src", "srcset", "srcdoc", "action", "formaction", "background"]
                    .contains(&key.as_str());
            assert!(!acts, "{key}= in {html:?}");
            if key == "href" || key.ends_with(":href") {
                let is_open = ["http:", "https:", "mailto:"].iter().any(|s| value.starts_with(s));
                assert!(is_open, "href={value:?} in {html:?}");
            }
        }
    }
}

/// One line of plain text: nothing that steers a terminal or turns the direction of reading.
pub fn assert_plain_line(text: &str) {
    assert!(!text.contains('\n'), "a line feed in {text:?}");
    for letter in text.chars() {
        let turns = matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        assert!(!letter.is_control() && !turns, "{letter:?} in {text:?}");
    }
}

/// Start tags as a browser sees them in serialised markup, where `<` in text is always written as
/// an entity: name and attributes in small letters.
fn tags(html: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let is_name = |c: char| !c.is_whitespace() && !matches!(c, '/' | '>');
        let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        let (attributes, after) = attributes(&rest[end..]);
        rest = after;
        if !name.is_empty() {
            found.push((name, attributes));
        }
    }
    found
}

/// The attributes up to the `>` outside of quotes, and what comes behind it.
fn attributes(text: &str) -> (Vec<(String, String)>, &str) {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return (found, rest);
        }
        if let Some(after) = rest.strip_prefix('>') {
            return (found, after);
        }
        let is_key = |c: char| !c.is_whitespace() && !matches!(c, '/' | '>' | '=');
        let end = rest.find(|c| !is_key(c)).unwrap_or(rest.len()).max(1);
        let end = (end..=rest.len()).find(|end| rest.is_char_boundary(*end)).unwrap_or(rest.len());
        let key = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            (value, rest) = attribute_value(after.trim_start());
        }
        found.push((key, value.to_ascii_lowercase()));
    }
}

fn attribute_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(quote) {
            let end = inside.find(quote).unwrap_or(inside.len());
            return (&inside[..end], inside.get(end + 1..).unwrap_or_default());
        }
    }
    text.split_at(text.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(text.len()))
}
