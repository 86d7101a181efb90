//! `utkik sources discover URL`: how a site can be watched, each way with its newest entries.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::test::source as source_for;
use crate::address;
use crate::cli::commands::crawl::{fetcher, nobody_to_ask};
use crate::cli::context::{Context, Loaded};
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::config::Settings;
use crate::date;
use crate::markup;
use crate::message::{Locale, discover as text};
use crate::model::{Entry, Source, SourceKind};
use crate::sources::{self, Candidate, Discovery, date_of, known_as};

/// So wide are titles shown; the day stands before them.
const TITLE_CHARACTERS: usize = 64;

pub async fn run(context: &Context, asked: &str) -> anyhow::Result<Exit> {
    let Loaded { settings, .. } = context.settings()?;
    let found = match look(context, &settings, asked).await? {
        Ok(found) => found,
        Err(exit) => return Ok(exit),
    };
    if context.json {
        output::json(&as_json(&found, &settings.sources))?;
    } else if found.candidates.is_empty() {
        output::line(&text::nothing_found(context.locale, &shown(&found.url)))?;
    } else {
        output::text(&render(context.locale, &found, &settings.sources, asked))?;
    }
    Ok(if found.candidates.is_empty() { Exit::Data } else { Exit::Well })
}

/// Looks at a site; an exit code where it may not be looked at.
pub(super) async fn look(
    context: &Context,
    settings: &Settings,
    asked: &str,
) -> anyhow::Result<Result<Discovery, Exit>> {
    // People write addresses as they read them in a browser.
    let url = if asked.contains("://") { asked.to_owned() } else { format!("https://{asked}") };
    let Some(source) = source_for(settings, &url)? else { return Ok(Err(Exit::Configuration)) };
    if let Some(exit) = nobody_to_ask(settings, &[&source]) {
        return Ok(Err(exit));
    }
    let fetcher = fetcher(context, settings).await?;
    let found = sources::discover(&fetcher, &url).await;
    // Who asked us to wait is remembered, or the next crawl would ask too soon.
    if let Ok(Some(store)) = super::store(context).await {
        let mut hosts = fetcher.take_changed_hosts();
        hosts.retain(|host| host.not_before.is_some() || host.free_from.is_some());
        if let Err(error) = store.save_hosts(&hosts).await {
            tracing::info!("what the hosts asked for is not remembered: {error}");
        }
    }
    Ok(Ok(found?))
}

fn as_json(found: &Discovery, sources: &[Source]) -> Value {
    let entry = |entry: &Entry| json!({ "title": entry.title, "link": entry.link, "published": date_of(entry) });
    let candidate = |(number, candidate): (usize, &Candidate)| {
        let listing: Option<Map<String, Value>> = candidate.listing.as_ref().map(|selectors| {
            selectors.named().map(|(name, selector)| (name.to_owned(), json!(selector))).collect()
        });
        json!({
            "number": number,
            "how": candidate.how,
            "kind": candidate.kind,
            "format": candidate.format,
            "url": candidate.url,
            "title": candidate.title,
            "language": candidate.language,
            "entries": candidate.entries,
            "dated": candidate.dated,
            "with_text": candidate.with_text,
            "listing": listing,
            "max_pages": candidate.listing.as_ref().and_then(|selectors| selectors.max_pages),
            "include": candidate.sitemap.include,
            "newest": candidate.newest.iter().map(entry).collect::<Vec<_>>(),
            "known_as": known_as(sources, &candidate.url).map(|source| &source.id),
        })
    };
    let dead = found.dead.iter().map(|(url, problem)| json!({ "url": url, "problem": problem }));
    json!({
        "url": found.url,
        "title": found.title,
        "language": found.language,
        "candidates": (1..).zip(&found.candidates).map(candidate).collect::<Vec<_>>(),
        "dead": dead.collect::<Vec<_>>(),
    })
}

fn render(locale: Locale, found: &Discovery, sources: &[Source], asked: &str) -> String {
    let mut page = format!("{}\n", text::looked_at(locale, &found.url));
    for (number, candidate) in (1..).zip(&found.candidates) {
        let _ = write!(page, "\n{number}. {}", described(locale, candidate));
        if let Some(known) = known_as(sources, &candidate.url) {
            let already = text::already(locale, known.id.as_str(), known.line);
            let _ = writeln!(page, "   ({already})");
        }
        for entry in &candidate.newest {
            let _ = writeln!(page, "   {}  {}", day(entry), title(entry));
        }
    }
    if !found.dead.is_empty() {
        let _ = writeln!(page, "\n{}", text::dead(locale));
        for (url, problem) in &found.dead {
            let _ = writeln!(page, "   {url}\n   {problem}");
        }
    }
    let _ = write!(page, "\n{}", advice(locale, found, sources, asked));
    page.lines().map(|line| markup::strip_controls(line) + "\n").collect()
}

