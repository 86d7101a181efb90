//! Progress on a terminal; silence elsewhere.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

use super::output;
use crate::crawl::{self, Event};
use crate::date;
use crate::markup;
use crate::message::{self, Locale};
use crate::model::{Health, Outcome, SourceReport};

/// Shows a crawl as it goes: a line for each finished source, a bar for the total.
pub struct CrawlProgress {
    locale: Locale,
    /// `None` where nobody watches.
    bars: Option<Bars>,
}

struct Bars {
    all: MultiProgress,
    total: ProgressBar,
}

impl CrawlProgress {
    pub fn new(locale: Locale, quiet: bool) -> Self {
        let watched = !quiet && std::io::stderr().is_terminal();
        Self { locale, bars: watched.then(Bars::new) }
    }

    pub fn tell(&mut self, event: &Event<'_>) {
        let locale = self.locale;
        match (event, &self.bars) {
            (Event::Started { due }, Some(bars)) => {
                bars.total.set_length(u64::try_from(*due).unwrap_or(u64::MAX));
                bars.total.set_message(message::crawl::due(locale, *due));
            }
            (Event::Checking(id), Some(bars)) => bars.total.set_message(id.to_string()),
            (Event::Checked(report), Some(bars)) => {
                bars.total.inc(1);
                let _ = bars.all.println(markup::strip_controls(&line_of(locale, report)));
            }
            (Event::Indexing, Some(bars)) => {
                bars.total.set_message(message::crawl::indexing(locale));
            }
            // Cron mails what is written: only what went wrong is worth a mail.
            (Event::Checked(report), None)
                if report.failure.is_some() || report.turned.is_some() =>
            {
                output::note(&line_of(locale, report));
            }
            _ => {}
        }
    }

    pub fn end(&self) {
        if let Some(bars) = &self.bars {
            bars.total.finish_and_clear();
        }
    }
}

impl Bars {
    fn new() -> Self {
        let all = MultiProgress::new();
        let total = all.add(ProgressBar::new(0));
        total.set_style(style("{bar:30} {pos}/{len}  {elapsed}  {wide_msg}"));
        total.enable_steady_tick(Duration::from_millis(250));
        Self { all, total }
    }
}

/// How one source went, as a sentence.
pub fn line_of(locale: Locale, report: &SourceReport) -> String {
    let id = report.id.as_str();
    if let Some(health) = report.turned {
        let sentence = match health {
            Health::Empty => message::sources::suddenly_empty(locale),
            other => message::sources::health_sentence(locale, other),
        };
        return message::crawl::turned(locale, id, &sentence);
    }
    match (&report.failure, report.outcome) {
        (Some(failure), _) => {
            let next = date::minute_in_stockholm(report.next_check);
            let cause = crawl::cause(locale, &failure.exact_class, &failure.message);
            message::crawl::failed(locale, id, &cause, &next)
        }
        (None, Outcome::Empty) => message::crawl::source_empty(locale, id),
        (None, Outcome::Changed) => {
            message::crawl::source_done(locale, id, report.new_documents, report.revised_documents)
        }
        (None, _) => message::crawl::source_unchanged(locale, id),
    }
}

/// A bar for work that is counted in documents.
pub fn documents(total: u64) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(total);
    bar.set_style(style("{bar:30} {human_pos}/{human_len}  {elapsed}"));
    bar
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
