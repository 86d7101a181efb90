//! What mail programs make of our letters: colours that can be read, and only what they
//! understand, or what they may leave out.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::Path;

use super::all;

const INLINED: &str = include_str!("../../templates/letter.css");
const SURROUNDINGS: &str = include_str!("../../templates/letter_surroundings.css");

/// What some programs understand in part or not at all, and why a letter may use it.
const WITH_CARE: &[(&str, &str)] = &[
    ("css-at-media", "what stands in it makes the letter nicer on phones and in the dark, no more"),
    (
        "css-at-media-prefers-color-scheme",
        "those that do not know it turn our colours around themselves",
    ),
    ("css-border", "at most 4 pixels, and on cells and tables alone"),
    ("css-border-radius", "a button with sharp corners is a button"),
    ("css-color-scheme", "as for `prefers-color-scheme`"),
    ("css-display", "`none` and `inline-block` alone; answers without it are links in a line"),
    ("css-display-none", "on a `div` without a table in it, with `mso-hide` beside it"),
    ("css-font-size", "in pixels alone"),
    ("css-font-weight", "`bold` alone"),
    ("css-important", "in the sheet for surroundings alone, with a space before it"),
    ("css-line-height", "Outlook is told `mso-line-height-rule: exactly`"),
    ("css-margin", "neither negative nor `auto`, and on paragraphs, headings and tables"),
    ("css-max-width", "Outlook gets a table of 600 pixels around it"),
    ("css-padding", "on cells; on links it only makes them easier to hit"),
    ("css-selector-class", "as for `@media`"),
    ("css-text-align", "`left` alone"),
    ("css-text-decoration", "`underline` and `none` alone"),
    ("css-width", "on tables; the body fills its window anyway"),
    ("html-body", "its background is that of the outer table, too"),
    ("html-dir", "on headings and paragraphs, not on links"),
    ("html-meta-color-scheme", "as for `prefers-color-scheme`"),
    ("html-style", "in the head, short, and nothing in it is needed"),
    ("html-width", "Outlook is told that an inch has 96 pixels"),
];

/// Programs whose readers we write for: family and platform.
const PROGRAMS: [(&str, &str); 8] = [
    ("outlook", "windows"),
    ("outlook", "outlook-com"),
    ("outlook", "ios"),
    ("gmail", "desktop-webmail"),
    ("gmail", "ios"),
    ("gmail", "android"),
    ("apple-mail", "macos"),
    ("apple-mail", "ios"),
];

#[test]
fn programs_understand_our_letters_or_may_leave_it_out() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = root.join("../shared/corpus/mail/caniemail/features.jsonl.gz");
    // What is known of mail programs is not ours to pass on: without it there is nothing to check.
    let Ok(packed) = std::fs::File::open(&file) else { return };
    let mut lines = String::new();
    flate2::read::MultiGzDecoder::new(packed).read_to_string(&mut lines).unwrap();
    let known: BTreeMap<String, String> = lines
        .lines()
        .map(|line| serde_json::from_str::<BTreeMap<String, String>>(line).unwrap())
        .map(|mut row| {
            let name = row.remove("file").unwrap().replace(".md", "");
            (name, row.remove("yaml").unwrap().replace('\t', " "))
        })
        .collect();
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut tested = 0;
    for feature in used() {
        let Some(yaml) = known.get(&feature) else { continue };
        tested += 1;
        for (family, platform) in PROGRAMS {
            let answer = newest(yaml, family, platform);
            if let Some(answer) = answer.filter(|answer| !answer.starts_with(['y', 'u'])) {
                found
                    .entry(feature.clone())
                    .or_default()
                    .push(format!("{family} {platform} {answer}"));
            }
        }
    }
    assert!(tested > 30, "only {tested} features are known");
    let with_care: Vec<&str> = WITH_CARE.iter().map(|(feature, _)| *feature).collect();
    let features: Vec<&str> = found.keys().map(String::as_str).collect();
    assert_eq!(features, with_care, "{found:#?}");
}

