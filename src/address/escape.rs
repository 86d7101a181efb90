//! What is written with percent signs, as it was meant.

/// The bytes behind percent-encoding, with a plus for a space as in the parameters of an address.
/// A percent sign that begins no number stays.
pub fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match hex.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(escaped) if *byte == b'%' => {
                bytes.push(escaped);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(if *byte == b'+' { b' ' } else { *byte });
                rest = after;
            }
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone_and_the_rest_stays() {
        for (text, bytes) in [
            ("ny-bro%C3%A4n", "ny-broän".as_bytes()),
            ("a+b%2Bc", b"a b+c"),
            ("%FF-%4", b"\xFF-%4"),
            ("50 %", b"50 %"),
            ("%å", "%å".as_bytes()),
        ] {
            assert_eq!(unescaped(text), bytes, "{text}");
        }
    }
}
