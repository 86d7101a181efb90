//! What is read is right: by other people's test suites, no figure falls below its goal.
//!
//! The suites are test data beside the checkout when present; `scripts/score` prints the table.

use std::path::Path;
use std::process::Command;

use crate::house::program;

#[test]
fn no_figure_falls_below_its_goal() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let data = root.join("../shared/score");
    if !data.exists() {
        eprintln!("skipped: no test data beside the checkout ({})", data.display());
        return;
    }
    let score = root.join("scripts/score");
    let scored =
        Command::new("python3").arg(score).args(["--check", "--binary"]).arg(program()).output();
    let scored = scored.expect("python3 runs the scorers");
    let table = String::from_utf8_lossy(&scored.stdout);
    let why = String::from_utf8_lossy(&scored.stderr);
    let why = why.lines().last().unwrap_or_default();
    assert!(scored.status.success(), "{why}\n{table}");
    println!("{table}");
}
