//! What a source may cost stands in the README as it stands in the program.

use std::path::Path;

use utkik::fetch::limits;
use utkik::parse::Limits;

/// How a size reads in the table.
fn size(bytes: usize) -> String {
    const MIB: usize = 1024 * 1024;
    if bytes.is_multiple_of(MIB) {
        return format!("{} MiB", bytes / MIB);
    }
    if bytes.is_multiple_of(1024) {
        return format!("{} KiB", bytes / 1024);
    }
    format!("{} kB", bytes / 1000)
}

fn thousands(number: usize) -> String {
    if number < 1_000 {
        number.to_string()
    } else {
        format!("{},{:03}", number / 1000, number % 1000)
    }
}

#[test]
fn the_table_of_limits_is_that_of_the_program() {
    let parse = Limits::default();
    let request = format!(
        "connect {} s, silence {} s, in all {} s, {} redirects, {} headers (HTTP/2: {})",
        limits::CONNECT.as_secs(),
        limits::IDLE.as_secs(),
        limits::TOTAL.as_secs(),
        limits::REDIRECTS,
        limits::HEADERS,
        size(usize::try_from(limits::HTTP2_HEADER_BYTES).unwrap()),
    );
    assert_eq!(limits::FEED_BYTES, limits::PAGE_BYTES, "they share a line");
    let feed = format!(
        "{}; {} entries, {} elements inside each other",
        size(limits::FEED_BYTES),
        thousands(parse.entries),
        parse.depth
    );
    let sitemap = format!(
        "{}; {} addresses",
        size(limits::SITEMAP_BYTES),
        thousands(limits::SITEMAP_ADDRESSES)
    );
    let register = format!(
        "{}; {} records, {} minutes for a run",
        size(limits::REGISTER_BYTES),
        thousands(limits::REGISTER_RECORDS),
        limits::REGISTER_RUN.as_secs() / 60
    );
    let validators = format!("{}; longer ones are not kept", size(limits::VALIDATOR_BYTES));
    let robots = format!(
        "{}, kept for {} h",
        size(limits::ROBOTS_BYTES),
        limits::ROBOTS_FRESH.as_secs() / 3600
    );
    let run = format!(
        "{} minutes, {} pages; the rest waits for the next run and is counted",
        limits::RUN_DEADLINE.as_secs() / 60,
        limits::PAGES_PER_RUN
    );
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    for (what, at_most) in [
        ("one request", request),
        ("a feed or a page, unpacked", feed),
        ("a document in PDF", size(limits::PDF_BYTES)),
        ("a sitemap, unpacked", sitemap),
        ("a register, unpacked", register),
        ("`ETag` and `Last-Modified`", validators),
        ("robots.txt", robots),
        ("one run of one source", run),
    ] {
        let row = format!("| {what} | {at_most} |");
        assert!(readme.lines().any(|line| line == row), "the README does not say: {row}");
    }
}
