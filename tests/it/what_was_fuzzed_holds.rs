//! Whatever strangers write is read within bounds: the seeds of the fuzz targets, among them every
//! input that once broke something, hold what the targets assert.

use std::fs;
use std::path::Path;

#[path = "../../fuzz/src/lib.rs"]
mod targets;

fn check(name: &str, target: fn(&[u8])) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let mut seeds = 0;
    for entry in fs::read_dir(root.join("seeds").join(name)).unwrap() {
        let path = entry.unwrap().path();
        eprintln!("{}", path.display());
        target(&fs::read(&path).unwrap());
        seeds += 1;
    }
    assert!(seeds > 3, "{name} has {seeds} seeds");
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    assert!(manifest.contains(&format!("path = \"fuzz_targets/{name}.rs\"")), "{name}");
    assert!(root.join("dictionaries").join(format!("{name}.dict")).is_file(), "{name}");
}

#[test]
fn seeds_of_every_target_hold() {
    for (name, target) in [
        ("feed", targets::feed as fn(&[u8])),
        ("listing", targets::listing),
        ("sitemap", targets::sitemap),
        ("register", targets::register),
        ("page", targets::page),
        ("letter", targets::letter),
        ("archive", targets::archive),
        ("opml", targets::opml),
        ("robots", targets::robots),
        ("sources", targets::sources),
        ("query", targets::query),
        ("address", targets::address),
    ] {
        check(name, target);
    }
}
