//! Finds names and mail addresses in a text as a reader sees it: across tags, character
//! references, percent-encoding, soft hyphens and line ends.

use std::collections::VecDeque;
use std::mem;
use std::ops::Range;

use crate::language;
use crate::markup;

use super::tags::Tag;

/// Longer runs of letters are checksums and scripts without spaces, and no part of a name.
const LONGEST_WORD: usize = 64;
/// Longest mail address in bytes (RFC 5321, section 4.5.3.1, and some room for what stands before it).
const LONGEST_MAIL: usize = 512;
/// What one bad run of characters may hold between two words of a name.
const LONGEST_GAP: usize = 64;

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    /// Tags are stepped over, and the values of their attributes are read as well.
    Markup,
}

/// Something that may be forbidden, as it is hashed: lower case, one space between words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen<'s> {
    /// So many words in a row.
    Name(usize, &'s str),
    Mail(&'s str),
}

/// Where in the text something forbidden is written: pieces, because tags may stand in between.
pub(super) type Hit = Vec<Range<usize>>;

/// What is looked for.
pub(super) struct Wanted<'w> {
    /// Of how many words names may be, the most last.
    pub(super) sizes: &'w [usize],
    pub(super) mails: bool,
    pub(super) is_forbidden: &'w dyn Fn(Seen<'_>) -> bool,
}

/// All hits in a text, in no order; they may overlap.
pub(super) fn hits(text: &str, form: Form, wanted: &Wanted<'_>) -> Vec<Hit> {
    let mut found = Vec::new();
    read(text, 0..text.len(), form, wanted, &mut found);
    found
}

fn read(text: &str, part: Range<usize>, form: Form, wanted: &Wanted<'_>, found: &mut Vec<Hit>) {
    let mut reader = Reader {
        wanted,
        found,
        words: VecDeque::new(),
        word: None,
        gap: Gap::default(),
        mail: Mail::default(),
    };
    let mut inside = Vec::new();
    let mut at = part.start;
    while let Some(rest) = text.get(at..part.end).filter(|rest| !rest.is_empty()) {
        if form == Form::Markup
            && let Some(tag) = Tag::at_start_of(rest)
        {
            if tag.is_block() {
                reader.take(' ', at..at);
            }
            inside.extend(tag.values().into_iter().map(|value| at + value.start..at + value.end));
            at += tag.length;
            continue;
        }
        let Some((letter, length)) = letter(rest) else { break };
        reader.take(letter, at..at + length);
        at += length;
    }
    reader.end();
    for value in inside {
        read(text, value, Form::Text, wanted, found);
    }
}

/// The first character that a reader sees, and how many bytes it is written with.
fn letter(rest: &str) -> Option<(char, usize)> {
    let first = rest.chars().next()?;
    let decoded = match first {
        '&' => rest
            .get(1..)
            .and_then(markup::reference)
            .map(|(c, after)| (c, rest.len() - after.len())),
        '%' => percent(rest.as_bytes()),
        _ => None,
    };
    Some(decoded.unwrap_or((first, first.len_utf8())))
}

/// `%C3%A5` is `å`.
fn percent(bytes: &[u8]) -> Option<(char, usize)> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let byte = |bytes: &[u8]| match bytes {
        [b'%', high, low, ..] => Some(digit(*high)? << 4 | digit(*low)?),
        _ => None,
    };
    let mut decoded = Vec::with_capacity(4);
    for chunk in bytes.chunks(3).take(4) {
        decoded.push(byte(chunk)?);
        if let Ok(text) = std::str::from_utf8(&decoded) {
            return text.chars().next().map(|letter| (letter, decoded.len() * 3));
        }
    }
    None
}

/// A word with what stands before it.
struct Word {
    text: String,
    pieces: Hit,
    /// Where its last letter begins: a genitive -s is no part of a name.
    last: usize,
    gap: Gap,
}

/// What stands between two words.
#[derive(Default)]
struct Gap {
    pieces: Hit,
    /// Hyphens, dots and commas in it.
    signs: usize,
    comma: bool,
    /// Something else, or far too much.
    parts: bool,
    letters: usize,
}

/// A run of characters that a mail address may have, with the place of each.
#[derive(Default)]
struct Mail {
    letters: Vec<(char, Range<usize>)>,
    has_at: bool,
}

struct Reader<'r, 'w> {
    wanted: &'r Wanted<'w>,
    found: &'r mut Vec<Hit>,
    words: VecDeque<Word>,
    word: Option<Word>,
    gap: Gap,
    mail: Mail,
}

impl Reader<'_, '_> {
    fn take(&mut self, letter: char, at: Range<usize>) {
        if language::is_invisible(letter) {
            let inside = self.word.as_mut().map_or(&mut self.gap.pieces, |word| &mut word.pieces);
            append(inside, at);
            return;
        }
        if self.wanted.mails {
            self.take_for_mail(letter, &at);
        }
        if self.wanted.sizes.is_empty() {
            return;
        }
        let is_mark = matches!(letter, '\u{300}'..='\u{36f}') && self.word.is_some();
        if letter.is_alphanumeric() || is_mark {
            let word = self.word.get_or_insert_with(|| Word {
                text: String::new(),
                pieces: Vec::new(),
                last: at.start,
                gap: mem::take(&mut self.gap),
            });
            if !is_mark {
                word.last = at.start;
            }
            if word.text.len() <= LONGEST_WORD {
                word.text.push(letter);
            }
            append(&mut word.pieces, at);
        } else {
            self.end_word();
            self.gap.take(letter, at);
        }
    }

