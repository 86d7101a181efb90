//! What reading the objects of a document may hold in memory, whatever it says of itself.
//!
//! The reader turns every token into an object of a hundred bytes or more before the first page
//! is asked for, so a few packed kilobytes can become gigabytes, and an allocation that fails ends
//! the whole process. Each piece (an object, or a stream of objects) is therefore estimated
//! beforehand, and what the pieces hold together is counted while they are read.

use std::cell::Cell;
use std::io::Read as _;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use flate2::read::{DeflateDecoder, ZlibDecoder};
use lopdf::{Document, LoadOptions, Object};

use super::ExtractError;
use super::token::{self, Walk};

/// What a single object, or all objects of one stream, may hold.
const MOST_OF_A_PIECE: usize = 80 * 1024 * 1024;
/// What all objects may hold.
const MOST_HELD: usize = 176 * 1024 * 1024;
/// What all streams of objects may unpack to.
const MOST_UNPACKED: usize = 64 * 1024 * 1024;
/// What one stream of objects, or of their places, may unpack to: a place may take one byte only.
const LARGEST_LIST_BYTES: usize = 3 * 1024 * 1024;
/// What each byte of a locked stream of objects may become: it cannot be looked into. Brackets
/// alone become three times as much, but honest documents need the room.
const LOCKED_PER_BYTE: usize = 100;
/// An honest object is looked at once, and so are its bytes.
const MOST_LOOKS: usize = 4;
/// What an object costs where it is listed, beside itself.
const LISTED: usize = 400;

thread_local! {
    /// What the objects read so far on this thread hold.
    static HELD: Cell<usize> = const { Cell::new(0) };
}

/// Sent through the reader to stop it.
struct Exceeded;

/// Reads the objects of a document unless they would hold too much.
pub(super) fn load(bytes: &[u8]) -> Result<Document, ExtractError> {
    let largest = checked(bytes).ok_or_else(too_much)?;
    let document = load_counted(bytes, largest, false)?;
    // The reader rebuilds a broken table by itself only when nobody counts.
    if document.is_encrypted() || document.page_iter().next().is_some() {
        return Ok(document);
    }
    drop(document);
    load_counted(bytes, largest, true)
}

fn load_counted(bytes: &[u8], largest: usize, rebuild: bool) -> Result<Document, ExtractError> {
    let options = LoadOptions {
        max_decompressed_size: Some(largest),
        filter: Some(count),
        force_reconstruct: rebuild,
        ..LoadOptions::default()
    };
    HELD.set(0);
    let load = || Document::load_mem_with_options(bytes, options);
    match catch_unwind(AssertUnwindSafe(load)) {
        Ok(read) => read.map_err(|error| ExtractError::Pdf(error.to_string())),
        Err(payload) if payload.is::<Exceeded>() => Err(too_much()),
        Err(payload) => resume_unwind(payload),
    }
}

fn too_much() -> ExtractError {
    ExtractError::Pdf("its objects would take more memory than any document needs".to_owned())
}

/// The reader shows every object here. It cannot be told to stop, so it is left by unwinding.
#[expect(clippy::unnecessary_wraps, reason = "the reader's own type of a filter")]
fn count(id: (u32, u16), object: &mut Object) -> Option<((u32, u16), Object)> {
    HELD.set(HELD.get().saturating_add(LISTED + held_by(object)));
    if HELD.get() > MOST_HELD {
        resume_unwind(Box::new(Exceeded));
    }
    // What is returned matters for members of streams only, and a stream is never one.
    let kept = if object.as_stream().is_ok() { Object::Null } else { object.clone() };
    Some((id, kept))
}

/// The depth is the reader's, which allows a hundred levels or so.
fn held_by(object: &Object) -> usize {
    let dictionary = |dictionary: &lopdf::Dictionary| -> usize {
        dictionary.iter().map(|(name, value)| 96 + name.len() + held_by(value)).sum()
    };
    let inside = match object {
        Object::Name(bytes) | Object::String(bytes, _) => bytes.capacity(),
        Object::Array(items) => {
            let spare = items.capacity() - items.len();
            spare * mem::size_of::<Object>() + items.iter().map(held_by).sum::<usize>()
        }
        Object::Dictionary(entries) => dictionary(entries),
        Object::Stream(stream) => dictionary(&stream.dict) + stream.content.capacity(),
        _ => 0,
    };
    mem::size_of::<Object>() + inside
}