/// What to type next.
fn advice(locale: Locale, found: &Discovery, sources: &[Source], asked: &str) -> String {
    let mut lines = String::new();
    let has_feed = found.candidates.iter().any(|one| one.kind == SourceKind::Feed);
    if !has_feed && address::is_home_page(&found.url) {
        let _ = writeln!(lines, "{}", text::try_another_page(locale));
    }
    let is_new = |one: &&Candidate| known_as(sources, &one.url).is_none();
    let mut numbered = (1..).zip(&found.candidates);
    let Some((number, _)) = numbered.find(|(_, one)| is_new(one)) else { return lines };
    let mut command = format!("utkik sources add {asked}");
    if number > 1 {
        let _ = write!(command, " --pick {number}");
    }
    let how_to_add = text::how_to_add(locale, number, &command);
    let _ = writeln!(lines, "{how_to_add}\n{}", text::how_to_pick(locale));
    lines
}

/// What one way is, in a few lines that end themselves.
fn described(locale: Locale, candidate: &Candidate) -> String {
    let mut lines = format!(
        "{}: {}\n   {}\n",
        what(locale, candidate),
        amount(locale, candidate),
        candidate.url
    );
    if let Some(selectors) = &candidate.listing {
        for (name, selector) in selectors.named() {
            let _ = writeln!(lines, "   {name} = \"{selector}\"");
        }
        if let Some(pages) = selectors.max_pages {
            let _ = writeln!(lines, "   ({})", text::pages_read(locale, pages));
        }
    }
    if !candidate.sitemap.include.is_empty() {
        let parts = candidate.sitemap.include.join(", ");
        let _ = writeln!(lines, "   ({})", text::only_addresses(locale, &parts));
    }
    lines
}

/// `Flöde som sidan pekar ut`.
fn what(locale: Locale, candidate: &Candidate) -> String {
    let words = plain_what(locale, candidate);
    let mut letters = words.chars();
    letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters.as_str().chars())
        .collect()
}

/// `flöde som sidan pekar ut`.
pub(super) fn plain_what(locale: Locale, candidate: &Candidate) -> &'static str {
    text::what(locale, candidate.kind, candidate.how.as_str())
}

/// `20 poster, med datum, utan ingress`.
fn amount(locale: Locale, candidate: &Candidate) -> String {
    let count = candidate.entries;
    let has_titles = candidate.newest.iter().any(|entry| !entry.title.is_empty());
    match count {
        0 => return text::no_entries(locale),
        1 if candidate.is_index => return text::one_map(locale),
        _ if candidate.is_index => return text::maps(locale, count),
        // A sitemap lists addresses; what they are called is not its business.
        _ if candidate.kind == SourceKind::Sitemap && !has_titles => {
            return text::addresses(locale, count);
        }
        _ => {}
    }
    let count = match candidate.entries {
        1 => text::one_entry(locale),
        many => text::entries(locale, many),
    };
    let most = |part: usize| part * 2 >= candidate.entries;
    let (dates, leads) = (text::with_dates(locale), text::with_leads(locale));
    let qualities = match (most(candidate.dated), most(candidate.with_text)) {
        (true, true) => text::has(locale, &text::and(locale, &dates, &leads)),
        (true, false) => format!("{}, {}", text::has(locale, &dates), text::lacks(locale, &leads)),
        (false, true) => format!("{}, {}", text::has(locale, &leads), text::lacks(locale, &dates)),
        (false, false) => text::lacks(locale, &text::and(locale, &dates, &leads)),
    };
    format!("{count}, {qualities}")
}

fn day(entry: &Entry) -> String {
    date_of(entry).map_or_else(|| "          ".to_owned(), date::day_in_stockholm)
}

fn title(entry: &Entry) -> String {
    let words = match entry.title.trim() {
        "" => entry.link.clone().unwrap_or_default(),
        title => title.to_owned(),
    };
    let cut: String = words.chars().take(TITLE_CHARACTERS).collect();
    if cut.len() < words.len() { format!("{}…", cut.trim_end()) } else { words }
}

fn shown(url: &str) -> String {
    markup::strip_controls(url)
}
