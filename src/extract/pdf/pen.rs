//! The pen that draws a page of a PDF: it moves and writes as its operators say.

use super::font::Font;
use super::line::Piece;
use super::matrix::Matrix;
use super::operator::Operand;

/// States that may wait to be taken up again.
const MOST_SAVED: usize = 200;

/// Follows the operators that move and write.
pub(super) struct Pen {
    pub(super) state: State,
    saved: Vec<State>,
    line: Matrix,
    text: Matrix,
}

/// What the next letters look like.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub(super) place: Matrix,
    pub(super) font: Option<usize>,
    pub(super) size: f32,
    letter_gap: f32,
    word_gap: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
}

impl Pen {
    pub(super) fn at(place: Matrix) -> Self {
        Self {
            state: State {
                place,
                font: None,
                size: 1.0,
                letter_gap: 0.0,
                word_gap: 0.0,
                stretch: 1.0,
                leading: 0.0,
                rise: 0.0,
            },
            saved: Vec::new(),
            line: Matrix::SAME,
            text: Matrix::SAME,
        }
    }

    pub(super) fn follow(
        &mut self,
        word: &[u8],
        operands: &[Operand],
        fonts: &[Font],
        pieces: &mut Vec<Piece>,
    ) {
        match word {
            b"q" if self.saved.len() < MOST_SAVED => self.saved.push(self.state),
            b"Q" => self.state = self.saved.pop().unwrap_or(self.state),
            b"cm" => {
                let matrix = matrix(operands).unwrap_or(Matrix::SAME);
                self.state.place = matrix.then(self.state.place);
            }
            b"BT" => (self.line, self.text) = (Matrix::SAME, Matrix::SAME),
            b"Tm" => {
                self.line = matrix(operands).unwrap_or(Matrix::SAME);
                self.text = self.line;
            }
            b"Td" => self.next_line(number(operands, 0), number(operands, 1)),
            b"TD" => {
                self.state.leading = -number(operands, 1);
                self.next_line(number(operands, 0), number(operands, 1));
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tc" => self.state.letter_gap = number(operands, 0),
            b"Tw" => self.state.word_gap = number(operands, 0),
            b"Tz" => self.state.stretch = number(operands, 0) / 100.0,
            b"TL" => self.state.leading = number(operands, 0),
            b"Ts" => self.state.rise = number(operands, 0),
            b"Tj" | b"TJ" => self.write(operands, fonts, pieces),
            b"'" => {
                self.next_line(0.0, -self.state.leading);
                self.write(operands, fonts, pieces);
            }
            b"\"" => {
                self.state.word_gap = number(operands, 0);
                self.state.letter_gap = number(operands, 1);
                self.next_line(0.0, -self.state.leading);
                self.write(operands, fonts, pieces);
            }
            _ => {}
        }
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.line = Matrix::moved(x, y).then(self.line);
        self.text = self.line;
    }

    fn write(&mut self, operands: &[Operand], fonts: &[Font], pieces: &mut Vec<Piece>) {
        let Some(font) = self.state.font.and_then(|at| fonts.get(at)) else { return };
        for operand in operands {
            match operand {
                Operand::Text(codes) => self.write_string(codes, font, pieces),
                Operand::List(parts) => {
                    for part in parts {
                        match part {
                            Operand::Text(codes) => self.write_string(codes, font, pieces),
                            Operand::Number(back) => {
                                self.go(-back / 1000.0 * self.state.size * self.state.stretch);
                            }
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn write_string(&mut self, codes: &[u8], font: &Font, pieces: &mut Vec<Piece>) {
        let state = self.state;
        let (text, drawn) = font.read(codes);
        #[expect(clippy::cast_precision_loss, reason = "no string has millions of letters")]
        let (letters, spaces) = (drawn.codes as f32, drawn.spaces as f32);
        let gaps = letters * state.letter_gap + spaces * state.word_gap;
        let width = (drawn.width / 1000.0 * state.size + gaps) * state.stretch;
        let all = self.text.then(state.place);
        let (x, y) = all.place(0.0, state.rise);
        let size = (state.size * all.height()).abs();
        let end = x + width * all.width();
        if !text.is_empty() && x.is_finite() && y.is_finite() && end.is_finite() && size > 0.5 {
            pieces.push(Piece { x, y, end, size, is_bold: font.is_bold, text });
        }
        self.go(width);
    }

    fn go(&mut self, width: f32) {
        self.text = Matrix::moved(width, 0.0).then(self.text);
    }
}

pub(super) fn number(operands: &[Operand], at: usize) -> f32 {
    if let Some(Operand::Number(number)) = operands.get(at) { *number } else { 0.0 }
}

fn matrix(operands: &[Operand]) -> Option<Matrix> {
    let mut read = (0..6).map(|at| match operands.get(at) {
        Some(Operand::Number(number)) => Some(*number),
        _ => None,
    });
    Matrix::of(|| read.next().flatten())
}
