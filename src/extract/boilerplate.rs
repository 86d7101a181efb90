//! What surrounds a story is taken away: menus, notices, talk, other stories.

use dom_query::{Document, NodeRef};

use super::survey::{Element, Kind, Survey};
use super::words::{
    AGENCIES, CREDITS, LONGEST_NOTICE_LETTERS, NOTICES, OTHER_HEADINGS, POINTERS, TALK,
    TELLTALE_PAIRS, TELLTALES,
};
use crate::markup;

/// Boilerplate is removed only while at least so much of the text remains.
const LEAST_PERCENT: usize = 25;
/// What holds so much of the prose is the story, whatever its name.
const STORY_PERCENT: usize = 40;
/// The same for all text, also that of lists and tables.
const BULK_PERCENT: usize = 60;
/// Longer lines are no pointers and no headings.
const LONGEST_LINE_LETTERS: usize = 160;
/// Longer lines say more than who took a picture.
const LONGEST_CREDIT_LETTERS: usize = 90;

/// Frames of the page, unless they hold the story: old systems wrap the whole page in a form.
const FRAMES: [&str; 4] = ["nav", "form", "dialog", "footer"];
const FRAME_ROLES: [&str; 7] =
    ["navigation", "dialog", "alertdialog", "search", "contentinfo", "banner", "complementary"];

/// Removes what is not the story, and says what is left.
pub(super) fn remove(document: &Document) -> Survey<'_> {
    let mut survey = Survey::of(document);
    let (total, _, prose) = survey.total();
    let judge =
        Judge { least: total * LEAST_PERCENT / 100, prose, headline: headline(document, &survey) };
    let mut at = 1;
    while let Some(element) = survey.elements.get(at) {
        let next = element.end.max(at + 1);
        if element.is_gone {
            at = next;
            continue;
        }
        match judge.verdict(&survey, at) {
            Verdict::Stays => at += 1,
            Verdict::Goes(whole) => {
                survey.remove(whole);
                at = survey.elements.get(whole).map_or(next, |gone| gone.end.max(at + 1));
            }
            Verdict::GoesWithWhatFollows => {
                remove_with_followers(&mut survey, at);
                at = next;
            }
        }
    }
    survey
}

enum Verdict {
    Stays,
    /// This element goes, or one around it.
    Goes(usize),
    /// A heading goes, and the links behind it.
    GoesWithWhatFollows,
}

struct Judge {
    least: usize,
    prose: usize,
    /// The headline of the story.
    headline: Option<usize>,
}

impl Judge {
    fn verdict(&self, survey: &Survey, at: usize) -> Verdict {
        let Some(element) = survey.elements.get(at) else { return Verdict::Stays };
        if element.kind == Kind::Silent {
            return Verdict::Goes(at);
        }
        let named = names_of(&element.node);
        if is_frame(element, &named) || named.has_telltale() {
            if self.may_go(survey, at, named.is_talk()) {
                return Verdict::Goes(at);
            }
        } else if element.letters <= LONGEST_NOTICE_LETTERS
            && element.letters > 2
            && element.is_leaf
        {
            return self.line(survey, at, element);
        }
        Verdict::Stays
    }

    /// What a short line says of itself.
    fn line(&self, survey: &Survey, at: usize, element: &Element) -> Verdict {
        if !matches!(element.kind, Kind::Block | Kind::Heading) {
            return Verdict::Stays;
        }
        let text = markup::fold_space(&element.node.text()).to_lowercase();
        let begins = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
        if element.letters <= LONGEST_LINE_LETTERS {
            if element.kind == Kind::Heading && begins(OTHER_HEADINGS) {
                let parent = element.parent;
                return if self.may_go(survey, parent, true) && !self.is_story(survey, parent) {
                    Verdict::Goes(parent)
                } else {
                    Verdict::GoesWithWhatFollows
                };
            }
            let leads_away = element.linked * 2 > element.letters
                || text.get(..40.min(text.len())).is_some_and(|start| start.contains(':'));
            if begins(POINTERS) && leads_away {
                return Verdict::Goes(at);
            }
        }
        let is_credit = element.letters <= LONGEST_CREDIT_LETTERS
            && element.kind == Kind::Block
            && (begins(CREDITS)
                || (is_caption(&element.node) && AGENCIES.iter().any(|name| text.contains(name))));
        let is_notice = || NOTICES.iter().any(|words| words.iter().all(|word| text.contains(word)));
        if is_credit || is_notice() { Verdict::Goes(at) } else { Verdict::Stays }
    }

