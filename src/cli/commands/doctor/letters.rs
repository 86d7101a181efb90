//! Letters: the searches that they are about, what waits to be sent, and how they would look to the
//! servers that take them.

use std::collections::BTreeSet;

use super::finding::Findings;
use crate::cli::commands::crawl;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::mailer::mail_settings;
use crate::config::Settings;
use crate::digest::links;
use crate::fetch::{BodyKind, FetchRequest};
use crate::mail::{self, MailSettings, Mailer, Outgoing, TransportSettings};
use crate::message::{Locale, doctor as message};
use crate::model::{SavedSearch, Timestamp};
use crate::search::syntax;
use crate::store::{Store, StoreError};

/// A letter that waits for longer than this is not merely in a queue.
const LONG: std::time::Duration = std::time::Duration::from_hours(24);

/// Headers that every letter has to have (RFC 2919, RFC 8058, RFC 3834).
const WANTED: [&str; 6] = [
    "Message-ID",
    "Date",
    "List-Id",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "Auto-Submitted",
];

/// What can be said without asking anybody: settings, searches, the outbox.
pub async fn look(context: &Context, settings: &Settings, found: &mut Findings) {
    match mail_settings(settings) {
        Ok(None) => found.ok("mail", message::no_mail(context.locale)),
        Ok(Some(_)) if settings.run.web.base_url.is_none() => {
            let text = crate::message::digest::no_base_url(context.locale);
            found.error("mail", Exit::Configuration, text);
        }
        Ok(Some(mail)) => found.ok("mail", message::mail_from(context.locale, mail.from.as_str())),
        Err(error) => found.error("mail", Exit::Configuration, error.to_string()),
    }
    if !context.database().exists() {
        return;
    }
    // A database that cannot be opened has been told of already.
    let Ok(store) = context.existing_store().await else { return };
    if let Err(error) = look_at_store(context, &store, settings, found).await {
        found.error("letters", Exit::Storage, error.to_string());
    }
}

async fn look_at_store(
    context: &Context,
    store: &Store,
    settings: &Settings,
    found: &mut Findings,
) -> Result<(), StoreError> {
    let now = context.clock.now();
    let kept = store.searches().await?;
    let mut broken = BTreeSet::new();
    let listed = settings.searches.iter().map(|search| (search.name.to_string(), &search.query));
    let others = kept.iter().map(|search| (called(search), &search.query));
    for (name, query) in listed.chain(others) {
        if let Err(error) = syntax::parse(query, context.locale, now)
            && broken.insert(name.clone())
        {
            let text = message::broken_search(context.locale, &name, query, &error.message);
            found.error("searches", Exit::Configuration, text);
        }
    }
    for search in kept.iter().filter(|search| !search.trouble.is_empty()) {
        if broken.insert(called(search)) {
            let text = message::broken_search(
                context.locale,
                &called(search),
                &search.query,
                &search.trouble,
            );
            found.error("searches", Exit::Configuration, text);
        }
    }
    let counts = store.outbox_counts().await?;
    let waiting = counts.queued + counts.sending;
    if counts.oldest.is_some_and(|oldest| is_long_ago(oldest, now)) {
        found.warning("letters", message::letters_wait_long(context.locale, waiting));
    } else if waiting > 0 {
        found.ok("letters", message::letters_wait(context.locale, waiting));
    }
    let rows = store.subscriptions(None).await?;
    let resting: BTreeSet<&str> = rows
        .iter()
        .filter(|row| row.subscriber.suspended.is_some())
        .map(|row| row.subscriber.id.as_str())
        .collect();
    if !resting.is_empty() {
        found.warning("letters", message::addresses_rest(context.locale, resting.len()));
    }
    Ok(())
}

fn called(search: &SavedSearch) -> String {
    search.name.as_ref().map_or_else(|| search.title.clone(), ToString::to_string)
}

fn is_long_ago(moment: Timestamp, now: Timestamp) -> bool {
    now.since(moment) > LONG
}

/// `doctor mail`: asks the mail server without sending anything, and looks at a letter as it would
/// leave.
pub async fn try_out(context: &Context, settings: &Settings, found: &mut Findings) {
    let locale = context.locale;
    let Ok(Some(mail)) = mail_settings(settings) else { return };
    let Some(base_url) = settings.run.web.base_url.clone() else { return };
    match Mailer::new(&mail) {
        Err(error) => found.error("mail", Exit::Configuration, error.to_string()),
        Ok(mailer) => match mailer.try_out().await {
            Ok(()) => found.ok("mail server", way_out(locale, &mail.transport)),
            Err(error) => found.error("mail server", Exit::Unreachable, error.to_string()),
        },
    }
    look_at_letter(context, &mail, &base_url, found);
    look_at_domain(context, &mail, &base_url, found);
    look_at_way_back(context, settings, &base_url, found).await;
}

