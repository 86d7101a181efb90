//! Time zones as they are written in dates: `+0100`, `GMT-01:01`, `CEST`, `Z`.

const HOUR: i32 = 3600;

/// Names with their offset in hours. Ambiguous ones mean what feeds usually mean by them.
const NAMES: [(&str, i32); 31] = [
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("wet", 0),
    ("etc/gmt", 0),
    ("etc/utc", 0),
    ("bst", 1),
    ("west", 1),
    ("cet", 1),
    ("met", 1),
    ("mez", 1),
    ("cest", 2),
    ("mest", 2),
    ("mesz", 2),
    ("eet", 2),
    ("eest", 3),
    ("msk", 3),
    ("est", -5),
    ("edt", -4),
    ("cst", -6),
    ("cdt", -5),
    ("mst", -7),
    ("mdt", -6),
    ("pst", -8),
    ("pdt", -7),
    ("at", -4),
    ("et", -5),
    ("ct", -6),
    ("mt", -7),
    ("pt", -8),
];

/// What a word at the place of a zone says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Zone {
    /// Seconds east of Greenwich.
    Offset(i32),
    /// Not a zone.
    None,
    /// Begins like a numeric zone and is none.
    Broken,
}

/// Reads one word as a zone.
pub(super) fn read(word: &str) -> Zone {
    if let Some(offset) = named(word) {
        return Zone::Offset(offset);
    }
    let signed = word.strip_prefix("GMT").or_else(|| word.strip_prefix("UTC")).unwrap_or(word);
    let (sign, digits) = if let Some(digits) = signed.strip_prefix('+') {
        (1, digits)
    } else if let Some(digits) = signed.strip_prefix(['-', '\u{2212}']) {
        (-1, digits)
    } else {
        return Zone::None;
    };
    numeric(digits).map_or(Zone::Broken, |offset| Zone::Offset(sign * offset))
}

fn named(word: &str) -> Option<i32> {
    if let [letter] = word.as_bytes()
        && letter.is_ascii_alphabetic()
    {
        // RFC 2822: the military letters were used wrongly and mean nothing; they are UTC.
        return Some(0);
    }
    let found = NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(word));
    found.map(|(_, hours)| hours * HOUR)
}

/// `01:30`, `0130`, `01`, `1`, `130`: seconds, when they are a zone that exists.
fn numeric(digits: &str) -> Option<i32> {
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) if minutes.len() == 2 => (hours, minutes),
        Some(_) => return None,
        None if digits.len() <= 2 => (digits, "0"),
        None => digits.split_at_checked(digits.len() - 2)?,
    };
    if digits.len() > 5 || !digits.bytes().all(|b| b.is_ascii_digit() || b == b':') {
        return None;
    }
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 15 && minutes < 60).then_some(hours * HOUR + minutes * 60)
}
