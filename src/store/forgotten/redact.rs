//! Takes out of a text what may not stand in it.

use std::ops::Range;

use super::reading::Hit;

/// What stands in its place, in every language: it is part of a kept text and no message.
pub(super) const REMOVED: &str = "[borttaget]";

/// Characters shown on both sides of a hit.
const AROUND: usize = 40;

/// The text with [`REMOVED`] in the place of each hit.
pub(super) fn without(text: &str, hits: Vec<Hit>) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut at = 0;
    for hit in joined(hits) {
        for (number, piece) in hit.into_iter().enumerate() {
            cleaned.push_str(text.get(at..piece.start).unwrap_or_default());
            if number == 0 {
                cleaned.push_str(REMOVED);
            }
            at = piece.end;
        }
    }
    cleaned.push_str(text.get(at..).unwrap_or_default());
    cleaned
}

/// A hit with some of the text around it, for whoever has to decide.
pub(super) fn excerpt(text: &str, hit: &Hit) -> Option<String> {
    let (from, to) = (hit.first()?.start, hit.last()?.end);
    let before = text.get(..from)?;
    let start = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let behind = text.get(to..)?;
    let end = behind.char_indices().nth(AROUND).map_or(text.len(), |(at, _)| to + at);
    let words = text.get(start..end)?.split_whitespace().collect::<Vec<_>>().join(" ");
    let dots = |is_cut: bool| if is_cut { "…" } else { "" };
    Some(format!("{}{words}{}", dots(start > 0), dots(end < text.len())))
}

/// In the order of the text; hits that overlap become one.
fn joined(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.retain(|hit| !hit.is_empty());
    hits.sort_by_key(|hit| hit.first().map(|piece| piece.start));
    let mut all: Vec<Hit> = Vec::with_capacity(hits.len());
    for hit in hits {
        let start = hit.first().map_or(0, |piece| piece.start);
        match all.last_mut() {
            Some(last) if last.last().is_some_and(|piece| start < piece.end) => {
                last.extend(hit);
                *last = merged(std::mem::take(last));
            }
            _ => all.push(hit),
        }
    }
    all
}

fn merged(mut pieces: Hit) -> Hit {
    pieces.sort_by_key(|piece| piece.start);
    let mut all: Vec<Range<usize>> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match all.last_mut() {
            Some(last) if piece.start <= last.end => last.end = last.end.max(piece.end),
            _ => all.push(piece),
        }
    }
    all
}
