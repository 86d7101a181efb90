//! The command line: arguments, clock, environment, output, exit codes.

mod arguments;
mod clock;
mod commands;
mod context;
pub mod exit;
mod gist;
mod hits;
mod inspect;
mod logins;
mod logs;
mod mailer;
mod output;
mod progress;
mod saved_queries;
mod values;

use std::process::ExitCode;

use anyhow::Context as _;
use tokio::signal::unix::{SignalKind, signal};

use crate::message::Locale;
use arguments::{Arguments, Command};
use context::Context;
use exit::Exit;

/// Reads the command line, does what it says, and ends with an exit code.
pub fn main() -> ExitCode {
    let arguments = Arguments::read();
    logs::start(arguments.everywhere.verbose);
    #[cfg(feature = "faults")]
    if let Err(problem) =
        context::variable("UTKIK_FAULT").map_or(Ok(()), |wish| crate::fault::arm(&wish))
    {
        output::note(&problem);
        return Exit::Usage.into();
    }
    let exit = Context::new(arguments.everywhere)
        .and_then(|context| run(&context, arguments.command))
        .unwrap_or_else(|error| output::failure(&error));
    exit.into()
}

fn run(context: &Context, command: Command) -> anyhow::Result<Exit> {
    match command {
        Command::Search(search) => commands::search::run(context, &search),
        Command::Thesaurus(thesaurus) => commands::thesaurus::run(context, &thesaurus),
        Command::Schema => commands::schema::run(),
        Command::Inspect(inspect) => commands::inspect::run(context, &inspect),
        Command::Crawl(crawl) => wait_for(commands::crawl::run(context, crawl)),
        Command::Show(show) => wait_for(commands::show::run(context, &show)),
        Command::Explain(explain) => wait_for(commands::explain::run(context, &explain)),
        Command::Correct(correct) => wait_for(commands::correct::run(context, &correct)),
        Command::Sources(sources) => wait_for(commands::sources::run(context, &sources)),
        Command::Serve(serve) => wait_for(commands::serve::run(context, &serve)),
        Command::Demo(demo) => wait_for(commands::demo::run(context, &demo)),
        Command::Add(add) => wait_for(commands::add::run(context, &add)),
        Command::Import(import) => wait_for(commands::import::run(context, &import)),
        Command::Export(export) => wait_for(commands::export::run(context, &export)),
        Command::Forget(forget) => wait_for(commands::forget::run(context, &forget)),
        Command::Backup(backup) => wait_for(commands::backup::backup(context, &backup)),
        Command::Restore(restore) => wait_for(commands::backup::restore(context, &restore)),
        Command::Digest(digest) => wait_for(commands::digest::run(context, &digest)),
        Command::Subscriptions(what) => wait_for(commands::subscriptions::run(context, what)),
        Command::Searches(searches) => wait_for(commands::searches::run(context, searches)),
        Command::Reindex => wait_for(commands::reindex::run(context)),
        Command::Doctor(doctor) => wait_for(commands::doctor::run(context, &doctor)),
    }
}

/// Only commands that wait for something start the machinery for it: `search` is done before it
/// would be up.
fn wait_for<T>(task: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let result = runtime.block_on(async {
        survive_a_full_quota()?;
        task.await
    });
    runtime.shutdown_background();
    result
}

/// A file that may not grow any more shall be an error of the one who writes it, and not the death
/// of the process, which SIGXFSZ is unless somebody takes it.
fn survive_a_full_quota() -> anyhow::Result<()> {
    const SIGXFSZ: i32 = 25;
    // Once taken, it stays so until the end, also when nobody listens any more.
    let _taken = signal(SignalKind::from_raw(SIGXFSZ)).context("taking SIGXFSZ")?;
    Ok(())
}

/// The language of the interface, as the environment has it.
fn locale_of_environment() -> Locale {
    let spoken = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| context::variable(name));
    spoken.and_then(|value| value.parse().ok()).unwrap_or_default()
}
