//! The file of corrections on the disk.

use std::fs;

use crate::config::{corrections_written, write_corrections};

#[cfg(unix)]
#[test]
fn a_link_to_a_file_elsewhere_stays_one() {
    let folder = tempfile::tempdir().unwrap();
    let (link, file) = (folder.path().join("corrections.toml"), folder.path().join("kept.toml"));
    write_corrections(&file, "").unwrap();
    std::os::unix::fs::symlink(&file, &link).unwrap();
    let text = corrections_written(&[]);
    write_corrections(&link, &text).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
}
