//! Where a link stands: in the frame of the page, which is the same on all pages, or in its own part.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use dom_query::{NodeId, NodeRef};

use super::classes;

/// What classes, ids and roles call the frame of a page.
const FRAME: [&str; 44] = [
    "nav",
    "navbar",
    "navigation",
    "menu",
    "meny",
    "submenu",
    "breadcrumb",
    "breadcrumbs",
    "brodsmulor",
    "brödsmulor",
    "footer",
    "sidfot",
    "cookie",
    "cookies",
    "cookiebar",
    "pagination",
    "pager",
    "paging",
    "sidnumrering",
    "share",
    "sharing",
    "dela",
    "social",
    "sidebar",
    "toolbar",
    "facet",
    "facets",
    "filter",
    "filters",
    "tags",
    "taggar",
    "shortcuts",
    "genvagar",
    "genvägar",
    "languages",
    "skip",
    "login",
    "sitemap",
    "imprint",
    "contentinfo",
    "banner",
    "search",
    "tablist",
    "dialog",
];

/// What is known of the elements above the links of a page, looked up once for each.
#[derive(Default)]
pub(super) struct Around {
    frame: HashMap<NodeId, bool>,
    signatures: HashMap<NodeId, u64>,
}

impl Around {
    /// Whether an element stands in the frame of the page.
    pub(super) fn is_in_frame(&mut self, node: &NodeRef) -> bool {
        if let Some(known) = self.frame.get(&node.id) {
            return *known;
        }
        let above = node.parent().filter(NodeRef::is_element);
        // What stands in an article belongs to it, and so does its header.
        let is_in = match name(node).as_str() {
            "nav" | "footer" | "aside" | "dialog" => true,
            "header" => !is_within_article(node),
            "body" | "html" | "main" | "article" => false,
            _ => is_called_frame(node),
        };
        let is_in = is_in || above.is_some_and(|parent| self.is_in_frame(&parent));
        self.frame.insert(node.id, is_in);
        is_in
    }

    /// The same number for elements that stand alike: names and lasting classes of all that is
    /// around them, and their own.
    pub(super) fn signature(&mut self, node: &NodeRef) -> u64 {
        if let Some(known) = self.signatures.get(&node.id) {
            return *known;
        }
        let above = node.parent().filter(NodeRef::is_element);
        let mut classes = classes::lasting(node);
        classes.sort();
        let mut hasher = DefaultHasher::new();
        above.map_or(0, |parent| self.signature(&parent)).hash(&mut hasher);
        name(node).hash(&mut hasher);
        classes.hash(&mut hasher);
        let signature = hasher.finish();
        self.signatures.insert(node.id, signature);
        signature
    }
}

pub(super) fn name(node: &NodeRef) -> String {
    node.node_name().map(|name| name.to_string()).unwrap_or_default()
}

fn is_within_article(node: &NodeRef) -> bool {
    node.ancestors_it(None).any(|above| matches!(name(&above).as_str(), "article" | "li" | "main"))
}

fn is_called_frame(node: &NodeRef) -> bool {
    let role = node.attr_or("role", "");
    let id = node.id_attr().unwrap_or_default();
    let classes = node.class().unwrap_or_default();
    // `filter-results` and `search-results` are what was looked for.
    let is_frame = |name: &str| {
        classes::speaks_of(name, &FRAME)
            && !classes::speaks_of(name, &["result", "results", "list", "item", "items", "hit"])
    };
    [&*role, &*id].into_iter().chain(classes.split_whitespace()).any(is_frame)
}
