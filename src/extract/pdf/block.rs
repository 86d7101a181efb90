//! Lines put together to headings, paragraphs and list items.

use super::line::{Line, Sheet};
use crate::markup::escape;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Heading,
    SubHeading,
    Paragraph,
    Item,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Block {
    pub kind: Kind,
    pub text: String,
    pub size: f32,
}

/// Letters so much larger than those of the text make a heading.
const HEADING: f32 = 1.15;
/// Longer blocks are paragraphs, whatever their letters.
const LONGEST_HEADING_CHARACTERS: usize = 200;
/// The next line of a paragraph is at most so much farther away than lines usually are.
const LOOSE: f32 = 1.25;
/// How far apart lines stand where no two tell, in sizes of their letters.
const USUAL_DISTANCE: f32 = 1.2;
/// A line that ends before this share of the widest one ends its paragraph, if a sentence ends.
const SHORT: f32 = 0.75;
/// What list items begin with.
const BULLETS: [char; 12] = ['•', '●', '◦', '▪', '■', '–', '—', '-', '*', '○', '\u{F0B7}', '·'];

/// The size in which most letters of a document are written.
pub(super) fn body_size(sheets: &[Sheet]) -> f32 {
    let mut weights: Vec<(f32, usize)> = Vec::new();
    for line in sheets.iter().flat_map(|sheet| &sheet.lines) {
        match weights.iter_mut().find(|(size, _)| (size - line.size).abs() < 0.25) {
            Some((_, weight)) => *weight += line.text.len(),
            None => weights.push((line.size, line.text.len())),
        }
    }
    weights.into_iter().max_by_key(|(_, weight)| *weight).map_or(10.0, |(size, _)| size)
}

/// The blocks of a document, across its pages.
pub(super) fn blocks(sheets: &[Sheet], body: f32) -> Vec<Block> {
    let distance = usual_distance(sheets, body);
    let bold_is_usual = mostly_bold(sheets);
    let mut blocks = Vec::new();
    let mut open: Option<Open> = None;
    for sheet in sheets {
        let widest = sheet.lines.iter().map(|line| line.end).fold(0.0, f32::max);
        for (at, line) in sheet.lines.iter().enumerate() {
            let is_first = at == 0;
            match &mut open {
                Some(block) if block.takes(line, is_first, distance) => block.take(line, widest),
                _ => {
                    blocks.extend(open.replace(Open::new(line, widest)));
                }
            }
        }
    }
    blocks.extend(open);
    blocks.into_iter().filter_map(|block| block.close(body, bold_is_usual)).collect()
}

/// The blocks as markup.
pub(super) fn markup(blocks: &[Block]) -> String {
    let mut html = String::new();
    let mut in_list = false;
    for block in blocks {
        let is_item = block.kind == Kind::Item;
        if is_item != in_list {
            html.push_str(if is_item { "<ul>" } else { "</ul>" });
            in_list = is_item;
        }
        let tag = match block.kind {
            Kind::Heading => "h2",
            Kind::SubHeading => "h3",
            Kind::Paragraph => "p",
            Kind::Item => "li",
        };
        for piece in ["<", tag, ">", &escape(&block.text), "</", tag, ">\n"] {
            html.push_str(piece);
        }
    }
    if in_list {
        html.push_str("</ul>");
    }
    html
}

/// A block under way.
struct Open {
    text: String,
    size: f32,
    y: f32,
    is_bold: bool,
    is_item: bool,
    /// Its last line is short and ends a sentence.
    is_full: bool,
}

impl Open {
    fn new(line: &Line, widest: f32) -> Self {
        let bare = line.text.strip_prefix(BULLETS).filter(|rest| rest.starts_with(' '));
        Self {
            text: bare.unwrap_or(&line.text).trim().to_owned(),
            size: line.size,
            y: line.y,
            is_bold: line.is_bold,
            is_item: bare.is_some(),
            is_full: is_full(line, widest),
        }
    }

    /// Whether a line belongs to this block.
    fn takes(&self, line: &Line, is_first_of_page: bool, distance: f32) -> bool {
        let is_alike = (line.size - self.size).abs() < self.size * 0.1;
        let begins_item = line.text.starts_with(BULLETS) && line.text.contains(' ');
        if !is_alike || begins_item || self.is_full || line.is_bold != self.is_bold {
            return false;
        }
        let down = self.y - line.y;
        let is_next = down > -line.size * 0.3 && down < line.size * distance * LOOSE;
        // A new page, or the head of the next column.
        let jumps = is_first_of_page || down < 0.0;
        is_next || (jumps && self.is_cut() && line.text.starts_with(char::is_lowercase))
    }

    fn is_cut(&self) -> bool {
        !self.text.ends_with(['.', ':', '!', '?'])
    }

    fn take(&mut self, line: &Line, widest: f32) {
        join(&mut self.text, &line.text);
        self.y = line.y;
        self.is_full = is_full(line, widest);
    }

