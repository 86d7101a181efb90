//! Pieces of drawn text put together to lines.

/// A run of letters, drawn in one go. Lengths are in points, `y` grows upwards.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub x: f32,
    pub y: f32,
    /// Where the next letter would stand.
    pub end: f32,
    pub size: f32,
    pub is_bold: bool,
    pub text: String,
}

/// What stands on one line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub x: f32,
    pub y: f32,
    pub end: f32,
    pub size: f32,
    pub is_bold: bool,
    pub text: String,
}

/// A page of paper.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sheet {
    pub foot: f32,
    pub height: f32,
    pub lines: Vec<Line>,
}

/// Gaps wider than this part of the letters' size are spaces.
const SPACE: f32 = 0.17;
/// Letters whose feet differ by less than this part of their size stand on one line: raised and
/// lowered ones, too.
const SAME_LINE: f32 = 0.5;

/// The lines of a page, in the order in which they were drawn: programs draw columns one after the
/// other, and sorting by place would mix them.
pub(super) fn lines(pieces: Vec<Piece>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if goes_on(line, &piece) => extend(line, &piece),
            _ => lines.push(begin(piece)),
        }
    }
    for line in &mut lines {
        line.text = line.text.trim().to_owned();
    }
    lines.retain(|line| !line.text.is_empty());
    lines
}

fn goes_on(line: &Line, piece: &Piece) -> bool {
    let size = line.size.max(piece.size);
    (line.y - piece.y).abs() < size * SAME_LINE && piece.x > line.end - size * 1.5
}

fn begin(piece: Piece) -> Line {
    let Piece { x, y, end, size, is_bold, text } = piece;
    Line { x, y, end, size, is_bold, text }
}

fn extend(line: &mut Line, piece: &Piece) {
    let is_apart = piece.x - line.end > line.size.min(piece.size) * SPACE;
    if is_apart && !line.text.ends_with(' ') && !piece.text.starts_with(' ') {
        line.text.push(' ');
    }
    if !compose(line, piece) {
        line.text.push_str(&piece.text);
    }
    if piece.text.trim().is_empty() {
        line.end = line.end.max(piece.end);
        return;
    }
    // A raised figure is no reason to take the line for small print.
    if piece.size > line.size {
        (line.size, line.y) = (piece.size, piece.y);
    }
    line.is_bold &= piece.is_bold;
    line.end = piece.end;
}

/// Old typesetting draws the dots of `ä` on their own, before or after the letter below them.
fn compose(line: &mut Line, piece: &Piece) -> bool {
    let overlaps = piece.x < line.end - piece.size * 0.1;
    let (Some(last), Some(first)) = (line.text.chars().next_back(), piece.text.chars().next())
    else {
        return false;
    };
    let Some(whole) = with_accent(last, first).or_else(|| with_accent(first, last)) else {
        return false;
    };
    if !overlaps {
        return false;
    }
    line.text.pop();
    line.text.push(whole);
    line.text.extend(piece.text.chars().skip(1));
    true
}

fn with_accent(accent: char, letter: char) -> Option<char> {
    let (letters, whole) = match accent {
        '¨' | '\u{308}' => ("aouAOU", "äöüÄÖÜ"),
        '˚' | '°' | '\u{30A}' => ("aA", "åÅ"),
        '´' | '\u{301}' => ("eaE", "éáÉ"),
        '`' | '\u{300}' => ("eaE", "èàÈ"),
        _ => return None,
    };
    let at = letters.chars().position(|candidate| candidate == letter)?;
    whole.chars().nth(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(x: f32, y: f32, end: f32, text: &str) -> Piece {
        Piece { x, y, end, size: 10.0, is_bold: false, text: text.to_owned() }
    }

    #[test]
    fn pieces_make_lines() {
        for (pieces, expected) in [
            (vec![piece(0., 700., 20., "Kom"), piece(20., 700., 40., "mun")], "Kommun"),
            (vec![piece(0., 700., 20., "Umeå"), piece(24., 700., 40., "kommun")], "Umeå kommun"),
            (vec![piece(0., 700., 20., "En"), piece(0., 688., 40., "rad")], "En|rad"),
            (vec![piece(0., 700., 20., "m"), piece(20., 704., 24., "2")], "m2"),
            (
                vec![piece(300., 700., 320., "höger"), piece(0., 700., 20., "vänster")],
                "höger|vänster",
            ),
            (vec![piece(0., 700., 5., "¨"), piece(0., 700., 5., "arlig")], "ärlig"),
            (vec![piece(0., 700., 5., " "), piece(5., 700., 5., "")], ""),
        ] {
            let texts: Vec<String> = lines(pieces).into_iter().map(|line| line.text).collect();
            assert_eq!(texts.join("|"), expected);
        }
    }
}
