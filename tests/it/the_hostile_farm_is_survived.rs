//! A farm of hostile sources costs nobody anything: each of its cases ends in time, in little
//! memory, and as it should; in one crawl of all of them the honest ones come through complete.
//!
//! It runs on a loopback farm: test data beside the checkout when present. The adapter is
//! `tests/farm/run.py`; it says how many cases pass, and which do not and why.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use crate::house::program;

#[test]
fn every_case_of_the_farm_passes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let farm = root.join("../shared/farm");
    if !farm.join("hostile_farm.py").exists() {
        let mut told = std::io::stderr();
        let _ = writeln!(told, "farm: skipped: no test data beside the checkout");
        return;
    }
    let status = Command::new("python3")
        .arg(root.join("tests/farm/run.py"))
        .arg("--program")
        .arg(program())
        .arg("--farm")
        .arg(&farm)
        .status()
        .expect("python3 runs the adapter");
    assert!(status.success(), "the farm was not survived; the lines above say by which case");
}
