//! Where a list goes on: the link to its next page.

use dom_query::{Document, Matcher, NodeRef};

use super::discover::lasting_classes;
use super::listing;
use crate::address;
use crate::markup;

/// What people call the next page, or more of the same, in the languages that we read; whole texts.
const NEXT: [&str; 46] = [
    "nästa",
    "nästa sida",
    "nästa »",
    "nästa ›",
    "nästa >",
    "nästa →",
    "visa fler",
    "visa mer",
    "fler",
    "äldre",
    "äldre inlägg",
    "äldre nyheter",
    "ladda fler",
    "next",
    "next page",
    "next »",
    "next ›",
    "next >",
    "next →",
    "more",
    "load more",
    "show more",
    "older",
    "older posts",
    "« older posts",
    "næste",
    "næste side",
    "vis flere",
    "neste",
    "neste side",
    "eldre innlegg",
    "seuraava",
    "seuraava sivu",
    "näytä lisää",
    "weiter",
    "nächste",
    "nächste seite",
    "mehr",
    "mehr laden",
    "ältere beiträge",
    "»",
    "›",
    "→",
    "next posts",
    "gå till nästa sida",
    "till nästa sida",
];
/// Parameters that number the pages of a list.
const PARAMETERS: [&str; 11] = [
    "page",
    "sida",
    "side",
    "sivu",
    "seite",
    "p",
    "paged",
    "pg",
    "sid",
    "pagenumber",
    "currentpage",
];

/// The address of the next page: where `selector` points, else where the page itself says so, by
/// `rel=next`, the words of a link, or the number of the page. `None` on the last page.
pub(super) fn address(
    document: &Document,
    base: &str,
    url: &str,
    selector: Option<&Matcher>,
) -> Option<String> {
    let found = match selector {
        Some(matcher) => chosen(document, matcher),
        None => by_rel(document).or_else(|| by_words(document, base, url)),
    };
    let by_number = || selector.is_none().then(|| by_number(document, base, url)).flatten();
    let next = found.and_then(|node| target(&node, base)).or_else(by_number)?;
    // A list stays with its host: another one has not been asked for.
    let is_other_page = without_fragment(&next) != without_fragment(url);
    (is_other_page && address::is_same_origin(&next, url)).then_some(next)
}

/// A selector for the link to the next page, where there is one and it can be told from others.
pub(super) fn selector(document: &Document, url: &str) -> Option<String> {
    let base = listing::base(document, url);
    let node = by_rel(document).or_else(|| by_words(document, &base, url))?;
    let tag = node.node_name()?.to_string();
    let mut candidates = vec![format!("{tag}[rel~=next]")];
    let classes = |node: &NodeRef| lasting_classes(node);
    candidates.extend(classes(&node).iter().map(|class| format!("{tag}.{class}")));
    for above in node.ancestors_it(Some(3)) {
        candidates.extend(classes(&above).iter().map(|class| format!(".{class} {tag}")));
    }
    let label = node.attr("aria-label").filter(|label| is_plain(label));
    candidates.extend(label.map(|label| format!("{tag}[aria-label='{label}']")));
    candidates.into_iter().filter(|one| markup::check_selector(one).is_ok()).find(|one| {
        let Ok(matcher) = Matcher::new(one) else { return false };
        let found = document.select_matcher(&matcher);
        let same = target(&node, &base);
        found.nodes().iter().all(|other| target(other, &base) == same) && !found.is_empty()
    })
}

/// Words that can stand in a selector, and in a sentence, as they are.
fn is_plain(label: &str) -> bool {
    label.len() <= 40 && label.chars().all(|letter| letter.is_alphanumeric() || letter == ' ')
}

/// The link that a selector finds, also inside what it finds.
fn chosen<'a>(document: &'a Document, matcher: &Matcher) -> Option<NodeRef<'a>> {
    let found = document.select_single_matcher(matcher).nodes().first().copied()?;
    if found.has_attr("href") {
        return Some(found);
    }
    found.descendants_it().find(|node| node.is_element() && node.has_attr("href"))
}

fn by_rel(document: &Document) -> Option<NodeRef<'_>> {
    let links = document.select("a[rel~='next' i][href], link[rel~='next' i][href]");
    // A link in the list can be told apart; one in the head says the same.
    let in_body = links.nodes().iter().find(|node| node.has_name("a"));
    in_body.or_else(|| links.nodes().first()).copied()
}

fn by_words<'a>(document: &'a Document, base: &str, url: &str) -> Option<NodeRef<'a>> {
    let links = document.select("a[href]");
    let leads_on = |node: &&NodeRef| {
        target(node, base).is_some_and(|to| {
            is_same_list(&to, url) && without_fragment(&to) != without_fragment(url)
        })
    };
    links.nodes().iter().filter(leads_on).find(|node| says_next(node)).copied()
}

fn says_next(node: &NodeRef) -> bool {
    let is_next = |text: &str| {
        let text = markup::fold_space(text).to_lowercase();
        NEXT.contains(&text.as_str())
    };
    let label = |name: &str| node.attr(name).is_some_and(|text| is_next(&text));
    is_next(&markup::to_line(&node.inner_html())) || label("aria-label") || label("title")
}

