//! Kills, full disks, lost and damaged files, locks and jumps of the clock cost nothing: the crash
//! drills, run on the real program.
//!
//! `UTKIK_DRILLS=long` runs them with 3,000 entries and three seeds instead of a few hundred and
//! one; that takes many minutes.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Instant;

use serde_json::Value;

use crate::house::program;

/// What is run side by side, each with about as much to do.
const LANES: [&str; 4] =
    ["d01,d02,d10,d18", "d06,d05,d04,d17", "d08,d15,d09,d03,d07,d11", "d12,d13,d14"];
/// To root nothing is read-only.
const NOT_AS_ROOT: &str = "d16";
/// Needs root, who may mount a small disk.
const AS_ROOT: &str = "d04";
const NOBODY: u32 = 65534;

/// What the drills need, where also nobody can reach it.
struct Stage {
    folder: tempfile::TempDir,
    script: PathBuf,
    is_root: bool,
}

impl Stage {
    /// `None`, with a word about it, where the drills are not there.
    fn new(items: Option<u64>) -> Option<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let script = root.join("../shared/drills/drill.py");
        if !script.exists() {
            tell(&format!("skipped: no drills beside the checkout ({})", script.display()));
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let is_root = fs::metadata(folder.path()).unwrap().uid() == 0;
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let own = root.join("tests/drills");
        fs::copy(own.join("house.py"), folder.path().join("house.py")).unwrap();
        fs::copy(program(), folder.path().join("utkik")).unwrap();
        let map = fs::read_to_string(own.join("cli.json")).unwrap();
        let mut map: Value = serde_json::from_str(&map).unwrap();
        if let Some(items) = items {
            map["crawl_items"] = items.into();
        }
        fs::write(folder.path().join("cli.json"), map.to_string()).unwrap();
        let stage = Self { folder, script: script.canonicalize().unwrap(), is_root };
        tell(&format!("drills: {} entries", map["crawl_items"]));
        Some(stage)
    }

    /// Runs some drills, one after the other, and gives what they said.
    fn run(&self, drills: &str, seed: u64) -> String {
        let mut command = Command::new("python3");
        command
            .arg(&self.script)
            .arg(self.folder.path().join("cli.json"))
            .arg(drills)
            .current_dir(self.folder.path())
            .env("SEED", seed.to_string())
            .env("UTKIK_DRILLS", self.folder.path())
            .env("UTKIK_PROGRAM", self.folder.path().join("utkik"))
            .env("UTKIK_LANGUAGE", "en");
        if self.is_root && drills == NOT_AS_ROOT {
            // Root's own tools may not be nobody's.
            command.uid(NOBODY).gid(NOBODY).env("PATH", "/usr/local/bin:/usr/bin:/bin");
        }
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        said + &String::from_utf8_lossy(&output.stderr)
    }

    /// All drills with one seed; what did not pass is told.
    fn pass(&self, seed: u64) {
        let began = Instant::now();
        let said: String = thread::scope(|scope| {
            let lanes = LANES.map(|drills| scope.spawn(move || self.run(drills, seed)));
            let said = lanes.map(|lane| lane.join().unwrap());
            said.concat() + &self.run(NOT_AS_ROOT, seed)
        });
        let wanted: BTreeSet<&str> =
            LANES.iter().flat_map(|lane| lane.split(',')).chain([NOT_AS_ROOT]).collect();
        let with = |word: &str| -> BTreeSet<&str> {
            let lines = said.lines().filter_map(|line| line.strip_prefix(word));
            lines.filter_map(|line| line.split_whitespace().next()).collect()
        };
        let (passed, mut skipped) = (with("PASS"), with("SKIP"));
        if skipped.remove(AS_ROOT) {
            let why = if self.is_root { "nothing can be mounted here" } else { "it needs root" };
            tell(&format!("drills: {AS_ROOT} not run: {why}"));
        }
        let seconds = began.elapsed().as_secs();
        let (count, all) = (passed.len(), wanted.len());
        tell(&format!("drills: {count} of {all} pass in {seconds} s (seed {seed})"));
        let mut open: BTreeSet<&str> = wanted.difference(&passed).copied().collect();
        open.retain(|drill| *drill != AS_ROOT || with("FAIL").contains(AS_ROOT));
        assert!(open.is_empty() && skipped.is_empty(), "{open:?} {skipped:?}\n{said}");
    }
}

/// Also where the output of tests that pass is not shown.
fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

#[test]
fn the_drills_pass() {
    let is_long = std::env::var_os("UTKIK_DRILLS").is_some_and(|wish| wish == "long");
    let Some(stage) = Stage::new(is_long.then_some(3_000)) else { return };
    for seed in 1..=if is_long { 3 } else { 1 } {
        stage.pass(seed);
    }
}
