//! The relaxed forms of head and body (RFC 6376, section 3.4), which survive what servers do to
//! gaps and ends of lines.

/// Head and body; the empty line between is of neither. `None` where there is none, or where the
/// head is no text.
pub(super) fn split(message: &[u8]) -> Option<(&str, &[u8])> {
    let end = message.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(message.get(..end + 2)?).ok()?;
    Some((head, message.get(end + 4..)?))
}

/// The last field of this name, with its name and its folds, without its end.
pub(super) fn field<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    let mut found = None;
    let mut rest = head;
    while !rest.is_empty() {
        let end = end_of_field(rest);
        let (field, behind) = rest.split_at(end);
        let is_named =
            field.split_once(':').is_some_and(|(n, _)| n.trim_end().eq_ignore_ascii_case(name));
        if is_named {
            found = Some(field.trim_end_matches("\r\n"));
        }
        rest = behind;
    }
    found
}

/// A line that begins with a gap goes on with the field before it.
fn end_of_field(head: &str) -> usize {
    let mut from = 0;
    while let Some(at) = head.get(from..).and_then(|rest| rest.find("\r\n")) {
        from += at + 2;
        if !head.get(from..).is_some_and(|next| next.starts_with([' ', '\t'])) {
            return from;
        }
    }
    head.len()
}

/// `name:value`, unfolded, with single gaps (section 3.4.2).
pub(super) fn relaxed_field(field: &str) -> String {
    let (name, value) = field.split_once(':').unwrap_or((field, ""));
    let words: Vec<&str> =
        value.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()).collect();
    format!("{}:{}", name.trim_end().to_ascii_lowercase(), words.join(" "))
}

/// Single gaps, none at the end of a line, no empty lines at the end (section 3.4.4).
pub(super) fn relaxed_body(body: &[u8]) -> Vec<u8> {
    let mut relaxed = Vec::with_capacity(body.len());
    let mut empty_lines = 0;
    for line in body.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let line = single_gaps(line);
        if line.is_empty() {
            empty_lines += 1;
            continue;
        }
        for _ in 0..std::mem::take(&mut empty_lines) {
            relaxed.extend_from_slice(b"\r\n");
        }
        relaxed.extend_from_slice(&line);
        relaxed.extend_from_slice(b"\r\n");
    }
    relaxed
}

fn single_gaps(line: &[u8]) -> Vec<u8> {
    let mut single = Vec::with_capacity(line.len());
    let mut is_gap = false;
    for byte in line {
        if matches!(byte, b' ' | b'\t') {
            is_gap = true;
            continue;
        }
        if std::mem::take(&mut is_gap) {
            single.push(b' ');
        }
        single.push(*byte);
    }
    single
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6376, section 3.4.5.
    #[test]
    fn the_relaxed_forms_are_those_of_the_standard() {
        let message = b"A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n C \r\nD \t E\r\n\r\n\r\n";
        let (head, body) = split(message).unwrap();
        assert_eq!(relaxed_field(field(head, "a").unwrap()), "a:X");
        assert_eq!(relaxed_field(field(head, "b").unwrap()), "b:Y Z");
        assert_eq!(relaxed_body(body), b" C\r\nD E\r\n");
        assert_eq!(relaxed_body(b""), b"");
        assert_eq!(relaxed_body(b"\r\n\r\n"), b"");
        assert_eq!(relaxed_body(b"a\r\n\r\nb"), b"a\r\n\r\nb\r\n");
    }

    #[test]
    fn of_two_fields_the_last_counts() {
        assert_eq!(field("A: 1\r\nB: 2\r\nA: 3\r\n 4\r\n", "A"), Some("A: 3\r\n 4"));
        assert_eq!(field("A: 1\r\n", "C"), None);
    }
}
