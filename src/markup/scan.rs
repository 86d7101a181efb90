//! Looking for bytes that are seldom there.

/// Where the first byte stands that `is_wanted`. Most pieces of a text have none: without a branch
/// for each byte, a processor looks at a piece at once.
pub(super) fn position(bytes: &[u8], is_wanted: impl Fn(u8) -> bool) -> Option<usize> {
    const AT_ONCE: usize = 32;
    let (pieces, _) = bytes.as_chunks::<AT_ONCE>();
    let is_plain = |piece: &[u8; AT_ONCE]| !piece.iter().fold(false, |any, b| any | is_wanted(*b));
    let plain = pieces.iter().take_while(|piece| is_plain(piece)).count() * AT_ONCE;
    let found = bytes.get(plain..)?.iter().position(|byte| is_wanted(*byte))?;
    Some(plain + found)
}

#[cfg(test)]
mod tests {
    use super::position;

    #[test]
    fn every_place_is_looked_at() {
        for length in 0..100 {
            let mut bytes = vec![b'a'; length];
            assert_eq!(position(&bytes, |byte| byte == b'&'), None);
            for at in 0..length {
                bytes[at] = b'&';
                assert_eq!(position(&bytes, |byte| byte == b'&'), Some(at));
                bytes[at] = b'a';
            }
        }
    }
}