    fn end(&mut self) {
        self.end_word();
        self.end_mail();
    }

    fn end_word(&mut self) {
        let Some(mut word) = self.word.take() else { return };
        if word.text.len() > LONGEST_WORD {
            self.words.clear();
            return;
        }
        word.text = language::fold(&word.text);
        if word.gap.parts {
            self.words.clear();
        }
        let most = self.wanted.sizes.last().copied().unwrap_or_default();
        self.words.push_back(word);
        if self.words.len() > most {
            self.words.pop_front();
        }
        let wanted = self.wanted;
        for size in wanted.sizes {
            if *size <= self.words.len() {
                self.judge_name(*size);
            }
        }
    }

    fn judge_name(&mut self, size: usize) {
        let words = || self.words.iter().skip(self.words.len() - size);
        let mut joined = String::new();
        for (number, word) in words().enumerate() {
            if number > 0 {
                // A comma turns a name round, and only behind its first word: "Ek, Anna".
                if word.gap.comma && number > 1 {
                    return;
                }
                joined.push_str(if word.gap.comma { ", " } else { " " });
            }
            joined.push_str(&word.text);
        }
        let is_forbidden = |name: &str| (self.wanted.is_forbidden)(Seen::Name(size, name));
        let is_whole = is_forbidden(&joined);
        let is_genitive = !is_whole && joined.strip_suffix('s').is_some_and(is_forbidden);
        if !is_whole && !is_genitive {
            return;
        }
        let mut hit = Vec::new();
        for (number, word) in words().enumerate() {
            let gap = word.gap.pieces.iter().filter(|_| number > 0);
            gap.chain(&word.pieces).for_each(|piece| append(&mut hit, piece.clone()));
        }
        if let (true, Some(word)) = (is_genitive, self.words.back()) {
            hit.retain_mut(|piece| {
                piece.end = piece.end.min(word.last);
                piece.start < piece.end
            });
        }
        self.found.push(hit);
    }

    fn take_for_mail(&mut self, letter: char, at: &Range<usize>) {
        let is_part =
            letter.is_alphanumeric() || matches!(letter, '.' | '_' | '-' | '+' | '\'' | '@');
        if !is_part {
            self.end_mail();
        } else if self.mail.letters.len() < LONGEST_MAIL {
            self.mail.has_at |= letter == '@';
            self.mail.letters.push((letter, at.clone()));
        }
    }

    fn end_mail(&mut self) {
        let mail = mem::take(&mut self.mail);
        if !mail.has_at {
            return;
        }
        // Sentences end behind it, and quotation marks stand around it.
        let is_inner = |(letter, _): &(char, Range<usize>)| letter.is_alphanumeric();
        let Some(from) = mail.letters.iter().position(is_inner) else { return };
        let to = mail.letters.iter().rposition(is_inner).map_or(from, |last| last + 1);
        let letters = mail.letters.get(from..to).unwrap_or_default();
        let text: String = letters.iter().map(|(letter, _)| *letter).collect();
        let text = language::fold(&text);
        if forbidden_beginning(&text, self.wanted.is_forbidden) {
            let mut hit = Vec::new();
            for (_, at) in letters {
                append(&mut hit, at.clone());
            }
            self.found.push(hit);
        }
    }
}

/// Whether a run is a forbidden address, or begins with one: a word may stick to its end
/// (`anna@ekvik.se.Ring`), and what stands behind a `+` is the owner's own.
fn forbidden_beginning(text: &str, is_forbidden: &dyn Fn(Seen<'_>) -> bool) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let own = local.split('+').next().unwrap_or(local);
    let ends = domain.match_indices('.').map(|(at, _)| at).chain([domain.len()]);
    let mut domains = ends.filter_map(|end| domain.get(..end)).filter(|part| part.contains('.'));
    domains.any(|domain| {
        is_forbidden(Seen::Mail(&format!("{local}@{domain}")))
            || (own != local && is_forbidden(Seen::Mail(&format!("{own}@{domain}"))))
    })
}

impl Gap {
    fn take(&mut self, letter: char, at: Range<usize>) {
        let is_comma = letter == ',';
        let is_sign = matches!(letter, '-' | '.' | '_' | '+' | '·' | '\u{2010}'..='\u{2015}');
        self.letters += 1;
        self.signs += usize::from(is_sign || is_comma);
        self.comma |= is_comma;
        self.parts |= self.signs > 1 || self.letters > LONGEST_GAP;
        self.parts |= !is_sign && !is_comma && !letter.is_whitespace();
        if self.parts {
            self.pieces.clear();
        } else {
            append(&mut self.pieces, at);
        }
    }
}

/// Adds a piece, together with the one before where they touch.
fn append(pieces: &mut Hit, piece: Range<usize>) {
    match pieces.last_mut() {
        Some(last) if last.end == piece.start => last.end = piece.end,
        _ if piece.is_empty() => {}
        _ => pieces.push(piece),
    }
}