fn way_out(locale: Locale, transport: &TransportSettings) -> String {
    match transport {
        TransportSettings::Directory(folder) => {
            message::mail_folder(locale, &folder.display().to_string())
        }
        TransportSettings::Smtp(_) => message::mail_server(locale),
    }
}

fn look_at_letter(context: &Context, mail: &MailSettings, base_url: &str, found: &mut Findings) {
    let locale = context.locale;
    let sample = Outgoing {
        message_id: "doctor@utkik.invalid".to_owned(),
        to: mail.from.clone(),
        subject: "Utkik".to_owned(),
        text: "Utkik".to_owned(),
        html: "<p>Utkik</p>".to_owned(),
        language: locale.code().to_owned(),
        date: context.clock.now(),
        list: Some(("Utkik".to_owned(), "utkik".to_owned())),
        unsubscribe: Some(links::unsubscribe(base_url, "doctor")),
    };
    let bytes = match mail::message(&sample, mail) {
        Ok(bytes) => bytes,
        Err(error) => return found.error("letter", Exit::Configuration, error.to_string()),
    };
    let text = String::from_utf8_lossy(&bytes);
    let head = text.split("\r\n\r\n").next().unwrap_or_default().to_ascii_lowercase();
    let has = |name: &str| {
        head.lines().any(|line| {
            line.strip_prefix(&name.to_ascii_lowercase()).is_some_and(|rest| rest.starts_with(':'))
        })
    };
    let missing: Vec<&str> = WANTED.into_iter().filter(|name| !has(name)).collect();
    if missing.is_empty() {
        found.ok("letter", message::letter_headers(locale));
    } else {
        found.warning("letter", message::letter_lacks(locale, &missing.join(", ")));
    }
    match &mail.dkim {
        Some(dkim) => {
            let name = format!("{}._domainkey.{}", dkim.selector, dkim.domain);
            found.ok("dkim", message::dkim(locale, &name));
        }
        None => found.ok("dkim", message::no_dkim(locale)),
    }
}

/// Receivers compare the domain of the sender with that of the signature, and of the links.
fn look_at_domain(context: &Context, mail: &MailSettings, base_url: &str, found: &mut Findings) {
    let locale = context.locale;
    let from = mail.from.host();
    if let Some(dkim) = &mail.dkim
        && !is_within(from, &dkim.domain)
    {
        found.warning("from", message::dkim_elsewhere(locale, from, &dkim.domain));
    }
    let host = base_url.split_once("://").map_or(base_url, |(_, host)| host);
    let host = host.split([':', '/']).next().unwrap_or_default();
    if organisation(from) == organisation(host) {
        found.ok("from", message::from_domain(locale, from));
    } else {
        found.warning("from", message::links_elsewhere(locale, from, host));
    }
}

fn is_within(host: &str, domain: &str) -> bool {
    host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
}

/// The last two labels: near enough for the domains of public bodies.
fn organisation(host: &str) -> &str {
    let dots: Vec<usize> = host.rmatch_indices('.').map(|(at, _)| at).collect();
    dots.get(1).map_or(host, |at| host.get(at + 1..).unwrap_or(host))
}

/// Whether the server that letters lead to answers, and knows how to end a subscription.
async fn look_at_way_back(
    context: &Context,
    settings: &Settings,
    base_url: &str,
    found: &mut Findings,
) {
    let locale = context.locale;
    if !base_url.starts_with("https://") {
        found.warning("unsubscribe", message::not_https(locale, base_url));
    }
    let fetcher = match crawl::fetcher(context, settings).await {
        Ok(fetcher) => fetcher,
        Err(error) => return found.error("unsubscribe", Exit::Configuration, error.to_string()),
    };
    let url = format!("{base_url}/searches");
    match fetcher.get(&FetchRequest::of(&url, BodyKind::Page)).await {
        Ok(_) => found.ok("unsubscribe", message::way_back(locale, base_url)),
        Err(error) => {
            found
                .warning("unsubscribe", message::no_way_back(locale, base_url, &error.to_string()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_compared_by_their_organisation() {
        assert_eq!(organisation("utkik.omvarld.ekvik.se"), "ekvik.se");
        assert_eq!(organisation("ekvik.se"), "ekvik.se");
        assert_eq!(organisation("localhost"), "localhost");
        assert!(is_within("post.ekvik.se", "ekvik.se") && !is_within("nekvik.se", "ekvik.se"));
    }
}