/// Looks at each object before it is read. It gives what a stream may unpack to while loading.
fn checked(bytes: &[u8]) -> Option<usize> {
    let mut sight = Sight { looks: bytes.len().saturating_mul(MOST_LOOKS), ..Sight::default() };
    for place in places_of(bytes, b"obj") {
        // `endobj` ends with the word as well.
        if place.checked_sub(1).and_then(|at| bytes.get(at)) != Some(&b'd') {
            sight.look(bytes.get(place + 3..)?)?;
        }
    }
    for place in places_of(bytes, b"trailer") {
        sight.look(bytes.get(place + b"trailer".len()..)?)?;
    }
    if !is_locked(bytes) {
        return Some(LARGEST_LIST_BYTES);
    }
    // The reader does not show the objects of a locked document, nor can its streams be unpacked.
    let rest = MOST_HELD.checked_sub(sight.sum)?;
    Some((rest / LOCKED_PER_BYTE / sight.streams.max(1)).min(LARGEST_LIST_BYTES))
}

fn is_locked(bytes: &[u8]) -> bool {
    let mut names = places_of(bytes, b"/").filter_map(|at| bytes.get(at..));
    names.any(|rest| token::name(rest) == b"Encrypt")
}

fn places_of<'a>(bytes: &'a [u8], word: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    bytes.windows(word.len()).enumerate().filter(move |(_, at)| *at == word).map(|(at, _)| at)
}

#[derive(Default)]
struct Sight {
    /// How many bytes may still be looked at; what starts many objects at once uses them up.
    looks: usize,
    unpacked: usize,
    sum: usize,
    streams: usize,
}

impl Sight {
    /// Looks at the object that starts here; `None` means that it is too much.
    fn look(&mut self, bytes: &[u8]) -> Option<()> {
        let walk = Walk::over(bytes, MOST_OF_A_PIECE)?;
        self.looks = self.looks.checked_sub(walk.length)?;
        self.sum = self.sum.saturating_add(walk.cost + LISTED);
        let data = token::without_space(bytes.get(walk.length..)?).strip_prefix(b"stream");
        let Some(data) = data.filter(|_| walk.has_name(b"ObjStm")) else { return Some(()) };
        self.streams += 1;
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        let content = self.unpack(data, &walk)?;
        // A number that stands for something else is looked at as well.
        walk.firsts.iter().try_for_each(|first| members(&content, *first))
    }

    /// The content of a stream of objects. Real ones are packed once, and in one way.
    fn unpack(&mut self, data: &[u8], walk: &Walk) -> Option<Vec<u8>> {
        let is_flate = |name: &&Vec<u8>| name.as_slice() == b"FlateDecode";
        let is_strange = |name: &&Vec<u8>| !is_flate(name) && name.as_slice() != b"ObjStm";
        let flates = walk.names.iter().filter(is_flate).count();
        if flates > 1 || walk.firsts.len() > 2 || walk.names.iter().any(|name| is_strange(&name)) {
            return None;
        }
        let mut content = Vec::new();
        let most = u64::try_from(LARGEST_LIST_BYTES).ok()?;
        // What is broken on the way gives what came before, as it does in the reader.
        let _ = if flates == 1 {
            ZlibDecoder::new(data).take(most).read_to_end(&mut content)
        } else {
            data.take(most).read_to_end(&mut content)
        };
        if let (1, true, Some(bare)) = (flates, content.is_empty(), data.get(2..)) {
            let _ = DeflateDecoder::new(bare).take(most).read_to_end(&mut content);
        }
        self.unpacked += content.len();
        (self.unpacked <= MOST_UNPACKED).then_some(content)
    }
}

/// Looks at each member that a stream of objects lists; one object may be listed many times.
fn members(content: &[u8], first: usize) -> Option<()> {
    let Some(Ok(list)) = content.get(..first).map(str::from_utf8) else { return Some(()) };
    let words = list
        .split(['\r', '\n'])
        .flat_map(|line| line.split('%').next().unwrap_or_default().split_whitespace());
    let mut rest = MOST_OF_A_PIECE;
    for word in words.skip(1).step_by(2) {
        let member = word.parse().ok().and_then(|at: usize| content.get(first.checked_add(at)?..));
        let cost = member.map_or(Some(0), |member| Walk::over(member, rest).map(|walk| walk.cost));
        rest = rest.checked_sub(cost? + LISTED)?;
    }
    Some(())
}
