//! A fresh folder with its own settings, and the real program run in it.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use serde_json::Value;

use crate::site::Site;

/// The moment at which tests live.
pub const NOW: &str = "2026-11-21T07:00:00Z";

/// A house of one test: `sources.toml`, `utkik.toml`, database and index in a temporary folder.
pub struct House {
    folder: tempfile::TempDir,
    now: String,
}

/// What the program said.
#[derive(Debug)]
pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl House {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), now: NOW.to_owned() }
    }

    /// A house whose only sources are feeds of one site: `(id, path)`.
    pub fn with_feeds(site: &Site, feeds: &[(&str, &str)], more: &str) -> Self {
        let house = Self::new();
        let mut sources = "[network]\nname = \"Prov\"\ncontact = \"prov@example.org\"\n\
                           members = [\"Ekvik\"]\nlanguages = [\"sv\"]\n"
            .to_owned();
        for (id, path) in feeds {
            sources.push_str(&format!(
                "\n[[source]]\nid = \"{id}\"\nname = \"{id}\"\nurl = \"{}\"\nkind = \"feed\"\n\
                 language = \"sv\"\ncountry = \"SE\"\n{more}\n",
                site.url(path)
            ));
        }
        house.write("sources.toml", &sources);
        house.allow(&[&site.network()]);
        house
    }

    /// A house whose only source, `far`, is at an address where nobody answers.
    pub fn out_of_reach() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        let house = Self::new();
        house.write(
        "sources.toml",
        &format!(
            "[network]\ncontact = \"a@example.org\"\n\n[[source]]\nid = \"far\"\nname = \"Far\"\n\
             url = \"http://{address}/feed\"\n"
        ),
    );
        house.allow(&[&format!("127.0.0.1/32:{}", address.port())]);
        house
    }

    /// A house with one source: its id is `ekvik`, its kind and what else it says are `fields`.
    pub fn with_source(site: &Site, path: &str, fields: &str) -> Self {
        let house = Self::new();
        house.write(
            "sources.toml",
            &format!(
                "[network]\nname = \"Prov\"\ncontact = \"prov@example.org\"\n\n[[source]]\n\
                 id = \"ekvik\"\nname = \"Ekvik\"\nurl = \"{}\"\nlanguage = \"sv\"\n{fields}\n",
                site.url(path)
            ),
        );
        house.allow(&[&site.network()]);
        house
    }

    pub fn allow(&self, networks: &[&str]) {
        let text = format!("[fetch]\nallow_networks = {networks:?}\ngap_ms = 0\n");
        self.write("utkik.toml", &text);
    }

    pub fn at(&mut self, now: &str) {
        now.clone_into(&mut self.now);
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// The program with these arguments, not started yet.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env_clear()
            .env("UTKIK_NOW", &self.now)
            .env("UTKIK_LANGUAGE", "sv")
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Said {
        Said::from(self.command(arguments).output().unwrap())
    }

    /// Runs, and insists that all went well.
    pub fn well(&self, arguments: &[&str]) -> Said {
        let said = self.run(arguments);
        assert_eq!(said.code, Some(0), "{arguments:?}: {said:?}");
        said
    }

    /// Runs with `--json`, and reads the answer; the exit code may be 0 or 1.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let mut all = arguments.to_vec();
        all.push("--json");
        let said = self.run(&all);
        assert!(matches!(said.code, Some(0 | 1)), "{arguments:?}: {said:?}");
        serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {said:?}"))
    }

    /// Runs with `--json`, and reads the answer line by line.
    pub fn json_lines(&self, arguments: &[&str]) -> Vec<Value> {
        let mut all = arguments.to_vec();
        all.push("--json");
        lines(&self.run(&all).out)
    }

    /// How a source is, as `utkik sources` tells it.
    pub fn source(&self, id: &str) -> Value {
        let rows = self.json_lines(&["sources"]);
        rows.into_iter().find(|row| row["id"] == id).unwrap_or_else(|| panic!("no source {id}"))
    }

    /// All that is kept, sorted by id.
    pub fn documents(&self) -> Vec<Value> {
        let mut documents = lines(&self.well(&["export"]).out);
        documents.sort_by_key(|document| document["id"].to_string());
        documents
    }

    /// The titles that a search finds.
    pub fn titles(&self, query: &str) -> Vec<String> {
        let answer = self.json(&["search", query]);
        let hits = answer["hits"].as_array().unwrap();
        hits.iter().map(|hit| hit["title"].as_str().unwrap().to_owned()).collect()
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// Waits until something has come about, looking again and again.
pub fn until(what: &str, mut has_come: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !has_come() {
        assert!(Instant::now() < deadline, "{what} did not come about");
        thread::park_timeout(Duration::from_millis(10));
    }
}

/// Copies a folder with its files; what was in the way goes.
pub fn copy_folder(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

/// JSON lines, read.
pub fn lines(text: &str) -> Vec<Value> {
    let read = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    text.lines().map(read).collect()
}

pub fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_utkik"))
}
