//! Names of glyphs, as fonts without a table of letters use them.

/// Names beside those that are a letter themselves.
const NAMES: &str = "space   hyphen - period . comma , colon : semicolon ; exclam ! question ? \
    parenleft ( parenright ) bracketleft [ bracketright ] braceleft { braceright } slash / \
    backslash \\ bar | underscore _ quotesingle ' quotedbl \" quoteleft ‘ quoteright ’ \
    quotedblleft “ quotedblright ” quotedblbase „ quotesinglbase ‚ guillemotleft « \
    guillemotright » guilsinglleft ‹ guilsinglright › endash – emdash — bullet • periodcentered · \
    ellipsis … ampersand & at @ numbersign # dollar $ percent % perthousand ‰ plus + minus − \
    equal = less < greater > asterisk * asciitilde ~ asciicircum ^ grave ` section § paragraph ¶ \
    degree ° copyright © registered ® trademark ™ Euro € sterling £ currency ¤ mu µ multiply × \
    divide ÷ plusminus ± onehalf ½ onequarter ¼ threequarters ¾ onesuperior ¹ twosuperior ² \
    threesuperior ³ zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 \
    adieresis ä aring å odieresis ö Adieresis Ä Aring Å Odieresis Ö udieresis ü Udieresis Ü \
    ae æ oslash ø AE Æ Oslash Ø germandbls ß eacute é egrave è ecircumflex ê edieresis ë \
    Eacute É Egrave È aacute á agrave à acircumflex â atilde ã Aacute Á Agrave À iacute í \
    igrave ì icircumflex î idieresis ï oacute ó ograve ò ocircumflex ô otilde õ uacute ú \
    ugrave ù ucircumflex û yacute ý ccedilla ç Ccedilla Ç ntilde ñ Ntilde Ñ eth ð Eth Ð thorn þ \
    Thorn Þ scaron š Scaron Š zcaron ž Zcaron Ž lslash ł oe œ OE Œ dotlessi ı dieresis ¨ ring ˚ \
    acute ´ circumflex ˆ caron ˇ cedilla ¸ tilde ˜ fi ﬁ fl ﬂ ff ﬀ ffi ﬃ ffl ﬄ nbspace   \
    sfthyphen \u{AD}";

/// The letters that a glyph stands for.
pub(super) fn letters(name: &str) -> Option<String> {
    let base = name.split('.').next().filter(|base| !base.is_empty())?;
    let mut alone = base.chars();
    if let (Some(letter), None) = (alone.next(), alone.next()) {
        return letter.is_alphanumeric().then(|| letter.to_string());
    }
    if base == "space" || base == "nbspace" {
        return Some(" ".to_owned());
    }
    if let Some(letter) = by_number(base) {
        return Some(letter.to_string());
    }
    let mut words = NAMES.split_whitespace();
    while let Some(word) = words.next() {
        if word == base && !matches!(base, "space" | "nbspace") {
            return words.next().map(str::to_owned);
        }
    }
    None
}

/// `uni00E5`, `u1F600`.
fn by_number(name: &str) -> Option<char> {
    let digits = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'))?;
    let is_number =
        (4..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    if is_number { char::from_u32(u32::from_str_radix(digits, 16).ok()?) } else { None }
}

/// Ligatures as the letters that they are made of.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\u{FB00}' => plain.push_str("ff"),
            '\u{FB01}' => plain.push_str("fi"),
            '\u{FB02}' => plain.push_str("fl"),
            '\u{FB03}' => plain.push_str("ffi"),
            '\u{FB04}' => plain.push_str("ffl"),
            '\u{FB05}' | '\u{FB06}' => plain.push_str("st"),
            '\u{A0}' => plain.push(' '),
            '\u{FFFD}' | '\0' => {}
            _ => plain.push(letter),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_have_names() {
        for (name, expected) in [
            ("A", Some("A")),
            ("aring", Some("å")),
            ("aring.alt", Some("å")),
            ("uni00E5", Some("å")),
            ("space", Some(" ")),
            ("comma", Some(",")),
            ("g127", None),
            (".notdef", None),
        ] {
            assert_eq!(letters(name).as_deref(), expected, "{name}");
        }
        assert_eq!(plain("o\u{FB03}ciell"), "officiell");
    }
}
