//! `utkik subscriptions`: who gets letters, and the duties towards those persons.

use std::collections::BTreeMap;
use std::io::{IsTerminal as _, Read as _};
use std::path::Path;

use anyhow::Context as _;
use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{ContentArrangement, Table};
use serde_json::json;

use crate::cli::arguments::{Subscriptions, SubscriptionsAction};
use crate::cli::commands::digest::desk;
use crate::cli::context::{Context, Loaded};
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::date;
use crate::digest::subscribing;
use crate::markup;
use crate::message::{Locale, digest as text, letter};
use crate::model::{
    Application, Cadence, ConsentEvent, MailAddress, NETWORK_LETTER, Subscriber, SubscriptionState,
};
use crate::store::{Applied, Person, Store, SubscriptionRow};

/// Who did it, in the log of consent.
const BY: &str = "command";

/// How the network letter is called on the command line.
pub const NETWORK_LETTER_NAME: &str = "natverksbrev";

pub async fn run(context: &Context, arguments: Subscriptions) -> anyhow::Result<Exit> {
    let action = arguments.action.unwrap_or(SubscriptionsAction::List { addresses: false });
    match action {
        SubscriptionsAction::List { addresses } => list(context, addresses).await,
        SubscriptionsAction::Show { address } => show(context, &address).await,
        SubscriptionsAction::Invite { file, search, letters } => {
            invite(context, &file, &search, letters).await
        }
        SubscriptionsAction::Pause { address } => pause(context, &address).await,
        SubscriptionsAction::Erase { address } => erase(context, &address).await,
        SubscriptionsAction::Export { address } => export(context, &address).await,
    }
}

/// How many follow a search.
#[derive(Default)]
struct Counts {
    confirmed: u64,
    pending: u64,
    paused: u64,
}

async fn list(context: &Context, addresses: bool) -> anyhow::Result<Exit> {
    let store = context.existing_store().await?;
    let mut rows = store.subscriptions(None).await?;
    rows.retain(|row| row.subscription.state != SubscriptionState::Ended);
    if context.json {
        return list_json(&rows, addresses);
    }
    if rows.is_empty() {
        output::note(&text::no_subscriptions(context.locale));
        return Ok(Exit::Well);
    }
    let table = if addresses { of_persons(context, &rows) } else { of_searches(context, &rows) };
    output::line(&table.to_string())?;
    Ok(Exit::Well)
}

fn counts(rows: &[SubscriptionRow]) -> BTreeMap<(String, String), Counts> {
    let mut counts: BTreeMap<(String, String), Counts> = BTreeMap::new();
    for row in rows {
        let key = (row.title.clone(), row.subscription.search.clone());
        let count = counts.entry(key).or_default();
        match row.subscription.state {
            SubscriptionState::Confirmed => count.confirmed += 1,
            SubscriptionState::Pending => count.pending += 1,
            SubscriptionState::Paused => count.paused += 1,
            SubscriptionState::Ended => {}
        }
    }
    counts
}

fn list_json(rows: &[SubscriptionRow], addresses: bool) -> anyhow::Result<Exit> {
    if addresses {
        for row in rows {
            output::json_line(&subscription(row, Some(&row.subscriber)))?;
        }
        return Ok(Exit::Well);
    }
    for ((title, search), count) in counts(rows) {
        output::json_line(&json!({
            "search": search, "title": title, "confirmed": count.confirmed,
            "pending": count.pending, "paused": count.paused,
        }))?;
    }
    Ok(Exit::Well)
}

fn new_table(header: Vec<String>) -> Table {
    let mut table = Table::new();
    table.load_style(UTF8_HORIZONTAL_ONLY);
    if std::io::stdout().is_terminal() {
        table.set_content_arrangement(ContentArrangement::Dynamic);
    }
    table.set_header(header);
    table
}

