//! `utkik sources verify`: tries the disabled sources once, and writes what came of it into the list.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use serde::Serialize;

use super::work_with;
use crate::cli::arguments::SourcesVerify;
use crate::cli::commands::crawl::nobody_to_ask;
use crate::cli::context::{Context, Loaded};
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::config::{self, Verdict};
use crate::crawl::{self, Checked, PATIENCE, WorkLock};
use crate::date;
use crate::message::{failure, sources as text};
use crate::model::{Source, SourceId, SourceKind};

/// How one source did, as programs read it.
#[derive(Serialize)]
struct Tried<'a> {
    id: &'a SourceId,
    enabled: bool,
    entries: usize,
    reason: Option<&'a str>,
    error: Option<&'a str>,
}

pub async fn run(context: &Context, arguments: &SourcesVerify) -> anyhow::Result<Exit> {
    let Loaded { settings, had_problems } = context.settings()?;
    for id in &arguments.id {
        if super::find(&settings.sources, id.as_str()).is_none() {
            return Ok(Exit::Configuration);
        }
    }
    let wanted: Vec<&Source> =
        settings.sources.iter().filter(|source| is_wanted(source, arguments)).collect();
    if let Some(exit) = nobody_to_ask(&settings, &wanted) {
        return Ok(exit);
    }
    let checked = try_out(context, &settings, &wanted).await?;
    if !checked.is_empty() && checked.iter().all(is_unreachable) {
        output::note(&format!("utkik: {}", text::nothing_reached(context.locale)));
        return Ok(Exit::Unreachable);
    }
    let verdicts: BTreeMap<SourceId, Verdict> =
        checked.iter().map(|one| (one.report.id.clone(), verdict(context, one))).collect();
    let edited = config::edit_sources(&context.sources_file, &verdicts)?;
    if !arguments.dry_run && edited.before != edited.after {
        config::write_sources(&context.sources_file, &edited)?;
    }
    let enabled = verdicts.values().filter(|verdict| **verdict == Verdict::Enable).count();
    if context.json {
        for one in &checked {
            output::json_line(&as_json(one, &verdicts))?;
        }
    } else {
        if arguments.dry_run {
            output::text(&difference(&edited.before, &edited.after))?;
        }
        output::line(&text::verified(context.locale, checked.len(), enabled))?;
    }
    let is_all_well = enabled == checked.len() && !had_problems;
    Ok(if is_all_well { Exit::Well } else { Exit::Partly })
}

/// Disabled, and with an address that can be asked: a template wants a person.
fn is_wanted(source: &Source, arguments: &SourcesVerify) -> bool {
    let is_template = source.url.contains(['{', '}', '<', '>']);
    let is_named = arguments.id.is_empty() || arguments.id.contains(&source.id);
    // Nothing is learnt from what cannot be read yet: registers, and lists without selectors.
    let is_readable = match source.kind {
        SourceKind::Register | SourceKind::Hand => false,
        SourceKind::Listing => source.listing.is_some(),
        SourceKind::Mail => source.mail.is_some(),
        SourceKind::Feed | SourceKind::Sitemap => true,
    };
    !source.enabled && !is_template && is_readable && is_named
}

/// Tries them as a crawl would, beside no other crawl, and remembers what the hosts asked for.
async fn try_out(
    context: &Context,
    settings: &config::Settings,
    wanted: &[&Source],
) -> anyhow::Result<Vec<Checked>> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let now = context.clock.now();
    let _lock = WorkLock::acquire(&context.data, "sources verify", now, PATIENCE).await?;
    let store = context.store().await?;
    let work = Arc::new(work_with(context, settings, store).await?);
    let sources: Vec<Source> = wanted.iter().map(|source| (*source).clone()).collect();
    let locale = context.locale;
    let checked = crawl::try_out(&work, &sources, |one| {
        let id = one.report.id.as_str();
        output::note(&match &one.report.failure {
            Some(found) => {
                let cause = crawl::cause(locale, &found.exact_class, &found.message);
                text::tried(locale, id, &cause)
            }
            None => text::tried(locale, id, &text::entries(locale, one.report.entries)),
        });
    })
    .await;
    work.store.save_hosts(&work.fetcher.take_changed_hosts()).await?;
    work.store.close().await;
    Ok(checked)
}

/// What the list is to say. An empty answer may be right, but nobody can tell by it.
fn verdict(context: &Context, checked: &Checked) -> Verdict {
    let locale = context.locale;
    let what = match &checked.report.failure {
        None if checked.report.entries > 0 => return Verdict::Enable,
        None => text::without_entries(locale),
        Some(found) => failure::what(locale, &found.exact_class).to_owned(),
    };
    let day = date::day_in_stockholm(checked.check.at);
    Verdict::Reason(text::tried_on(locale, &day, &what))
}

fn is_unreachable(checked: &Checked) -> bool {
    let failure = checked.report.failure.as_ref();
    failure.is_some_and(|found| matches!(found.class, "network" | "timeout"))
}

fn as_json<'a>(checked: &'a Checked, verdicts: &'a BTreeMap<SourceId, Verdict>) -> Tried<'a> {
    let id = &checked.report.id;
    let reason = match verdicts.get(id) {
        Some(Verdict::Reason(words)) => Some(words.as_str()),
        _ => None,
    };
    Tried {
        id,
        enabled: reason.is_none(),
        entries: checked.report.entries,
        reason,
        error: checked.report.failure.as_ref().map(|found| found.message.as_str()),
    }
}

/// The lines that go and come, for a change of single lines: after a difference the texts meet
/// again within a few lines.
fn difference(before: &str, after: &str) -> String {
    const NEAR: usize = 4;
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let (mut at, mut to) = (0, 0);
    let mut shown = String::new();
    while at < old.len() || to < new.len() {
        if old.get(at) == new.get(to) {
            (at, to) = (at + 1, to + 1);
            continue;
        }
        // The nearest pair of equal lines ahead; at the end of both, that is the end.
        let steps = (1..=2 * NEAR).flat_map(|sum| (0..=sum).map(move |gone| (gone, sum - gone)));
        let meet = steps.clone().find(|(gone, come)| old.get(at + gone) == new.get(to + come));
        let (gone, come) = meet.unwrap_or((1, 1));
        for (sign, lines) in
            [('-', old.iter().skip(at).take(gone)), ('+', new.iter().skip(to).take(come))]
        {
            for line in lines {
                let _ = writeln!(shown, "{sign} {line}");
            }
        }
        (at, to) = (at + gone, to + come);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_shows_what_goes_and_what_comes() {
        for (before, after, expected) in [
            ("a\nb\n", "a\nb\n", ""),
            ("a\nb\nc\n", "a\nc\n", "- b\n"),
            ("a\nc\n", "a\nb\nc\n", "+ b\n"),
            ("a\nb\nc\nd\n", "a\nx\nd\n", "- b\n- c\n+ x\n"),
            ("a\n", "a\nb\n", "+ b\n"),
        ] {
            assert_eq!(difference(before, after), expected, "{before:?} {after:?}");
        }
    }
}
