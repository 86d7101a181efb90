//! Letters with one message: the one that asks to confirm, and the one to the owner of a saved
//! search that can no longer be read.

use super::clean;
use super::html;
use super::text::{push_heading, push_link};
use super::view::Link;
use super::wrap::push_wrapped;
use crate::digest::letter::Composed;
use crate::message::{Locale, letter as text};

/// What somebody is asked to confirm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    pub locale: Locale,
    /// Who asks: the network's name; may be empty.
    pub network: String,
    /// Title of the saved search.
    pub title: String,
    /// The title is what somebody typed whom nobody knows, and stands in no subject.
    pub is_typed: bool,
    /// What it finds, in words; empty where the title says it.
    pub finds: String,
    /// How often, in words ([`cadence_in_words`](crate::message::letter::cadence_in_words)).
    pub cadence: String,
    /// Our start page.
    pub home: String,
    /// The page that confirms, with [`CONFIRM`](crate::digest::links::CONFIRM) for the token.
    pub link: String,
}

/// What the owner of a saved search is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerNote {
    pub locale: Locale,
    /// The network's name; may be empty.
    pub network: String,
    /// Empty where the search has none.
    pub name: String,
    pub title: String,
    /// As typed.
    pub query: String,
    /// The sentence that says why it cannot be read.
    pub trouble: String,
    /// Our start page.
    pub home: String,
    /// Page on which it is changed; `None` for what stands in `sources.toml`.
    pub page: Option<String>,
}

/// A letter with one message, in words.
pub(super) struct Notice {
    pub locale: Locale,
    pub subject: String,
    pub heading: String,
    pub lead: String,
    /// Label and value.
    pub rows: Vec<(String, String)>,
    pub button: Option<Link>,
    /// What stands before the address of the button, in plain text.
    pub before_link: String,
    pub after: Vec<String>,
    pub foot: String,
    pub network: String,
    pub home: String,
}

/// In a title that a stranger may have chosen.
const MOST_TITLE_CHARACTERS: usize = 60;
const MOST_FINDS_CHARACTERS: usize = 160;

/// The one letter that goes to an address that nobody has confirmed. Whoever asked chose the words
/// of the search: they are short here, and carry no address, so that nobody can advertise through
/// us.
pub fn confirmation(asked: &Confirmation) -> Composed {
    let locale = asked.locale;
    let harmless =
        |words: &str, most| clean::cut(&clean::without_addresses(&clean::line(words)), most);
    let title = harmless(&asked.title, MOST_TITLE_CHARACTERS);
    let finds = harmless(&asked.finds, MOST_FINDS_CHARACTERS);
    let network = clean::line(&asked.network);
    let rows = [
        (text::label_search(locale), title.clone()),
        (text::label_finds(locale), finds),
        (text::label_cadence(locale), clean::line(&asked.cadence)),
    ];
    compose(&Notice {
        locale,
        subject: if asked.is_typed {
            text::confirm_heading(locale)
        } else {
            text::confirm_subject(locale, &title)
        },
        heading: text::confirm_heading(locale),
        lead: text::confirm_lead(locale),
        rows: rows.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
        button: Some(Link { words: text::confirm_button(locale), address: asked.link.clone() }),
        before_link: text::confirm_link_is(locale),
        after: vec![text::confirm_hours(locale), text::confirm_not_you(locale)],
        foot: sender(locale, &network),
        network,
        home: asked.home.clone(),
    })
}

/// Tells the owner of a saved search that its query can no longer be read.
pub fn owner_note(note: &OwnerNote) -> Composed {
    let locale = note.locale;
    let (title, name) = (clean::line(&note.title), clean::line(&note.name));
    let network = clean::line(&note.network);
    let place =
        if note.page.is_some() { String::new() } else { text::trouble_in_list(locale, &name) };
    let rows = [
        (text::label_name(locale), name),
        (text::label_query(locale), clean::line(&note.query)),
        (text::label_trouble(locale), quoted(locale, &clean::line(&note.trouble))),
        (text::label_where(locale), quoted(locale, &place)),
    ];
    let words = text::label_where(locale);
    compose(&Notice {
        locale,
        subject: text::trouble_subject(locale, &clean::cut(&title, MOST_TITLE_CHARACTERS)),
        heading: text::trouble_subject(locale, &title),
        lead: text::trouble_lead(locale),
        rows: rows.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
        before_link: format!("{words}:"),
        button: note.page.clone().map(|address| Link { words, address }),
        after: Vec::new(),
        foot: format!("{} {}", text::why_trouble(locale), sender(locale, &network)),
        network,
        home: note.home.clone(),
    })
}

/// What stands in backticks, as it is quoted in letters.
fn quoted(locale: Locale, text: &str) -> String {
    let (open, close) = (locale.choose("”", "“"), "”");
    let parts = text.split('`').enumerate().map(|(number, part)| match number {
        0 => part.to_owned(),
        _ if number % 2 == 1 => format!("{open}{part}"),
        _ => format!("{close}{part}"),
    });
    parts.collect()
}

fn sender(locale: Locale, network: &str) -> String {
    if network.is_empty() { text::sent_by_utkik(locale) } else { text::sent_by(locale, network) }
}

fn compose(notice: &Notice) -> Composed {
    Composed {
        subject: notice.subject.clone(),
        html: html::notice(notice),
        text: plain_text(notice),
    }
}

fn plain_text(notice: &Notice) -> String {
    let mut out = String::with_capacity(2048);
    push_heading(&mut out, &notice.heading, '=');
    push_wrapped(&mut out, &notice.lead, "", "");
    out.push('\n');
    for (label, value) in &notice.rows {
        push_wrapped(&mut out, &format!("{label}: {value}"), "", "  ");
    }
    out.push('\n');
    if let Some(button) = &notice.button {
        push_link(&mut out, &notice.before_link, &button.address, "");
        out.push('\n');
    }
    for sentence in &notice.after {
        push_wrapped(&mut out, sentence, "", "");
        out.push('\n');
    }
    out.push_str("-- \n");
    push_wrapped(&mut out, &notice.foot, "", "");
    out.push_str(&notice.home);
    out.push('\n');
    out
}