fn of_searches(context: &Context, rows: &[SubscriptionRow]) -> Table {
    let locale = context.locale;
    let mut table = new_table(vec![
        text::column_search(locale),
        text::column_confirmed(locale),
        text::column_pending(locale),
        text::column_paused(locale),
    ]);
    for ((title, search), count) in counts(rows) {
        table.add_row(vec![
            title_of(locale, &title, &search),
            count.confirmed.to_string(),
            count.pending.to_string(),
            count.paused.to_string(),
        ]);
    }
    table
}

fn of_persons(context: &Context, rows: &[SubscriptionRow]) -> Table {
    let locale = context.locale;
    let mut table = new_table(vec![
        text::column_address(locale),
        text::column_search(locale),
        text::column_state(locale),
        text::column_cadence(locale),
        text::column_next(locale),
    ]);
    for row in rows {
        let subscription = &row.subscription;
        let is_due_some_day = subscription.state == SubscriptionState::Confirmed
            && subscription.search != NETWORK_LETTER;
        let next = is_due_some_day.then(|| date::minute_in_stockholm(subscription.next_due));
        table.add_row(vec![
            row.subscriber.address.as_str().to_owned(),
            title_of(locale, &row.title, &subscription.search),
            state(locale, subscription.state, &row.subscriber),
            letter::how_often(locale, &subscription.search, subscription.cadence),
            next.unwrap_or_default(),
        ]);
    }
    table
}

fn title_of(locale: Locale, title: &str, search: &str) -> String {
    match search {
        NETWORK_LETTER => text::network_letter(locale),
        _ => markup::strip_controls(title),
    }
}

fn state(locale: Locale, state: SubscriptionState, subscriber: &Subscriber) -> String {
    if subscriber.suspended.is_some() {
        return text::suspended(locale);
    }
    match state {
        SubscriptionState::Pending => text::state_pending(locale),
        SubscriptionState::Confirmed => text::state_confirmed(locale),
        SubscriptionState::Paused => text::state_paused(locale),
        SubscriptionState::Ended => text::state_ended(locale),
    }
}

fn subscription(row: &SubscriptionRow, subscriber: Option<&Subscriber>) -> serde_json::Value {
    let one = &row.subscription;
    let mut value = json!({
        "id": one.id, "search": one.search, "title": row.title, "state": one.state,
        "cadence": one.cadence.pace.code(), "hour": one.cadence.hour,
        "weekday": one.cadence.weekday, "created": one.created, "confirmed": one.confirmed,
        "letters": one.issue, "last_issue": one.last_issue, "next_due": one.next_due,
    });
    if let (Some(subscriber), Some(fields)) = (subscriber, value.as_object_mut()) {
        fields.insert("address".to_owned(), subscriber.address.as_str().into());
        fields.insert("language".to_owned(), subscriber.language.to_string().into());
        fields.insert("suspended".to_owned(), json!(subscriber.suspended));
    }
    value
}

/// What is kept of an address; says so where nothing is.
async fn person(
    context: &Context,
    store: &Store,
    address: &MailAddress,
) -> anyhow::Result<Option<Person>> {
    let person = store.person(address).await?;
    if person.is_none() {
        output::note(&format!("utkik: {}", text::nobody(context.locale)));
    }
    Ok(person)
}

async fn show(context: &Context, address: &MailAddress) -> anyhow::Result<Exit> {
    let store = context.existing_store().await?;
    let Some(person) = person(context, &store, address).await? else { return Ok(Exit::Data) };
    if context.json {
        output::json(&subscribing::written(&person))?;
        return Ok(Exit::Well);
    }
    output::line(&of_persons(context, &person.subscriptions).to_string())?;
    output::line(&text::consents(context.locale))?;
    for consent in &person.consents {
        let when = date::minute_in_stockholm(consent.at);
        let event = text::consent(context.locale, &consent.event);
        let by = text::consent_by(context.locale, &consent.by);
        output::line(&format!("  {when}  {event} ({by})"))?;
    }
    Ok(Exit::Well)
}

