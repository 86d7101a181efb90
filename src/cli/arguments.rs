//! What can be typed.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::exit;
use crate::message::Locale;
use crate::model::{Group, MailAddress, SearchName, SourceId};

/// Keeps watch for a network of municipalities: crawls its sources, and finds again what they said.
#[derive(Debug, Parser)]
#[command(name = "utkik", version, after_help = exit::HELP, max_term_width = 100)]
pub struct Arguments {
    #[command(flatten)]
    pub everywhere: Everywhere,
    #[command(subcommand)]
    pub command: Command,
}

impl Arguments {
    /// Reads the command line; on a mistake, or for `--help`, the process ends here.
    pub fn read() -> Self {
        Self::parse_from(with_query_minus(std::env::args_os()))
    }
}

/// Behind `search`, `-lund` is a word to leave out and no cluster of options: the space in front,
/// which means nothing in a query, tells that to the parser.
fn with_query_minus(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut is_search = false;
    let mut is_escaped = false;
    let keep_minus = |argument: OsString| {
        is_escaped |= argument == "--";
        let is_query = is_search && !is_escaped && leaves_out(&argument);
        is_search |= argument == "search";
        if is_query { [OsString::from(" "), argument].into_iter().collect() } else { argument }
    };
    arguments.map(keep_minus).collect()
}

fn leaves_out(argument: &OsString) -> bool {
    let Some(word) = argument.to_str().and_then(|text| text.strip_prefix('-')) else {
        return false;
    };
    let is_option =
        word.starts_with('-') || word == "h" || word.chars().all(|letter| letter == 'v');
    !is_option
}

/// Options that every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Everywhere")]
pub struct Everywhere {
    /// What to watch; other relative paths start from its folder.
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "UTKIK_SOURCES",
        default_value = "sources.toml"
    )]
    pub sources: PathBuf,
    /// How to run [default: `utkik.toml` beside the sources].
    #[arg(long, global = true, value_name = "FILE", env = "UTKIK_CONFIG")]
    pub config: Option<PathBuf>,
    /// Folder of the database [default: `data` beside the sources].
    #[arg(long, global = true, value_name = "DIR", env = "UTKIK_DATA")]
    pub data: Option<PathBuf>,
    /// Folder of the search index [default: `index` beside the sources].
    #[arg(long, global = true, value_name = "DIR", env = "UTKIK_INDEX")]
    pub index: Option<PathBuf>,
    /// Language of the interface: `sv` or `en` [default: from `LANG`, else `en`].
    #[arg(long, global = true, value_name = "LANGUAGE", env = "UTKIK_LANGUAGE")]
    pub language: Option<Locale>,
    /// Results for machines: one JSON document, or JSON lines where a list can be long.
    #[arg(long, global = true)]
    pub json: bool,
    /// More of what happens, on stderr (`-vv` for everything).
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Replays any moment (RFC 3339); empty is the clock.
    #[arg(long, global = true, value_name = "TIME", env = "UTKIK_NOW", hide = true)]
    pub now: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Fetch what is due, keep what is new, and make it findable.
    Crawl(Crawl),
    /// Find documents.
    Search(Search),
    /// Show one document.
    Show(Show),
    /// Show how a document was understood, and what that rests on.
    Explain(Explain),
    /// Say what holds where the program was wrong about a document.
    Correct(Correct),
    /// How the sources are.
    Sources(Sources),
    /// Search page, API and feeds; crawls what is due meanwhile.
    Serve(Serve),
    /// See Utkik at work on sample sites of its own, without any network.
    Demo(Demo),
    /// Show one stage at work, JSON lines in and out.
    Inspect(Inspect),
    /// Keep a page, a PDF document or a mail that somebody found, with a comment.
    Add(Add),
    /// Take in an earlier export, web archives (WARC, ARC) and folders of saved pages and feeds.
    Import(Import),
    /// Write documents as JSON lines.
    Export(Export),
    /// Remove documents, names or mail addresses for good, and keep them away.
    Forget(Forget),
    /// Write the database into one file, also while a crawl runs.
    Backup(Backup),
    /// Put a backup in the place of the database, which is kept aside.
    Restore(Restore),
    /// Letters on what saved searches have found: look at one, or send all that are due.
    Digest(Digest),
    /// Who gets letters: counts, and the duties towards those persons.
    Subscriptions(Subscriptions),
    /// Saved searches that can be followed.
    Searches(Searches),
    /// Build the search index anew from the database.
    Reindex,
    /// Look whether database and index are sound and agree.
    Doctor(Doctor),
    /// What words mean to the search, and your own `thesaurus.tsv` beside the sources.
    Thesaurus(Thesaurus),
    /// JSON Schema of `sources.toml`, for editors.
    Schema,
}