    /// A container around the whole story may carry any class.
    fn may_go(&self, survey: &Survey, at: usize, is_talk: bool) -> bool {
        let Some(element) = survey.elements.get(at) else { return false };
        let remaining = survey.total().0.saturating_sub(element.letters);
        remaining >= self.least
            && at > 0
            && !self.headline.is_some_and(|headline| (at..element.end).contains(&headline))
            && !element.node.has_name("main")
            && (is_talk || !self.is_story(survey, at))
    }

    fn is_story(&self, survey: &Survey, at: usize) -> bool {
        let (letters, _, _) = survey.total();
        survey.elements.get(at).is_some_and(|element| {
            element.prose * 100 > self.prose * STORY_PERCENT
                || element.letters * 100 > letters * BULK_PERCENT
        })
    }
}

/// The heading of the story: the first that the window's title holds, else the first of its rank.
pub(super) fn headline(document: &Document, survey: &Survey) -> Option<usize> {
    const LEAST_BYTES: usize = 6;
    let window = markup::fold_space(&document.select_single("title").text()).to_lowercase();
    let of_kind = |kind: Kind| {
        let elements = survey.elements.iter().enumerate();
        elements.filter(move |(_, element)| element.kind == kind).map(|(at, _)| at)
    };
    let is_named = |at: &usize| {
        survey.elements.get(*at).is_some_and(|element| {
            let text = markup::fold_space(&element.node.text()).to_lowercase();
            text.len() >= LEAST_BYTES && window.contains(&text)
        })
    };
    of_kind(Kind::Headline)
        .find(is_named)
        .or_else(|| of_kind(Kind::Headline).next())
        .or_else(|| of_kind(Kind::Heading).find(is_named))
}

/// The words of `id`, `class` and `role`.
#[derive(Default)]
struct Names {
    words: String,
    role: String,
    is_hidden: bool,
}

fn names_of(node: &NodeRef) -> Names {
    let mut names = Names::default();
    let Some(element) = node.element_ref() else { return names };
    for attribute in &element.attrs {
        match attribute.name.local.as_ref() {
            "id" | "class" => {
                names.words.push_str(&attribute.value.to_lowercase());
                names.words.push(' ');
            }
            "role" => names.role = attribute.value.to_lowercase(),
            "hidden" => names.is_hidden = true,
            "style" => {
                let style = attribute.value.replace(' ', "").to_lowercase();
                names.is_hidden |=
                    style.contains("display:none") || style.contains("visibility:hidden");
            }
            "aria-hidden" => names.is_hidden |= &*attribute.value == "true",
            _ => {}
        }
    }
    names
}

impl Names {
    fn has_telltale(&self) -> bool {
        let mut last = "";
        let words = self.words.split(|c: char| !c.is_alphanumeric());
        words.filter(|word| !word.is_empty()).any(|word| {
            let pair = (std::mem::replace(&mut last, word), word);
            TELLTALES.contains(&word) || TALK.contains(&word) || TELLTALE_PAIRS.contains(&pair)
        })
    }

    fn is_talk(&self) -> bool {
        self.words.split(|c: char| !c.is_alphanumeric()).any(|word| TALK.contains(&word))
    }
}

fn is_frame(element: &Element, names: &Names) -> bool {
    let node = &element.node;
    if names.is_hidden {
        return true;
    }
    if FRAME_ROLES.contains(&names.role.as_str()) {
        return names.role != "complementary" || node.has_name("aside");
    }
    if FRAMES.iter().any(|name| node.has_name(name)) {
        return true;
    }
    // The head of an article is no frame, that of the page is.
    element.parent == 0 && (node.has_name("header") || node.has_name("aside"))
}

/// In a figure, or called a caption.
fn is_caption(node: &NodeRef) -> bool {
    let around = std::iter::once(*node).chain(node.ancestors_it(Some(2)));
    around.filter(NodeRef::is_element).any(|node| {
        let class = node.attr_or("class", "").to_lowercase();
        node.has_name("figure")
            || node.has_name("figcaption")
            || ["caption", "image", "bild"].iter().any(|name| class.contains(name))
    })
}

/// Removes a heading and what stands behind it, up to the next text.
fn remove_with_followers(survey: &mut Survey, heading: usize) {
    let Some(element) = survey.elements.get(heading) else { return };
    let (parent, mut at) = (element.parent, element.end);
    let end = survey.elements.get(parent).map_or(at, |around| around.end);
    survey.remove(heading);
    while at < end {
        let Some(element) = survey.elements.get(at) else { return };
        let next = element.end.max(at + 1);
        let is_text = element.prose > 0 && element.linked * 2 < element.letters;
        if is_text || matches!(element.kind, Kind::Heading | Kind::Headline) {
            return;
        }
        if element.kind != Kind::Inline {
            survey.remove(at);
        }
        at = next;
    }
}
