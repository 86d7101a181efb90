//! The elements that usual markup is made of, and how parsers of HTML treat each.

use Kind::{
    Block, Caption, Cell, Definition, DefinitionList, Formatting, Heading, Item, Link, List,
    Paragraph, Phrase, Raw, Row, Rows, Rule, Table, Void,
};

/// How an element behaves, as the standard (HTML, 13.2.6) sorts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Closes an open paragraph.
    Block,
    /// As a block; may not stand in its like.
    Heading,
    Paragraph,
    List,
    Item,
    DefinitionList,
    Definition,
    /// Of no account to the structure.
    Phrase,
    /// Opened again by parsers where its block is closed too early.
    Formatting,
    Link,
    /// Has no content.
    Void,
    /// `<hr>`: has no content and closes an open paragraph.
    Rule,
    Table,
    Caption,
    Rows,
    Row,
    Cell,
    /// Removed with its content, which is no markup.
    Raw,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Element {
    pub name: &'static str,
    pub kind: Kind,
    /// Its tags are written; of others only the content is.
    pub is_kept: bool,
    /// Attributes that are written, beside those that may stand anywhere.
    pub attributes: &'static [&'static str],
}

impl Element {
    /// The element of this name (lower case); `None` where markup with it is not usual.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        let first = name.bytes().next()?;
        let row = ELEMENTS.get(usize::from(first.checked_sub(b'a')?))?;
        row.iter().find(|element| element.name == name)
    }

    /// Parsers close it by themselves where an element around it ends.
    pub(super) fn ends_by_itself(&self) -> bool {
        matches!(self.kind, Paragraph | Item | Definition)
    }

    /// Only table parts may stand directly in it.
    pub(super) fn is_table_frame(&self) -> bool {
        matches!(self.kind, Table | Rows | Row)
    }

    /// Beyond it no paragraph is looked for that would have to be closed.
    pub(super) fn bounds_paragraphs(&self) -> bool {
        matches!(self.kind, Table | Cell | Caption)
    }
}

const fn kept(name: &'static str, kind: Kind) -> Element {
    Element { name, kind, is_kept: true, attributes: &[] }
}

const fn with(name: &'static str, kind: Kind, attributes: &'static [&'static str]) -> Element {
    Element { name, kind, is_kept: true, attributes }
}

const fn unwrapped(name: &'static str, kind: Kind) -> Element {
    Element { name, kind, is_kept: false, attributes: &[] }
}

/// By their first letter, often used ones first.
const ELEMENTS: [&[Element]; 23] = [
    &[
        with("a", Link, &["href", "hreflang"]),
        kept("abbr", Phrase),
        kept("article", Block),
        unwrapped("aside", Block),
        unwrapped("address", Block),
    ],
    &[
        kept("br", Void),
        kept("b", Formatting),
        kept("blockquote", Block),
        unwrapped("big", Formatting),
        kept("bdi", Phrase),
    ],
    &[
        kept("code", Formatting),
        unwrapped("center", Block),
        kept("cite", Phrase),
        kept("caption", Caption),
    ],
    &[
        kept("div", Block),
        kept("del", Phrase),
        kept("dl", DefinitionList),
        kept("dt", Definition),
        kept("dd", Definition),
        kept("dfn", Phrase),
        kept("details", Block),
    ],
    &[kept("em", Formatting)],
    &[
        unwrapped("font", Formatting),
        kept("figure", Block),
        kept("figcaption", Block),
        unwrapped("footer", Block),
    ],
    &[],
    &[
        kept("h2", Heading),
        kept("h3", Heading),
        kept("h4", Heading),
        kept("h1", Heading),
        kept("h5", Heading),
        kept("h6", Heading),
        kept("hr", Rule),
        unwrapped("header", Block),
    ],
    &[unwrapped("img", Void), kept("i", Formatting), unwrapped("iframe", Raw), kept("ins", Phrase)],
    &[],
    &[kept("kbd", Phrase)],
    &[kept("li", Item)],
    &[kept("mark", Phrase), unwrapped("main", Block)],
    &[unwrapped("nav", Block)],
    &[with("ol", List, &["start"])],
    &[kept("p", Paragraph), kept("pre", Block), unwrapped("picture", Phrase)],
    &[kept("q", Phrase)],
    &[],
    &[
        kept("strong", Formatting),
        kept("span", Phrase),
        kept("section", Block),
        kept("small", Formatting),
        kept("sup", Phrase),
        kept("sub", Phrase),
        unwrapped("script", Raw),
        unwrapped("style", Raw),
        unwrapped("strike", Formatting),
        kept("s", Formatting),
        kept("summary", Block),
        unwrapped("source", Void),
    ],
    &[
        with("td", Cell, &["colspan", "rowspan"]),
        kept("tr", Row),
        with("th", Cell, &["colspan", "rowspan", "scope"]),
        kept("table", Table),
        kept("tbody", Rows),
        kept("thead", Rows),
        kept("tfoot", Rows),
        with("time", Phrase, &["datetime"]),
        unwrapped("tt", Formatting),
    ],
    &[kept("ul", List), kept("u", Formatting)],
    &[kept("var", Phrase)],
    &[kept("wbr", Void)],
];

/// What parsers put between a table and its rows.
pub(super) static BODY_OF_TABLE: Element = kept("tbody", Rows);