/// The link that is called by the number after ours.
fn by_number(document: &Document, base: &str, url: &str) -> Option<String> {
    let wanted = number_of(url).unwrap_or(1).checked_add(1)?;
    let links = document.select("a[href]");
    links.nodes().iter().find_map(|node| {
        let to = target(node, base)?;
        let is_numbered = number_of(&to) == Some(wanted) && is_same_list(&to, url);
        let text = markup::to_line(&node.inner_html());
        let is_named = text.split(|c: char| !c.is_ascii_digit()).any(|n| n == wanted.to_string());
        (is_numbered && is_named).then_some(to)
    })
}

/// The number that an address gives its page: `?page=2`, `?sida=2`, `/page/2/`.
fn number_of(url: &str) -> Option<u32> {
    let url = without_fragment(url);
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let asked = query.split('&').find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        // SiteVision and EPiServer put the name of the part of the page in front.
        let name = name.rsplit('.').next().unwrap_or(name).to_lowercase();
        PARAMETERS.contains(&name.as_str()).then(|| value.parse().ok()).flatten()
    });
    asked.or_else(|| {
        let mut parts = path.trim_end_matches('/').rsplit('/');
        let number = parts.next()?.parse().ok()?;
        PARAMETERS.contains(&parts.next()?.to_lowercase().as_str()).then_some(number)
    })
}

/// Whether an address may be another page of the same list: below the same path, or beside it.
fn is_same_list(to: &str, url: &str) -> bool {
    if !address::is_same_origin(to, url) {
        return false;
    }
    let list = |url: &str| {
        let path =
            without_fragment(url).split('?').next().unwrap_or_default().trim_end_matches('/');
        let mut parts: Vec<&str> = path.split('/').collect();
        if let [.., word, number] = parts.as_slice()
            && number.parse::<u32>().is_ok()
            && PARAMETERS.contains(&word.to_lowercase().as_str())
        {
            parts.truncate(parts.len() - 2);
        }
        parts.join("/")
    };
    list(to) == list(url)
}

fn target(node: &NodeRef, base: &str) -> Option<String> {
    markup::absolute(Some(base), &node.attr("href")?)
}

fn without_fragment(url: &str) -> &str {
    url.split('#').next().unwrap_or(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_is_found_by_the_habits_of_many_sites() {
        let list = "https://www.ekvik.example/nyheter/";
        for (url, html, expected) in [
            (list, "<link rel=next href='?page=2'>", Some("?page=2")),
            (list, "<a rel='next nofollow' href='?sida=2'>2</a>", Some("?sida=2")),
            (list, "<a href='/nyheter/page/2/'>Older posts</a>", Some("page/2/")),
            (
                "https://www.ekvik.example/nyheter/page/2/",
                "<a href='/nyheter/page/1/'>1</a><a href='/nyheter/page/3/'>3</a>",
                Some("page/3/"),
            ),
            (list, "<a href='?sida=2' class=more>Visa  fler</a>", Some("?sida=2")),
            (
                list,
                "<a aria-label='Nästa sida' href='?sv.target=12.1a&sv.12.1a.route=/&start=10'>»</a>",
                Some("?sv.target=12.1a&sv.12.1a.route=/&start=10"),
            ),
            (list, "<a href='?page=2'>2</a> <a href='?page=3'>3</a>", Some("?page=2")),
            (list, "<a href='?sv.12.1a.page=2'>sida 2</a>", Some("?sv.12.1a.page=2")),
            (list, "<a href='?page=3'>3</a>", None),
            (list, "<a href='/annat/nasta/'>Nästa</a>", None),
            (list, "<a href='https://b.example/nyheter/?page=2' rel=next>Nästa</a>", None),
            (list, "<a href='#' rel=next>Nästa</a>", None),
            (list, "<a href='/nyheter/bro'>Nästa bro byggs</a>", None),
        ] {
            let document = Document::from(html);
            let expected = expected.map(|rest| format!("{list}{rest}"));
            assert_eq!(address(&document, url, url, None), expected, "{html}");
        }
    }

    #[test]
    fn a_selector_alone_decides() {
        let html = "<a rel=next href=?page=9>x</a><p class=on><a href=?page=2>a</a></p>";
        let document = Document::from(html);
        let url = "https://www.ekvik.example/n";
        let next =
            |selector: &str| address(&document, url, url, Some(&Matcher::new(selector).unwrap()));
        assert_eq!(next("p.on").as_deref(), Some("https://www.ekvik.example/n?page=2"));
        assert_eq!(next("a.none"), None);
    }

    #[test]
    fn a_selector_is_proposed_that_finds_that_link_alone() {
        for (html, expected) in [
            ("<a href=?page=2 rel=next>Nästa</a>", Some("a[rel~=next]")),
            ("<a class=more href=?sida=2>Visa fler</a>", Some("a.more")),
            (
                "<div class=pager><span>1</span><a href=?page=2>»</a></div><a href=/x>x</a>",
                Some(".pager a"),
            ),
            ("<a href=?page=2 aria-label='Nästa sida'>»</a>", Some("a[aria-label='Nästa sida']")),
            (
                "<a href=?page=2 aria-label=next title='\u{202e}\u{7}'>»</a>",
                Some("a[aria-label='next']"),
            ),
            ("<a href=?page=2 title=next aria-label='<b>`x`'>»</a>", None),
            ("<a href=/x>x</a>", None),
        ] {
            let document = Document::from(html);
            let found = selector(&document, "https://www.ekvik.example/n");
            assert_eq!(found.as_deref(), expected, "{html}");
        }
    }
}