    fn close(self, body: f32, bold_is_usual: bool) -> Option<Block> {
        let is_short = self.text.chars().count() <= LONGEST_HEADING_CHARACTERS;
        let has_word = self.text.chars().filter(|c| c.is_alphabetic()).count() >= 2;
        let kind = match () {
            () if self.is_item => Kind::Item,
            () if !is_short || !has_word => Kind::Paragraph,
            () if self.size > body * HEADING => Kind::Heading,
            () if self.is_bold && !bold_is_usual && self.is_cut() => Kind::SubHeading,
            () => Kind::Paragraph,
        };
        (!self.text.is_empty()).then_some(Block { kind, text: self.text, size: self.size })
    }
}

fn is_full(line: &Line, widest: f32) -> bool {
    line.end < widest * SHORT && line.text.ends_with(['.', ':', '!', '?'])
}

/// Puts the next line behind a text. A word that was broken becomes whole, `barn- och` stays.
pub(super) fn join(text: &mut String, next: &str) {
    const JOINING: [&str; 12] =
        ["och", "eller", "samt", "and", "or", "und", "oder", "og", "eller,", "ja", "tai", "sekä"];
    let is_joining = next.split_whitespace().next().is_some_and(|word| JOINING.contains(&word));
    let is_broken = || {
        let mut back = text.chars().rev();
        matches!(back.next(), Some('-' | '\u{AD}' | '\u{2010}'))
            && back.next().is_some_and(char::is_alphabetic)
            && next.starts_with(char::is_lowercase)
    };
    if !is_joining && is_broken() {
        text.pop();
    } else {
        text.push(' ');
    }
    text.push_str(next);
}

/// How far apart most lines stand, in sizes of the text's letters.
fn usual_distance(sheets: &[Sheet], body: f32) -> f32 {
    let mut counts: Vec<(f32, usize)> = Vec::new();
    for sheet in sheets {
        for pair in sheet.lines.windows(2) {
            let [one, next] = pair else { continue };
            let distance = (one.y - next.y) / body;
            let is_text = (one.size - body).abs() < 0.5 && (next.size - body).abs() < 0.5;
            if !is_text || !(0.8..2.5).contains(&distance) {
                continue;
            }
            match counts.iter_mut().find(|(known, _)| (known - distance).abs() < 0.06) {
                Some((_, count)) => *count += 1,
                None => counts.push((distance, 1)),
            }
        }
    }
    // Where paragraphs are single lines, the nearer distance is that of lines.
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let usual = counts.iter().filter(|(_, count)| *count * 3 >= most);
    usual.map(|(distance, _)| *distance).min_by(f32::total_cmp).unwrap_or(USUAL_DISTANCE)
}

fn mostly_bold(sheets: &[Sheet]) -> bool {
    let lines = || sheets.iter().flat_map(|sheet| &sheet.lines);
    lines().filter(|line| line.is_bold).count() * 2 > lines().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_broken_at_the_end_of_a_line_become_whole() {
        for (text, next, joined) in [
            ("kommun-", "styrelsen beslutade", "kommunstyrelsen beslutade"),
            ("barn-", "och ungdomsnämnden", "barn- och ungdomsnämnden"),
            ("Ekvik-", "Tuna", "Ekvik- Tuna"),
            ("åren 2024-", "2026", "åren 2024- 2026"),
            ("en mjuk\u{AD}", "vara", "en mjukvara"),
            ("två", "ord", "två ord"),
        ] {
            let mut whole = text.to_owned();
            join(&mut whole, next);
            assert_eq!(whole, joined);
        }
    }

    fn line(y: f32, size: f32, end: f32, text: &str) -> Line {
        Line { x: 50.0, y, end, size, is_bold: false, text: text.to_owned() }
    }

    #[test]
    fn lines_make_blocks() {
        let sheets = [
            Sheet {
                foot: 0.0,
                height: 842.0,
                lines: vec![
                    line(780., 18., 300., "Gröna tak"),
                    line(750., 10., 540., "Ekviks kommun prövar gröna tak på tre skolor, och"),
                    line(738., 10., 200., "nämnden får en rapport i maj."),
                    line(
                        726.,
                        10.,
                        540.,
                        "Taken kostar två miljoner kronor och ska hålla i trettio",
                    ),
                    line(714., 10., 200., "år. Det gäller:"),
                    line(702., 10., 200., "• Norra skolan"),
                    line(690., 10., 200., "• Södra skolan"),
                    line(660., 10., 500., "Beslutet gäller till och med"),
                ],
            },
            Sheet {
                foot: 0.0,
                height: 842.0,
                lines: vec![line(780., 10., 200., "nästa års sista dag.")],
            },
        ];
        let html = markup(&blocks(&sheets, body_size(&sheets)));
        assert_eq!(
            html.replace('\n', ""),
            "<h2>Gröna tak</h2><p>Ekviks kommun prövar gröna tak på tre skolor, och nämnden får en \
             rapport i maj.</p><p>Taken kostar två miljoner kronor och ska hålla i trettio år. \
             Det gäller:</p><ul><li>Norra skolan</li><li>Södra skolan</li></ul><p>Beslutet gäller \
             till och med nästa års sista dag.</p>"
        );
    }
}
