//! The pass without a tree gives what the sanitiser gives, or nothing.

use proptest::prelude::*;
use url::Url;

use super::clean;
use crate::markup::Sanitiser;

const BASE: &str = "https://staden.example/nyheter/1";

fn quick(html: &str) -> Option<String> {
    clean(html, Url::parse(BASE).ok().as_ref()).map(|clean| clean.trim().to_owned())
}

#[test]
fn usual_markup_needs_no_tree() {
    for html in [
        "<p>Hej <b>du</b></p>",
        "<p class=\"x\">Ett<p>Två<br/>rader<ul><li>a<li>b</ul>",
        "<P STYLE='a'>A &amp; B &aring; &#8211; AT&T > \u{a0}</P>",
        "<a href=\"/b?a=1&amp;b=2\" rel=x>a</a> <a href='javascript:x'>b</a> <a href=c>d</a>",
        "<img src=\"a\" alt=\"b > c\" /><figure><figcaption>d</figcaption></figure>",
        "<table><thead><tr><th scope='col'>a</th></tr></thead></table>",
        "<table>\n<tr><td colspan=2>a<p>b</p></td></tr></table><!-- c --><script>d()</script>e",
        "<dl><dt>a<dd>b</dl><hr><blockquote><p>c</blockquote>",
    ] {
        let tree = Sanitiser::new(Some(BASE)).clean_by_tree(html);
        assert_eq!(quick(html).as_deref(), Some(tree.as_str()), "{html}");
    }
}

#[test]
fn what_has_to_be_mended_is_left_to_a_parser() {
    for html in [
        "<b><p>a</b>b</p>",
        "<a>b<a>c</a></a>",
        "<table>a<tr><td>b</table>",
        "<p><b>a<p>b",
        "<div><li>a</div>",
        "a</p>b",
        "<svg><a>b</a></svg>",
        "<form>a</form>",
        "<p title=\"a",
        "a &notit; b",
        "<script>if (a<b)</script>",
        "<!--a--!>b-->",
        "<o:p>a</o:p>",
    ] {
        assert_eq!(quick(html), None, "{html}");
    }
}

/// Tags, text and oddities, in any order.
fn piece() -> impl Strategy<Value = String> {
    const NAMES: &str = "p|div|span|b|i|a|em|strong|ul|ol|li|dl|dt|dd|h2|h3|br|hr|img|table|tr|td|th|\
        tbody|thead|caption|blockquote|pre|center|font|figure|code|section|script|style|iframe|\
        form|svg|o:p|nobr|button|template|title|P|TD";
    const ATTRIBUTES: &str = "( (class|href|HREF|title|colspan|datetime|hreflang|start|x:y)\
        (=\"[a-z/&;?#<>: ]{0,6}\"|='[a-z&]{0,4}'|=[a-z0-9./&\"]{0,4}|)){0,2}";
    let start = proptest::string::string_regex(&format!("<({NAMES})({ATTRIBUTES})[ /]{{0,2}}>"));
    let end = proptest::string::string_regex(&format!("</({NAMES}) ?>"));
    let link = proptest::string::string_regex(
        "<a href=\"(https://x.example/|http://|mailto:a@b|/|//|#|\\?|java\u{1}script:| )[a-zå&=;\\.\u{202e}]{0,5}\">",
    );
    let text = proptest::string::string_regex(
        "([a-zåäö \n&<>;#\u{a0}\u{ad}\"']{0,4}|&(amp|lt|nbsp|aring|copy|lang|notin|#38|#x26|#0|#150|#xFFFE|hej);?|<!--[a<>!-]{0,4}-->|\r|\0|<\\?)",
    );
    prop_oneof![
        4 => start.unwrap(),
        3 => end.unwrap(),
        1 => link.unwrap(),
        3 => text.unwrap(),
    ]
}

/// Elements inside each other as they should be.
fn tree() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![piece(), "[a-zåäö ]{1,5}".boxed()];
    let names = "(p|div|span|b|i|a|em|ul|ol|li|dl|dt|dd|h2|table|tr|td|tbody|blockquote|pre|center|font|figure)";
    leaf.prop_recursive(6, 40, 5, move |inner| {
        (names, prop::collection::vec(inner, 0..5))
            .prop_map(|(name, inside)| format!("<{name}>{}</{name}>", inside.concat()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_pieces_are_cleaned_alike(pieces in prop::collection::vec(piece(), 0..14)) {
        check(&pieces.concat())?;
    }

    #[test]
    fn trees_are_cleaned_alike(trees in prop::collection::vec(tree(), 0..4)) {
        check(&trees.concat())?;
    }
}

#[test]
fn a_mark_within_an_attribute_ends_no_tag() {
    for html in [
        "<blockquote><script class=\"/>\"/>ä</blockquote>",
        "<p><style title='/>'/>ä</p>",
        "<p><script class=\">\"/>ä</p>",
        "<p><script class=\"a\"/>ä</p>",
    ] {
        check(html).unwrap();
    }
}

fn check(html: &str) -> Result<(), TestCaseError> {
    if let Some(quick) = quick(html) {
        let tree = Sanitiser::new(Some(BASE)).clean_by_tree(html);
        prop_assert_eq!(quick, tree, "{}", html);
    }
    Ok(())
}
