//! Markup as tables: what comes in, and what may go on.

use super::{absolute, decode, decode_html, flatten, sanitise, strip_controls, to_line, to_text};

const BASE: Option<&str> = Some("https://staden.example/nyheter/1");

#[test]
fn bytes_become_text() {
    let table: [(&[u8], Option<&str>, &str, &str); 9] = [
        ("<a>å</a>".as_bytes(), None, "<a>å</a>", "UTF-8"),
        (b"\xEF\xBB\xBF<a/>", None, "<a/>", "UTF-8"),
        (b"<?xml version='1.0' encoding='iso-8859-1'?>\xE5", None, "å", "windows-1252"),
        (b"<a>\xE5</a>", Some("iso-8859-1"), "å", "windows-1252"),
        ("<?xml encoding='iso-8859-1'?>å".as_bytes(), None, "å", "UTF-8"),
        ("å".as_bytes(), Some("iso-8859-1"), "å", "UTF-8"),
        (b"\xFF\xFE<\0a\0/\0>\0", None, "<a/>", "UTF-16LE"),
        (b"\0<\0a\0/\0>", None, "<a/>", "UTF-16BE"),
        (
            b"<?xml encoding='utf-8'?>f\xF6r m\xE5nga \xE4r sk\xF6na",
            None,
            "för många är sköna",
            "windows-1252",
        ),
    ];
    for (bytes, charset, contains, encoding) in table {
        let decoded = decode(bytes, charset);
        assert!(decoded.text.contains(contains), "{decoded:?}");
        assert_eq!(decoded.encoding, encoding, "{decoded:?}");
    }
    let page = decode_html(b"<head><META content=\"text/html; charset=ISO-8859-1\">\xE5", None);
    assert_eq!(page.encoding, "windows-1252");
    assert!(page.text.ends_with('å'));
    assert_eq!(decode(b"", None).text, "");
}

#[test]
fn markup_is_made_harmless() {
    for (html, clean) in [
        ("plain text", "plain text"),
        ("a &amp; b &aring; < c", "a &amp; b å &lt; c"),
        ("<p onclick=x()>Hej <b>du</b></p>", "<p>Hej <b>du</b></p>"),
        ("<script>alert(1)</script>kvar", "kvar"),
        ("<svg><script>x</script></svg>kvar", "kvar"),
        ("<img src=https://x.example/spy.gif>kvar", "kvar"),
        ("<a href='javascript:alert(1)'>länk</a>", "<a>länk</a>"),
        ("<a href='/b?c=1'>länk</a>", "<a href=\"https://staden.example/b?c=1\">länk</a>"),
        ("<a href = '2'>länk</a>", "<a href=\"https://staden.example/nyheter/2\">länk</a>"),
        ("<a href='&#21;http:s//b.example'>länk</a>", "<a href=\"http:s//b.example\">länk</a>"),
        (
            "<a href='\u{15}https://b.example/\u{202e}c'>länk</a>",
            "<a href=\"https://b.example/c\">länk</a>",
        ),
        ("<a href='java\u{1}script:alert(1)'>länk</a>", "<a>länk</a>"),
        ("<a href='java&#x202e;script:alert(1)'>länk</a>", "<a>länk</a>"),
        ("<a href=' java\nscript:alert(1)'>länk</a>", "<a>länk</a>"),
        ("<a href=' /b\n/c '>länk</a>", "<a href=\"https://staden.example/b/c\">länk</a>"),
        ("<p style='x' class='y' id='z'>a</p>", "<p>a</p>"),
        ("<iframe src=x>inne</iframe><form><input>fält</form>", "fält"),
    ] {
        assert_eq!(sanitise(html, BASE), clean, "{html}");
    }
    assert_eq!(sanitise("<a href='/b'>länk</a>", None), "<a>länk</a>");
}

#[test]
fn markup_becomes_text() {
    for (html, text) in [
        ("<h1>Rubrik</h1><p>Ett  <b>två</b>\n tre</p>", "Rubrik\nEtt två tre"),
        ("a<br>b", "a\nb"),
        ("<ul><li>ett</li><li>två</li></ul>", "ett\ntvå"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("<style>p{}</style>x<script>if(a<b)</script>y", "xy"),
        ("1 < 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"),
        ("M&aring;lm&#246; &#x2013; &okand; AT&T", "Målmö – &okand; AT&T"),
        ("<a title='a > b'>x</a>", "x"),
        ("<p", ""),
        ("\u{202E}a\u{0}b", "ab"),
    ] {
        assert_eq!(to_text(html), text, "{html}");
    }
    assert_eq!(to_line("<span>En</span><br>rad"), "En rad");
    assert_eq!(strip_controls("a\u{1b}[31mb\u{202E}\nc"), "a[31mb\nc");
}

#[test]
fn links_are_absolute_or_nothing() {
    for (link, full) in [
        ("2", Some("https://staden.example/nyheter/2")),
        ("//andra.example/x", Some("https://andra.example/x")),
        ("HTTP://X.example", Some("http://x.example/")),
        ("mailto:a@b.example", None),
        ("javascript:alert(1)", None),
        ("", None),
    ] {
        assert_eq!(absolute(BASE, link).as_deref(), full);
    }
}

#[test]
fn deep_nesting_is_made_shallow() {
    let deep = format!("{}kvar{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    let flat = flatten(&deep);
    assert_eq!(flat.matches("<div>").count(), 200);
    assert!(sanitise(&deep, BASE).contains("kvar"));
    assert_eq!(to_text(&deep), "kvar");
    for trap in [
        "<div></span>".repeat(50_000),
        "<b><p>".repeat(50_000),
        numbered(|n| format!("<font color={n}><div></font x>")),
        numbered(|n| format!("<div><font color={n}></div>")),
        "<svg><style><div>".repeat(20_000),
        "<table><td>".repeat(20_000),
        "<a b='".repeat(50_000),
        "<".repeat(100_000),
    ] {
        sanitise(&trap, BASE);
    }
    let plain = "<p>text</p>".repeat(1000);
    assert!(matches!(flatten(&plain), std::borrow::Cow::Borrowed(_)));
}

fn numbered(piece: fn(u32) -> String) -> String {
    (0..20_000).map(piece).collect::<Vec<String>>().concat()
}
