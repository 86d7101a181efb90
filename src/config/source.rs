//! One `[[source]]`: its fields, checked.

use std::str::FromStr;

use crate::model::{
    ARCHIVE, Group, Network, Source, SourceId, SourceKind, TIPS, is_register_placeholder,
};

use super::codes::{format, one_of, theme};
use super::defaults::{self, Defaults};
use super::field::Fields;
use super::kind_tables;
use super::register_table;
use super::report::shown;
use super::web_address;

/// The keys beside those that `[defaults]` may set.
pub(super) const OWN_KEYS: [&str; 12] = [
    "id",
    "name",
    "url",
    "kind",
    "login",
    "place",
    "themes",
    "group",
    "format",
    "adapter",
    "reason",
    "robots_exception",
];

/// What holds for every source of the list.
pub(super) struct Context {
    pub(super) network: Network,
    pub(super) defaults: Defaults,
    /// All keys of a source.
    pub(super) keys: Vec<&'static str>,
}

impl Context {
    pub(super) fn new(network: Network, defaults: Defaults) -> Self {
        let tables = kind_tables::ALL.into_iter().map(|table| table.name);
        let keys = OWN_KEYS.into_iter().chain(defaults::KEYS).chain(tables).collect();
        Self { network, defaults, keys }
    }
}

/// The source, when nothing is wrong with it. `number` is its place in the list, from 1.
pub(super) fn read(
    fields: &mut Fields<'_, '_>,
    number: usize,
    context: &Context,
) -> (Option<SourceId>, Option<Source>) {
    let before = fields.problem_count();
    let id = read_id(fields, number);
    fields.check_keys(&context.keys);
    let source = read_fields(fields, id.as_ref(), context);
    let is_good = fields.problem_count() == before;
    (id, source.filter(|_| is_good))
}

fn read_id(fields: &mut Fields<'_, '_>, number: usize) -> Option<SourceId> {
    fields.set_label(format!("source no. {number}: "));
    if !fields.has("id") {
        let name = fields.peek("name").or_else(|| fields.peek("url")).unwrap_or_default();
        let example = SourceId::suggestion(name);
        fields.problem_here(&format!("id is missing; write for example id = \"{example}\""));
    }
    let text = fields.text("id")?;
    fields.set_label(format!("source \"{}\": ", shown(text)));
    fields.parsed("id", |text| {
        if [TIPS, ARCHIVE].contains(&text) {
            return Err(format!(
                "is the name of what people bring by hand; write for example id = \"{text}-2\""
            ));
        }
        SourceId::from_str(text).map_err(|_| {
            let example = SourceId::suggestion(text);
            format!("may hold only a–z, 0–9 and hyphens; write for example id = \"{example}\"")
        })
    })
}

fn read_fields(
    fields: &mut Fields<'_, '_>,
    id: Option<&SourceId>,
    context: &Context,
) -> Option<Source> {
    let shared = Defaults::read(fields).or(&context.defaults);
    let enabled = shared.enabled.unwrap_or(true);
    let name = required(fields, "name", "what readers call it");
    let kind = fields.parsed("kind", kind).unwrap_or(SourceKind::Feed);
    let url = read_url(fields, kind, enabled);
    let login = fields.parsed("login", login);
    let place = fields.text("place").map(str::to_owned);
    let group = fields.parsed("group", group);
    let group = group.unwrap_or_else(|| natural_group(place.as_deref(), &shared, &context.network));
    let themes = fields.list("themes", theme).unwrap_or_default();
    let format = fields.parsed("format", format);
    let reason = fields.text("reason").map(str::to_owned);
    let robots_exception = fields.text("robots_exception").map(str::to_owned);
    let recipe = kind_tables::read(fields, kind, enabled);
    let register = register_table::read(fields, kind, format.as_deref());
    Some(Source {
        id: id?.clone(),
        name: name?,
        url: url?,
        kind,
        login,
        listing: recipe.listing,
        sitemap: recipe.sitemap,
        register,
        mail: recipe.mail,
        language: shared.language,
        country: shared.country,
        place,
        themes,
        group,
        priority: shared.priority.unwrap_or(2),
        // Of a newsletter the links are what counts.
        full_text: shared.full_text.unwrap_or(kind == SourceKind::Mail),
        every: shared.every,
        keep: shared.keep,
        republish: shared.republish.unwrap_or_default(),
        enabled,
        reason,
        robots_exception,
        line: fields.line(),
    })
}

fn required(fields: &mut Fields<'_, '_>, key: &str, what: &str) -> Option<String> {
    if !fields.has(key) {
        fields.problem_here(&format!("{key} is missing; write {key} = \"…\", {what}"));
    }
    fields.text(key).map(str::to_owned)
}

/// A template is welcome as long as it is not to be fetched; those of a register are filled in
/// before it is.
fn read_url(fields: &mut Fields<'_, '_>, kind: SourceKind, enabled: bool) -> Option<String> {
    let url = required(fields, "url", "the address that begins with https://")?;
    let unfilled = |part: &&str| {
        let name = part.trim_matches(['{', '}']);
        kind != SourceKind::Register || !is_register_placeholder(name)
    };
    if let Some(part) = web_address::placeholders(&url).find(unfilled).filter(|_| enabled) {
        let part = shown(part);
        fields.problem_at(
            "url",
            &format!("url is a template; put something for `{part}`, or write enabled = false"),
        );
        return None;
    }
    if let Err(error) = web_address::check(&web_address::without_placeholders(&url)) {
        fields.problem_at("url", &format!("url {error}"));
        return None;
    }
    Some(url)
}

/// The group of a source that names none: its place's, else its country's.
fn natural_group(place: Option<&str>, shared: &Defaults, network: &Network) -> Group {
    let is_member = |place: &str| {
        network.members.iter().any(|member| member.to_lowercase() == place.to_lowercase())
    };
    if place.is_some_and(is_member) {
        return Group::Network;
    }
    Group::from_country(shared.country.as_deref())
}

/// A name that can be part of a variable of the environment.
pub(super) fn login(text: &str) -> Result<String, String> {
    let begins_well = text.starts_with(|letter: char| letter.is_ascii_uppercase());
    let is_name =
        |letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '_';
    if begins_well && text.len() <= 64 && text.chars().all(is_name) {
        return Ok(text.to_owned());
    }
    // What does not look like a name may be the secret itself.
    Err("is a name, made of A–Z, 0–9 and _; write for example login = \"INTRANET\", and \
         `user:password` into the variable `UTKIK_LOGIN_INTRANET`"
        .to_owned())
}

fn kind(text: &str) -> Result<SourceKind, String> {
    one_of(text, &["feed", "listing", "sitemap", "register", "mail"])?.parse()
}

fn group(text: &str) -> Result<Group, String> {
    one_of(text, &Group::ALL.map(Group::as_str))?.parse()
}
