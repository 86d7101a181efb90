//! `utkik sources add URL`: finds out how a site can be watched, and writes that into the list.

use std::io::{self, IsTerminal};
use std::path::Path;

use serde_json::json;

use super::discover::{look, plain_what};
use crate::cli::arguments::SourcesAdd;
use crate::cli::context::{Context, Loaded};
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::config;
use crate::date;
use crate::markup;
use crate::message::{Locale, discover as text};
use crate::sources::{self, Refusal, Wishes};

pub async fn run(context: &Context, arguments: &SourcesAdd) -> anyhow::Result<Exit> {
    let locale = context.locale;
    if needs_yes(arguments) {
        output::note(&format!("utkik: {}", text::needs_yes(locale)));
        return Ok(Exit::Usage);
    }
    let Loaded { settings, .. } = context.settings()?;
    let found = match look(context, &settings, &arguments.url).await? {
        Ok(found) => found,
        Err(exit) => return Ok(exit),
    };
    let number = arguments.pick.unwrap_or(1);
    let Some(candidate) = number.checked_sub(1).and_then(|at| found.candidates.get(at)) else {
        let most = found.candidates.len();
        output::note(&format!(
            "utkik: {}",
            match most {
                0 => text::nothing_found(locale, &found.url),
                most => text::no_such_number(locale, number, most),
            }
        ));
        return Ok(if most == 0 { Exit::Data } else { Exit::Usage });
    };
    let day = date::day_in_stockholm(context.clock.now());
    let how = plain_what(locale, candidate);
    let comment = markup::strip_controls(&text::found_on(locale, &day, &found.url, how));
    let wishes = Wishes { id: arguments.id.clone(), group: arguments.group };
    let entry = sources::entry_of(&found, candidate, &wishes, &settings.sources, vec![comment]);
    let source = match entry {
        Ok(source) => source,
        Err(refusal) => return Ok(refuse(locale, &refusal, &context.sources_file)),
    };
    let id = source.id.to_string();
    let written = source.written();
    let edited = config::append_sources(&context.sources_file, &[source])?;
    let file = context.sources_file.display().to_string();
    if !context.json && (arguments.dry_run || !arguments.yes) {
        output::note(&text::would_write(locale, &file));
        output::text(&format!("\n{written}\n"))?;
    }
    let is_wanted = !arguments.dry_run && (arguments.yes || is_confirmed(locale)?);
    if is_wanted {
        config::write_sources(&context.sources_file, &edited)?;
    }
    if context.json {
        output::json(&json!({ "id": id, "added": is_wanted, "entry": written }))?;
    } else if is_wanted {
        output::line(&text::added(locale, &id, &file))?;
    } else {
        output::note(&text::not_added(locale));
    }
    Ok(Exit::Well)
}

/// Nobody is there to be asked.
fn needs_yes(arguments: &SourcesAdd) -> bool {
    let has_terminal = io::stdin().is_terminal() && io::stderr().is_terminal();
    !arguments.yes && !arguments.dry_run && !has_terminal
}

/// Asks on the terminal; anything but a clear yes is a no.
fn is_confirmed(locale: Locale) -> anyhow::Result<bool> {
    output::ask(&text::confirm_add(locale));
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "ja" | "j" | "yes" | "y"))
}

fn refuse(locale: Locale, refusal: &Refusal, file: &Path) -> Exit {
    let file = file.display().to_string();
    let problem = match refusal {
        Refusal::KnownAddress { id, line } => {
            text::known_address(locale, id.as_str(), &file, *line)
        }
        Refusal::TakenId { id, line } => text::taken_id(locale, id.as_str(), &file, *line),
    };
    output::note(&format!("utkik: {problem}"));
    Exit::Configuration
}
