//! What makes the program die on request is in the builds of tests, and in no other.

use std::fs;
use std::path::Path;

use crate::house::{House, program};

#[test]
fn a_build_without_the_feature_has_no_faults() {
    let binary = fs::read(program()).unwrap();
    let name = b"UTKIK_FAULT";
    let knows_the_variable = binary.windows(name.len()).any(|window| window == name);
    assert_eq!(knows_the_variable, cfg!(feature = "faults"));
}

#[test]
fn nothing_switches_the_feature_on_by_itself() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let manifest = fs::read_to_string(manifest).unwrap();
    let features = manifest.split("\n[features]\n").nth(1).unwrap();
    let features = features.split("\n[").next().unwrap();
    let mentions: Vec<&str> =
        features.lines().filter(|line| !line.starts_with('#') && line.contains("faults")).collect();
    assert_eq!(mentions, ["faults = []"]);
}

#[cfg(feature = "faults")]
#[test]
fn a_fault_that_does_not_exist_is_refused() {
    let house = House::new();
    let said = house.command(&["schema"]).env("UTKIK_FAULT", "sometime:abort").output().unwrap();
    assert_eq!(said.status.code(), Some(2), "{said:?}");
}

#[cfg(not(feature = "faults"))]
#[test]
fn a_fault_is_not_heard() {
    let house = House::new();
    let said = house.command(&["schema"]).env("UTKIK_FAULT", "sometime:abort").output().unwrap();
    assert_eq!(said.status.code(), Some(0), "{said:?}");
}