/// Names of the features of HTML and CSS that our letters use.
fn used() -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    let mut css = String::from(SURROUNDINGS);
    for letter in all() {
        // What is for Outlook alone stands in comments.
        let html: String = letter
            .html
            .split("<!--")
            .map(|part| part.split_once("-->").map_or(part, |(_, rest)| rest))
            .collect();
        for tag in html.split('<').skip(1).filter(|tag| !tag.starts_with('/')) {
            let tag = tag.split_once('>').map_or(tag, |(tag, _)| tag);
            let name = tag.split([' ', '\n']).next().unwrap();
            let is_heading = name.len() == 2 && name.starts_with('h') && name != "hr";
            used.insert(format!("html-{}", if is_heading { "h1-h6" } else { name }.to_lowercase()));
            for attribute in tag.split("=\"").filter_map(|part| part.rsplit([' ', '"']).next()) {
                used.insert(format!("html-{attribute}"));
            }
            if let Some((_, style)) = tag.split_once("style=\"") {
                css.push_str(style.split('"').next().unwrap());
                css.push(';');
            }
        }
    }
    for declaration in css.split(['{', '}', ';']) {
        let Some((property, value)) = declaration.trim().split_once(':') else { continue };
        let property = property.trim();
        let whole = ["padding", "margin", "border"];
        let family = whole
            .iter()
            .find(|whole| property.strip_prefix(**whole).is_some_and(|rest| rest.starts_with('-')));
        let is_own = ["border-radius", "border-collapse"].contains(&property);
        used.insert(format!("css-{}", family.filter(|_| !is_own).unwrap_or(&property)));
        used.insert(format!("css-{property}-{}", value.trim()));
        for (sign, feature) in
            [("px", "unit-px"), ("%", "unit-percent"), ("!important", "important")]
        {
            if value.contains(sign) {
                used.insert(format!("css-{feature}"));
            }
        }
    }
    for feature in ["at-media", "at-media-prefers-color-scheme", "selector-class"] {
        used.insert(format!("css-{feature}"));
    }
    used.insert("html-meta-color-scheme".to_owned());
    used
}

/// What the newest version of a program that was tested answers: `y`, `n`, `a #1`.
fn newest(yaml: &str, family: &str, platform: &str) -> Option<String> {
    let block = |text: &str, name: &str| {
        let (_, rest) = text.split_once(&format!("{name}:"))?;
        let inside = rest.trim_start().strip_prefix('{')?;
        let mut depth = 1;
        let end = inside.find(|c| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth == 0
        })?;
        Some(inside[..end].to_owned())
    };
    let versions = block(&block(&block(yaml, "stats")?, family)?, &format!(" {platform}"))?;
    let last = versions.split(',').rfind(|row| row.contains(':'))?;
    Some(last.rsplit_once(':')?.1.trim().trim_matches('"').to_owned())
}

/// The value that a class gives to a property, in the last rule that does.
fn value(sheet: &str, class: &str, property: &str) -> Option<u32> {
    let selector = format!(".{class} {{");
    let rules = sheet.split(&selector).skip(1);
    let declarations = rules.flat_map(|rule| rule.split('}').next().unwrap().split(';'));
    let values = declarations.filter_map(|declaration| declaration.trim().split_once(": #"));
    let value = values.filter(|(name, _)| *name == property).last()?.1;
    u32::from_str_radix(&value[..6], 16).ok()
}

/// WCAG 2.2, relative luminance.
fn luminance(colour: u32) -> f64 {
    let part = |shift: u32| {
        let part = f64::from(colour >> shift & 0xff) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
}

#[test]
fn text_can_be_read_in_light_and_dark() {
    let (_, dark) = SURROUNDINGS.split_once("prefers-color-scheme: dark").unwrap();
    let light_ground = |class: &str| match class {
        "paper" => value(INLINED, "letter", "background-color"),
        "accent" => value(INLINED, "button", "background-color"),
        _ => value(INLINED, class, "background-color"),
    };
    let pairs = [
        ("ink", "paper"),
        ("quiet", "paper"),
        ("link", "paper"),
        ("ink", "wash"),
        ("quiet", "wash"),
        ("link", "wash"),
        ("on-accent", "accent"),
    ];
    for (text, ground) in pairs {
        let light_text = if text == "on-accent" { "button-link" } else { text };
        let light = (value(INLINED, light_text, "color"), light_ground(ground));
        let dark = (value(dark, text, "color"), value(dark, ground, "background-color"));
        for (text_colour, ground_colour) in [light, dark] {
            let (a, b) = (luminance(text_colour.unwrap()), luminance(ground_colour.unwrap()));
            let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
            assert!(contrast >= 4.5, "{text} on {ground}: {contrast:.1}");
        }
    }
}
