//! A letter as HTML. Mail programs read few style sheets, so each element carries its own styles;
//! what is for dark surroundings and narrow screens stays in a sheet for those that read it.

use std::sync::OnceLock;

use askama::Template;
use css_inline::CSSInliner;

use super::notices::Notice;
use super::view::View;
use crate::message::letter as text;

#[derive(Template)]
#[template(path = "letter.html")]
struct LetterPage<'a> {
    frame: Frame<'a>,
    view: &'a View,
}

#[derive(Template)]
#[template(path = "notice.html")]
struct NoticePage<'a> {
    frame: Frame<'a>,
    notice: &'a Notice,
}

/// What all letters have around them.
struct Frame<'a> {
    language: &'a str,
    subject: &'a str,
    preheader: &'a str,
    home: &'a str,
    /// What stands beside our name.
    overline: String,
}

pub(super) fn letter(view: &View) -> String {
    let frame = Frame {
        language: view.locale.code(),
        subject: &view.subject,
        preheader: &view.preheader,
        home: &view.home,
        overline: view.overline.join(" · "),
    };
    inlined(LetterPage { frame, view }.render())
}

pub(super) fn notice(notice: &Notice) -> String {
    let frame = Frame {
        language: notice.locale.code(),
        subject: &notice.subject,
        preheader: &notice.lead,
        home: &notice.home,
        overline: notice.network.clone(),
    };
    inlined(NoticePage { frame, notice }.render())
}

/// The page with its styles on its elements. Writing to memory and reading our own style sheet
/// cannot fail; should it ever, the letter is plain but complete.
fn inlined(page: askama::Result<String>) -> String {
    static INLINER: OnceLock<CSSInliner<'static>> = OnceLock::new();
    let inliner = INLINER.get_or_init(|| {
        CSSInliner::options().load_remote_stylesheets(false).minify_css(true).build()
    });
    let page = page.unwrap_or_default();
    inliner.inline(&page).unwrap_or(page)
}