async fn export(context: &Context, address: &MailAddress) -> anyhow::Result<Exit> {
    let store = context.existing_store().await?;
    let Some(person) = person(context, &store, address).await? else { return Ok(Exit::Data) };
    output::json(&subscribing::written(&person))?;
    Ok(Exit::Well)
}

async fn pause(context: &Context, address: &MailAddress) -> anyhow::Result<Exit> {
    let store = context.existing_store().await?;
    let Some(person) = person(context, &store, address).await? else { return Ok(Exit::Data) };
    let mut count = 0;
    for row in &person.subscriptions {
        let (id, now) = (&row.subscription.id, context.clock.now());
        count += u64::from(store.set_state(id, SubscriptionState::Paused, BY, now).await?);
    }
    output::note(&text::paused(context.locale, count));
    Ok(Exit::Well)
}

async fn erase(context: &Context, address: &MailAddress) -> anyhow::Result<Exit> {
    let store = context.existing_store().await?;
    let Some(person) = person(context, &store, address).await? else { return Ok(Exit::Data) };
    store.erase(&person.subscriber.id, BY, context.clock.now()).await?;
    output::note(&text::erased(context.locale));
    Ok(Exit::Well)
}

/// Reads all addresses before anybody is asked: a list with a mistake in it invites nobody.
async fn invite(
    context: &Context,
    file: &Path,
    name: &str,
    letters: Locale,
) -> anyhow::Result<Exit> {
    let Loaded { settings, .. } = context.settings()?;
    let addresses = match addresses(&read(file)?) {
        Ok(addresses) => addresses,
        Err(problems) => {
            for (line, why) in problems {
                output::note(&format!(
                    "utkik: {}",
                    text::not_an_address(context.locale, line, &why)
                ));
            }
            output::note(&format!("utkik: {}", text::none_invited(context.locale)));
            return Ok(Exit::Data);
        }
    };
    let (store, now) = (context.store().await?, context.clock.now());
    store.sync_searches(&settings.searches, now).await?;
    let Some(search) = key_of(&store, name).await? else {
        output::note(&format!("utkik: {}", text::no_search(context.locale, name)));
        return Ok(Exit::Usage);
    };
    let desk = desk(context, &settings, store)?;
    let (mut invited, mut skipped) = (0, 0);
    for address in addresses {
        let cadence = Cadence::default();
        let application =
            Application { address, language: letters.language(), search: search.clone(), cadence };
        match subscribing::subscribe(&desk, &application, ConsentEvent::Invited, now).await? {
            Applied::Ask(_) => invited += 1,
            Applied::Nothing => skipped += 1,
        }
    }
    output::note(&text::invited(context.locale, invited, skipped));
    Ok(Exit::Well)
}

async fn key_of(store: &Store, name: &str) -> anyhow::Result<Option<String>> {
    if name == NETWORK_LETTER_NAME {
        return Ok(Some(NETWORK_LETTER.to_owned()));
    }
    Ok(store.search_named(name).await?.map(|search| search.key))
}

fn read(file: &Path) -> anyhow::Result<String> {
    if file == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).context("reading standard input")?;
        return Ok(text);
    }
    std::fs::read_to_string(file).with_context(|| format!("reading `{}`", file.display()))
}

/// One address to a line; empty lines and those that begin with `#` say nothing.
fn addresses(text: &str) -> Result<Vec<MailAddress>, Vec<(usize, String)>> {
    let (mut addresses, mut problems) = (Vec::new(), Vec::new());
    for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match line.parse() {
            Ok(address) => addresses.push(address),
            Err(error) => problems.push((number, format!("{error}"))),
        }
    }
    if problems.is_empty() { Ok(addresses) } else { Err(problems) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_addresses_is_read_whole_or_not_at_all() {
        let read = addresses("\u{feff}# nätverket\nanna@ekvik.se\r\n\n bo@ekvik.se \n").unwrap();
        assert_eq!(read.len(), 2);
        let problems = addresses("anna@ekvik.se\nbo\ncia@ekvik").unwrap_err();
        assert_eq!(problems.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3]);
    }
}