#[derive(Debug, Args)]
pub struct Thesaurus {
    #[command(subcommand)]
    pub action: ThesaurusAction,
}

#[derive(Debug, Subcommand)]
pub enum ThesaurusAction {
    /// What words mean, and what is searched for beside them.
    Show {
        /// As in a query, or the id of a concept.
        #[arg(required = true, value_name = "WORD")]
        words: Vec<String>,
    },
    /// Whether a file can be read: tab-separated, or SKOS in Turtle.
    Check {
        /// [default: `thesaurus.tsv` beside the sources].
        file: Option<PathBuf>,
    },
    /// Write all terms, shipped and your own, tab-separated.
    Export {
        /// As SKOS in Turtle.
        #[arg(long)]
        turtle: bool,
    },
}

#[derive(Debug, Args)]
pub struct Crawl {
    /// Only these sources.
    #[arg(long, value_name = "ID", num_args = 1..)]
    pub source: Vec<SourceId>,
    /// Also what is not due yet.
    #[arg(long)]
    pub all: bool,
    /// Only say what would be fetched.
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that is typed")]
pub struct Search {
    /// Words and filters; several arguments make one query.
    #[arg(value_name = "QUERY", required = true, num_args = 1..)]
    pub query: Vec<String>,
    #[arg(long, value_enum, default_value_t = SortOrder::Relevance)]
    pub sort: SortOrder,
    /// Hits at most.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Hits to leave out at the top.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
    /// Also count places, themes, kinds, sources, languages, countries, months and more.
    #[arg(long)]
    pub facets: bool,
    /// Search for the words alone, not for their concepts in other languages.
    #[arg(long)]
    pub no_expand: bool,
    /// Show copies and other documents of one story each by itself.
    #[arg(long)]
    pub no_fold: bool,
    /// Also say what each hit owes its place to.
    #[arg(long)]
    pub explain: bool,
    /// As comma-separated values.
    #[arg(long, group = "form", conflicts_with = "json")]
    pub csv: bool,
    /// As Markdown.
    #[arg(long, group = "form", conflicts_with = "json")]
    pub md: bool,
    /// As a calendar (iCalendar) of last days to apply and of events.
    #[arg(long, group = "form", conflicts_with = "json")]
    pub ics: bool,
    /// As a workbook (XLSX) in this file.
    #[arg(long, value_name = "FILE", group = "form", conflicts_with = "json")]
    pub xlsx: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum SortOrder {
    Relevance,
    /// Newest first.
    Date,
    /// The next last day to apply first.
    Closes,
}

#[derive(Debug, Args)]
pub struct Show {
    /// Id of the document, or the beginning of it.
    pub id: String,
}

#[derive(Debug, Args)]
pub struct Explain {
    /// Id of the document, or the beginning of it.
    pub id: String,
}

#[derive(Debug, Args)]
pub struct Correct {
    /// Id of the document, or the beginning of it.
    pub id: String,
    /// What holds: `place=Malmö`, `kind=call`, `deadline=2027-03-15`; several values with `;`
    /// between them, `-` for none, nothing behind `=` for what the program makes out.
    #[arg(value_name = "FIELD=VALUE", required = true, num_args = 1..)]
    pub assignments: Vec<String>,
    /// Why, for whoever reads `corrections.toml` later.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub why: String,
    /// Who says so [default: the user of the machine].
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Sources {
    #[command(subcommand)]
    pub action: Option<SourcesAction>,
    #[command(flatten)]
    pub list: SourcesList,
}

#[derive(Debug, Subcommand)]
pub enum SourcesAction {
    /// All sources with their state (also without this word).
    List(SourcesList),
    /// One source: its state, its history, and what differs from the defaults.
    Show { id: SourceId },
    /// Fetch a source or an address now, show every step, and store nothing.
    Test {
        #[arg(value_name = "ID|URL")]
        source: String,
    },
    /// Let the next answer of a source that stands in quarantine in.
    Accept { id: SourceId },
    /// Find out how a site can be watched: feeds, interfaces, lists, sitemaps, with their newest
    /// entries.
    Discover {
        /// The page where news or projects are listed.
        url: String,
    },
    /// Find out how a site can be watched, and write the best way into the source list.
    Add(SourcesAdd),
    /// Take the feeds of an OPML file into the source list.
    Import(SourcesImport),
    /// Write the feeds of the source list as OPML.
    Export(SourcesExport),
    /// Try all disabled sources once, and write `enabled = true` or the reason why not into the
    /// source list.
    Verify(SourcesVerify),
}

#[derive(Debug, Args)]
pub struct SourcesVerify {
    /// Only these sources.
    #[arg(value_name = "ID")]
    pub id: Vec<SourceId>,
    /// Try, but only show what would be written.
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct SourcesAdd {
    /// A feed, or the page where news or projects are listed.
    pub url: String,
    /// What it is called in the list [default: made from its title].
    #[arg(long)]
    pub id: Option<SourceId>,
    /// Which of the ways that `utkik sources discover` shows [default: the first].
    #[arg(long, value_name = "N")]
    pub pick: Option<usize>,
    /// The group it belongs to: network, skane, sweden, nordic, eu or world [default: by country].
    #[arg(long)]
    pub group: Option<Group>,
    /// Do not ask; needed where there is no terminal.
    #[arg(long, short)]
    pub yes: bool,
    /// Only show what would be written.
    #[arg(long, conflicts_with = "yes")]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct SourcesImport {
    /// The OPML file (`-`: standard input).
    pub file: PathBuf,
    /// The group that all belong to [default: by folder or country].
    #[arg(long)]
    pub group: Option<Group>,
    /// Only show what would be written.
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct SourcesExport {
    /// The file to write [default: standard output].
    pub file: Option<PathBuf>,
    /// Feeds that are switched off, too.
    #[arg(long)]
    pub all: bool,
    /// The form of the list; there is no other.
    #[arg(long)]
    pub opml: bool,
}

#[derive(Debug, Args)]
pub struct SourcesList {
    /// Only sources that somebody should look at: failing, blocked, gone, silent or moved.
    #[arg(long)]
    pub failing: bool,
    /// Only enabled sources.
    #[arg(long)]
    pub enabled: bool,
    /// Only sources of this group: network, skane, sweden, nordic, eu or world.
    #[arg(long)]
    pub group: Option<Group>,
}

#[derive(Debug, Args)]
pub struct Serve {
    /// Address and port [default: `[web] listen`, else 127.0.0.1:8080].
    #[arg(long, value_name = "ADDR:PORT")]
    pub listen: Option<SocketAddr>,
    /// Only serve; leave crawling to cron.
    #[arg(long)]
    pub no_crawl: bool,
}

#[derive(Debug, Args)]
pub struct Demo {
    /// Address and port of the search page (port 0: a free one).
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// End after printing.
    #[arg(long)]
    pub once: bool,
}

#[derive(Debug, Args)]
pub struct Inspect {
    #[arg(value_enum)]
    pub stage: Stage,
    /// Files or URLs to look at; without any, JSON lines are read from standard input.
    #[arg(value_name = "FILE")]
    pub inputs: Vec<String>,
    /// For `search`: add microseconds per query.
    #[arg(long)]
    pub timings: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Stage {
    Feed,
    Page,
    Language,
    Stem,
    Date,
    Charset,
    Robots,
    Discover,
    Enrich,
    Search,
}

#[derive(Debug, Args)]
pub struct Add {
    /// Address of a page, or a saved page, PDF document or mail (.eml); `-` is standard input.
    #[arg(value_name = "URL|FILE")]
    pub what: String,
    /// Why it is worth reading; kept with it, shown and found.
    #[arg(long, value_name = "TEXT")]
    pub comment: Option<String>,
    /// Instead of the title that it has itself.
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
}

#[derive(Debug, Args)]
pub struct Import {
    /// Files and folders: JSON lines of an export (`-`: from standard input), WARC and ARC files,
    /// packed or not, saved pages, feeds and PDF documents. What each is, it says itself.
    #[arg(value_name = "PATH", required = true, num_args = 1..)]
    pub paths: Vec<PathBuf>,
    /// What archives and saved files hold belongs to this source [default: the source with the same
    /// address, else the one of the same site, else `arkiv`].
    #[arg(long, value_name = "ID")]
    pub source: Option<SourceId>,
}

#[derive(Debug, Args)]
pub struct Export {
    /// Only documents of this source.
    #[arg(long, value_name = "ID")]
    pub source: Option<SourceId>,
    /// Write to this file instead of standard output.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Forget {
    /// Documents (id or address: removed) and persons (name or mail address: taken out of all
    /// documents). Write a name within quotation marks.
    #[arg(value_name = "WHAT", required_unless_present_any = ["list", "undo"])]
    pub what: Vec<String>,
    /// Only list what would go.
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask; needed where there is no terminal.
    #[arg(long, short)]
    pub yes: bool,
    /// Why, for the list: who asked, a case number; not what is forgotten.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub reason: String,
    /// Show what is kept away: when, of which kind, why; the list itself holds only hashes.
    #[arg(long, conflicts_with_all = ["what", "undo"])]
    pub list: bool,
    /// Take an entry off the list. It does not bring anything back.
    #[arg(long, value_name = "NUMBER", conflicts_with = "what")]
    pub undo: Option<i64>,
}

#[derive(Debug, Args)]
pub struct Backup {
    /// The file to write. `sources.toml` and the index are not in it.
    pub file: PathBuf,
    /// Write over a file that is there already.
    #[arg(long)]
    pub overwrite: bool,
}

#[derive(Debug, Args)]
pub struct Restore {
    /// The backup; it stays as it is.
    pub file: PathBuf,
}

#[derive(Debug, Args)]
pub struct Digest {
    #[command(subcommand)]
    pub action: DigestAction,
}

#[derive(Debug, Subcommand)]
pub enum DigestAction {
    /// Show the letter that a saved search would give now. Nothing is sent or kept.
    Preview(DigestPreview),
    /// Look for news, make the letters that are due, and send what waits.
    Send(DigestSend),
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that is typed")]
pub struct DigestPreview {
    /// Name of the saved search.
    pub name: String,
    /// As the page that a mail program shows.
    #[arg(long, group = "form")]
    pub html: bool,
    /// As plain text [default].
    #[arg(long, group = "form")]
    pub text: bool,
    /// As a whole mail, for any mail program.
    #[arg(long, group = "form")]
    pub eml: bool,
    /// As Markdown.
    #[arg(long, group = "form")]
    pub md: bool,
}

#[derive(Debug, Args)]
pub struct DigestSend {
    /// Only say what would be sent.
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct Subscriptions {
    #[command(subcommand)]
    pub action: Option<SubscriptionsAction>,
}

#[derive(Debug, Subcommand)]
pub enum SubscriptionsAction {
    /// How many follow each search, without addresses (also without this word).
    List {
        /// Also who, by address and state.
        #[arg(long)]
        addresses: bool,
    },
    /// What an address subscribes to, and the log of its consent.
    Show { address: MailAddress },
    /// Ask many to subscribe: each gets one letter, and nothing more without a yes.
    Invite {
        /// One address to a line; `-` is standard input.
        file: PathBuf,
        /// Name of the saved search, or `natverksbrev` for the letters that analysts write.
        #[arg(long, value_name = "NAME")]
        search: String,
        /// Language of the letters.
        #[arg(long, value_name = "LANGUAGE", default_value = "sv")]
        letters: Locale,
    },
    /// Let all letters to an address rest until it wants them again.
    Pause { address: MailAddress },
    /// Remove all that is kept of an address.
    Erase { address: MailAddress },
    /// All that is kept of an address, as JSON (article 15 of the GDPR).
    Export { address: MailAddress },
}

#[derive(Debug, Args)]
pub struct Searches {
    #[command(subcommand)]
    pub action: Option<SearchesAction>,
}

#[derive(Debug, Subcommand)]
pub enum SearchesAction {
    /// All with a name (also without this word).
    List,
    /// Keep a search under a name, or give the one with this name other words.
    Add(SearchesAdd),
    /// Remove one that does not stand in the source list; its subscriptions end with it.
    Remove { name: SearchName },
}

#[derive(Debug, Args)]
pub struct SearchesAdd {
    /// What it is called in queries (`search:NAME`) and addresses: a–z, 0–9 and hyphens.
    pub name: SearchName,
    /// Words and filters; several arguments make one query.
    #[arg(value_name = "QUERY", required = true, num_args = 1..)]
    pub query: Vec<String>,
    /// What readers see [default: the query].
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// A sentence for those who choose.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub description: String,
    /// Only for those who know its address.
    #[arg(long)]
    pub private: bool,
    /// Who is told when the query can no longer be read.
    #[arg(long, value_name = "ADDRESS")]
    pub owner: Option<MailAddress>,
}

#[derive(Debug, Args)]
pub struct Doctor {
    /// Only this: `mail`, whether letters reach the server and look as they should.
    #[arg(value_enum)]
    pub part: Option<DoctorPart>,
    /// Mend what can be mended: the index.
    #[arg(long)]
    pub repair: bool,
}

/// What `doctor` can look at alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DoctorPart {
    Mail,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn behind_search_a_minus_leaves_out() {
        let read = |line: &str| {
            let words = with_query_minus(line.split(' ').map(OsString::from));
            match Arguments::try_parse_from(words).unwrap().command {
                Command::Search(search) => (search.query.join(" "), search.limit),
                other => panic!("{other:?}"),
            }
        };
        for (line, query, limit) in [
            ("utkik search smart -lund", "smart  -lund", 10),
            ("utkik search -vatten --limit 3 park", " -vatten park", 3),
            ("utkik -v search -vv -(a|b) --json", " -(a|b)", 10),
            ("utkik search a -- -lund", "a -lund", 10),
        ] {
            assert_eq!(read(line), (query.to_owned(), limit), "{line}");
        }
        assert!(
            Arguments::try_parse_from(with_query_minus(
                ["utkik", "crawl", "-x"].map(OsString::from).into_iter()
            ))
            .is_err()
        );
    }
}
