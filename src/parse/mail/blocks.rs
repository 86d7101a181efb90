//! The markup of a letter as a row of blocks: what stands alone, how loud, and where it leads.

use dom_query::{Document, NodeRef};

use crate::markup;

/// More blocks are not looked at.
const MOST_BLOCKS: usize = 4_000;
/// From this size on, letters are those of a headline.
const LOUD_PIXELS: f64 = 18.0;

/// A piece of text between two breaks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) text: String,
    /// A heading by its tag.
    pub(super) is_heading: bool,
    /// All of it is bold or large.
    pub(super) is_loud: bool,
    /// How much of it is link, in percent of its letters.
    pub(super) link_percent: usize,
    /// Where its links lead, as they stand there, with their words.
    pub(super) links: Vec<(String, String)>,
}

/// What surrounds a piece of text.
#[derive(Clone, Copy, Default)]
struct Around {
    is_heading: bool,
    is_loud: bool,
    link: Option<usize>,
}

#[derive(Default)]
struct Builder {
    blocks: Vec<Block>,
    open: Open,
}

/// The block that is being put together.
#[derive(Default)]
struct Open {
    block: Block,
    /// Letters in all, in loud ones, in links.
    letters: usize,
    loud: usize,
    linked: usize,
}

pub(super) fn of(html: &str) -> Vec<Block> {
    let document = Document::from(markup::flatten(html).as_ref());
    let mut builder = Builder::default();
    builder.visit(&document.root(), Around::default());
    builder.close();
    builder.blocks
}

impl Block {
    /// All of it is link.
    pub(super) fn is_link(&self) -> bool {
        self.link_percent == 100
    }
}

impl Builder {
    /// Markup was flattened before: this goes no deeper than that.
    fn visit(&mut self, node: &NodeRef<'_>, around: Around) {
        let mut child = node.first_child();
        while let Some(node) = child {
            if self.blocks.len() >= MOST_BLOCKS {
                return;
            }
            if node.is_text() {
                self.add(&node.text(), around);
            } else if node.is_element() {
                self.element(&node, around);
            }
            child = node.next_sibling();
        }
    }

    fn element(&mut self, node: &NodeRef<'_>, around: Around) {
        let name = node.node_name().unwrap_or_default();
        let style = node.attr_or("style", "").to_ascii_lowercase().replace(' ', "");
        let is_silent = matches!(&*name, "head" | "style" | "script" | "title" | "template");
        if is_silent || style.contains("display:none") {
            return;
        }
        let is_heading = matches!(&*name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        let mut inside = Around {
            is_heading: around.is_heading || is_heading,
            is_loud: loudness(&name, &style).unwrap_or(around.is_loud || is_heading),
            link: around.link,
        };
        if is_break(&name) {
            self.close();
        }
        if name.as_ref() == "a" {
            let href = node.attr_or("href", "").to_string();
            inside.link = Some(self.open.block.links.len());
            self.open.block.links.push((href, String::new()));
        }
        if name.as_ref() == "img" {
            // What a picture shows may be the only words of a link.
            if let Some(link) = around.link.and_then(|link| self.open.block.links.get_mut(link)) {
                let words = markup::to_line(&node.attr_or("alt", ""));
                if link.1.is_empty() {
                    link.1 = words;
                }
            }
        }
        self.visit(node, inside);
        if is_break(&name) {
            self.close();
        }
    }

    fn add(&mut self, text: &str, around: Around) {
        let letters = text.chars().filter(|letter| letter.is_alphanumeric()).count();
        let open = &mut self.open;
        open.block.text.push_str(text);
        open.letters += letters;
        if around.is_loud {
            open.loud += letters;
        }
        open.block.is_heading |= around.is_heading && letters > 0;
        if let Some(link) = around.link.and_then(|link| open.block.links.get_mut(link)) {
            link.1.push_str(text);
            open.linked += letters;
        }
    }

    /// Ends a block, where there is anything in it.
    fn close(&mut self) {
        let Open { mut block, letters, loud, linked } = std::mem::take(&mut self.open);
        block.text = tidy(&block.text);
        block.is_loud = letters > 0 && loud == letters;
        block.link_percent = (linked * 100).checked_div(letters).unwrap_or(0);
        for (_, words) in &mut block.links {
            *words = tidy(words);
        }
        if !block.text.is_empty() || !block.links.is_empty() {
            self.blocks.push(block);
        }
    }
}

/// One line, without what letters put between words so that they show more of their beginning.
fn tidy(text: &str) -> String {
    let visible = |letter: &char| {
        !matches!(letter, '\u{200b}'..='\u{200f}' | '\u{34f}' | '\u{ad}' | '\u{feff}')
    };
    let text: String = text.chars().filter(visible).collect();
    markup::fold_space(&markup::strip_controls(&text))
}

fn is_break(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "td"
            | "th"
            | "tr"
            | "table"
            | "li"
            | "ul"
            | "ol"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "br"
            | "hr"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "center"
            | "blockquote"
    )
}

/// Whether an element makes its text louder or quieter; `None` where it does neither.
fn loudness(name: &str, style: &str) -> Option<bool> {
    let size = style.split_once("font-size:").and_then(|(_, after)| {
        let number: String =
            after.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        let unit = after.get(number.len()..)?;
        let number: f64 = number.parse().ok()?;
        unit.starts_with("px").then_some(number)
    });
    let weight = style
        .split_once("font-weight:")
        .map(|(_, after)| after.starts_with("bold") || after.starts_with(['6', '7', '8', '9']));
    if matches!(name, "b" | "strong") || weight == Some(true) {
        return Some(true);
    }
    match size {
        Some(size) => Some(size >= LOUD_PIXELS),
        None => weight,
    }
}
