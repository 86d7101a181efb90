//! A page of a PDF drawn in thought: which letters would stand where.

use std::collections::{HashMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::font::Font;
use super::line::{Piece, Sheet, lines};
use super::matrix::Matrix;
use super::operator::{Operand, Operators};
use super::pen::{Pen, number};
use super::{LARGEST_STREAM_BYTES, Watch};

/// Drawings inside drawings are followed so deep.
const DEEPEST: usize = 6;
/// Drawings that one page may use.
const MOST_DRAWINGS: usize = 1_000;
/// Fonts that one page may use.
const MOST_FONTS: usize = 200;
/// Pieces of text on one page; a page of a newspaper has some thousand.
const MOST_PIECES: usize = 200_000;
/// Larger contents are maps and plans, not text.
const LARGEST_CONTENT_BYTES: usize = 8 * 1024 * 1024;
/// A sheet of A4, in points, where nobody tells.
const USUAL_HEIGHT: f32 = 842.0;
/// Pages are walked up for what they inherit, so many steps.
const MOST_STEPS_UP: usize = 50;

/// Reads the lines of a page.
pub(super) fn read(document: &Document, page: ObjectId, watch: &Watch) -> Sheet {
    let rotate = inherited(document, page, b"Rotate").and_then(|angle| angle.as_i64().ok());
    let turn = Matrix::turned(rotate.unwrap_or(0));
    let (foot, height) = paper_of(document, page, turn);
    let mut sheet = Sheet { foot, height, lines: Vec::new() };
    let Ok(content) = document.get_page_content_with_limit(page, LARGEST_CONTENT_BYTES) else {
        return sheet;
    };
    let resources = inherited(document, page, b"Resources").and_then(|found| found.as_dict().ok());
    let mut drawing = Drawing { document, watch, pieces: Vec::new(), drawings: 0 };
    drawing.draw(&content, resources, turn, 0);
    sheet.lines = lines(drawing.pieces);
    sheet
}

/// What a page or one of those around it says.
fn inherited<'a>(document: &'a Document, page: ObjectId, name: &[u8]) -> Option<&'a Object> {
    let mut node = document.get_dictionary(page).ok()?;
    for _ in 0..MOST_STEPS_UP {
        if let Ok(found) = node.get_deref(name, document) {
            return Some(found);
        }
        node = node.get_deref(b"Parent", document).ok()?.as_dict().ok()?;
    }
    None
}

/// Where the foot of the paper is, and how high the paper.
fn paper_of(document: &Document, page: ObjectId, turn: Matrix) -> (f32, f32) {
    let corners = inherited(document, page, b"MediaBox").and_then(|found| found.as_array().ok());
    let corner = |at: usize| corners.and_then(|corners| corners.get(at)?.as_float().ok());
    let all = (corner(0), corner(1), corner(2), corner(3));
    let (Some(left), Some(low), Some(right), Some(high)) = all else { return (0.0, USUAL_HEIGHT) };
    let (_, one) = turn.place(left, low);
    let (_, other) = turn.place(right, high);
    let height = (one - other).abs();
    (one.min(other), if height > 1.0 { height } else { USUAL_HEIGHT })
}

struct Drawing<'a> {
    document: &'a Document,
    watch: &'a Watch,
    pieces: Vec<Piece>,
    drawings: usize,
}

impl<'a> Drawing<'a> {
    fn draw(
        &mut self,
        content: &[u8],
        resources: Option<&'a Dictionary>,
        place: Matrix,
        depth: usize,
    ) {
        if depth > DEEPEST || self.watch.is_over() {
            return;
        }
        let (names, fonts) = self.fonts(content, resources);
        let mut pen = Pen::at(place);
        let mut operators = Operators::of(content);
        let mut count = 0_usize;
        while let Some(word) = operators.next() {
            count += 1;
            if count.is_multiple_of(1_000) && self.watch.is_over()
                || self.pieces.len() > MOST_PIECES
            {
                return;
            }
            let operands = operators.operands.as_slice();
            match word {
                b"Do" => self.draw_inner(operands, resources, pen.state.place, depth),
                b"Tf" => {
                    pen.state.font = name(operands).and_then(|name| names.get(name).copied());
                    pen.state.size = number(operands, 1);
                }
                _ => pen.follow(word, operands, &fonts, &mut self.pieces),
            }
        }
    }

    /// The fonts that a content names. Of long tables, only what is drawn is looked up.
    fn fonts(
        &self,
        content: &[u8],
        resources: Option<&'a Dictionary>,
    ) -> (HashMap<Vec<u8>, usize>, Vec<Font>) {
        let mut wanted: HashSet<Vec<u8>> = HashSet::new();
        let mut codes: HashSet<[u8; 2]> = HashSet::new();
        let mut operators = Operators::of(content);
        while let Some(word) = operators.next() {
            match word {
                b"Tf" => wanted.extend(name(&operators.operands).map(<[u8]>::to_vec)),
                b"Tj" | b"TJ" | b"'" | b"\"" => {
                    let drawn = strings(&operators.operands);
                    codes.extend(drawn.flat_map(|text| text.as_chunks::<2>().0.iter().copied()));
                }
                _ => {}
            }
        }
        let fonts = resources
            .and_then(|found| found.get_deref(b"Font", self.document).ok()?.as_dict().ok());
        let mut names = HashMap::new();
        let mut read = Vec::new();
        for name in wanted.into_iter().take(MOST_FONTS) {
            let font =
                fonts.and_then(|fonts| fonts.get_deref(&name, self.document).ok()?.as_dict().ok());
            if let Some(font) = font {
                if self.watch.is_over() {
                    break;
                }
                names.insert(name, read.len());
                read.push(Font::of(self.document, font, &codes));
            }
        }
        (names, read)
    }

    /// A drawing inside this one.
    fn draw_inner(
        &mut self,
        operands: &[Operand],
        resources: Option<&'a Dictionary>,
        place: Matrix,
        depth: usize,
    ) {
        self.drawings += 1;
        if self.drawings > MOST_DRAWINGS {
            return;
        }
        let document = self.document;
        let form = || {
            let name = name(operands)?;
            let forms = resources?.get_deref(b"XObject", document).ok()?.as_dict().ok()?;
            forms.get_deref(name, document).ok()?.as_stream().ok()
        };
        let Some(form) = form() else { return };
        let Ok(content) = form.get_plain_content_with_limit(LARGEST_STREAM_BYTES) else { return };
        let matrix = form.dict.get_deref(b"Matrix", document).and_then(Object::as_array).ok();
        let matrix = matrix
            .and_then(|numbers| {
                let mut read = numbers.iter().map(|number| number.as_float().ok());
                Matrix::of(|| read.next().flatten())
            })
            .unwrap_or(Matrix::SAME);
        let own = form.dict.get_deref(b"Resources", document).and_then(Object::as_dict).ok();
        self.draw(&content, own.or(resources), matrix.then(place), depth + 1);
    }
}

fn name(operands: &[Operand]) -> Option<&[u8]> {
    if let Some(Operand::Name(name)) = operands.first() { Some(name) } else { None }
}

/// The strings that an operator draws.
fn strings(operands: &[Operand]) -> impl Iterator<Item = &[u8]> {
    operands.iter().flat_map(|operand| {
        let parts =
            if let Operand::List(parts) = operand { parts } else { std::slice::from_ref(operand) };
        parts.iter().filter_map(|part| {
            if let Operand::Text(text) = part { Some(text.as_slice()) } else { None }
        })
    })
}
