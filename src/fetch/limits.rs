//! How long, how much and how often: every number of `fetch` in one place.

use std::time::Duration;

/// Until a connection stands, with name lookup. Chosen by us; slower hosts are tried again later.
pub const CONNECT: Duration = Duration::from_secs(5);
/// Until the first byte of an answer, and between two pieces of its body.
pub const IDLE: Duration = Duration::from_secs(10);
/// For one fetch with all its redirects, without the time spent waiting for our turn.
pub const TOTAL: Duration = Duration::from_secs(30);
/// Redirects that are followed; the next one is an error.
pub const REDIRECTS: usize = 5;
/// Header lines of an HTTP/1 answer. This is hyper's own default; naming another number there
/// would make it allocate for each answer.
pub const HEADERS: usize = 100;
/// Header bytes of an HTTP/2 answer.
pub const HTTP2_HEADER_BYTES: u32 = 100 * 1000;
/// Longer addresses are refused, in settings and in redirects.
pub const ADDRESS_BYTES: usize = 8 * 1024;
/// `ETag` and `Last-Modified` values beyond this are not kept.
pub const VALIDATOR_BYTES: usize = 1000;
/// Ports that may be asked at public addresses; others want a line in `allow_networks`.
pub const PORTS: [u16; 4] = [80, 443, 8080, 8443];

/// One run of one source ends by then; pages that are left wait for the next run.
pub const RUN_DEADLINE: Duration = Duration::from_mins(10);
/// Pages that one run of a source may fetch; the rest waits for the next run.
pub const PAGES_PER_RUN: usize = 50;

/// Decoded bytes of a feed.
pub const FEED_BYTES: usize = 10 * MIB;
/// Decoded bytes of a page.
pub const PAGE_BYTES: usize = 10 * MIB;
/// Bytes of a PDF.
pub const PDF_BYTES: usize = 30 * MIB;
/// Decoded bytes of a sitemap.
pub const SITEMAP_BYTES: usize = 50 * MIB;
/// Addresses of a sitemap that are read; sitemaps.org allows no more in one file.
pub const SITEMAP_ADDRESSES: usize = 50_000;
/// Decoded bytes of a register, which is held in a file.
pub const REGISTER_BYTES: usize = 300 * MIB;
/// Records of a register that are read.
pub const REGISTER_RECORDS: usize = 200_000;
/// For one fetch of a register, and for one run of its source.
pub const REGISTER_RUN: Duration = Duration::from_mins(15);
/// Bytes of a robots.txt that are read (RFC 9309 asks for at least these); the rest is ignored.
pub const ROBOTS_BYTES: usize = 500 * 1024;
/// Bytes of an answer to a message that are read; usually it is `ok`.
pub const RECEIPT_BYTES: usize = 64 * 1024;

/// How long a robots.txt is believed (RFC 9309, section 2.4).
pub const ROBOTS_FRESH: Duration = Duration::from_hours(24);
/// How long "robots.txt could not be read, so nothing is allowed" is believed.
pub const ROBOTS_UNREAD_FRESH: Duration = Duration::from_hours(1);

/// Between two requests to a public host when robots.txt asks for nothing.
pub const LEAST_GAP: Duration = Duration::from_secs(1);
/// The longest that a request waits for its turn after the one before it. Who asks for more
/// (`Crawl-delay`) is asked again in a later run, so that nobody holds up a run.
pub const LONGEST_GAP: Duration = Duration::from_mins(1);
/// A larger `Crawl-delay` counts as a day: it would mean "never", which is what `Disallow` is for.
pub const LONGEST_DELAY: Duration = Duration::from_hours(24);
/// A host that says "too much" (429, 503) without `Retry-After` is left alone for `LEAST_RETRY`
/// times the failures in a row, and at most for this.
pub const LONGEST_BACK_OFF: Duration = Duration::from_hours(1);
/// Failures of a host that count: more make no difference to any wait.
pub const MOST_STRAIN: u32 = 60;
/// Backing off takes up to so many thousandths longer, another share for each host and run: those
/// whom a server turned away together need not come back together.
pub const BACK_OFF_JITTER: u32 = 100;
/// A host's `Retry-After` is read as at least this …
pub const LEAST_RETRY: Duration = Duration::from_mins(1);
/// … and at most this.
pub const LONGEST_RETRY: Duration = Duration::from_hours(7 * 24);
/// How long a host that could not be reached is not tried by the others who wait for it.
pub const DOWN: Duration = Duration::from_secs(10);
/// How long the addresses of a name are believed.
pub const LOOKUP_FRESH: Duration = Duration::from_mins(1);

/// An unused connection is kept this long: enough to read page after page of one host.
pub const KEEP_ALIVE: Duration = Duration::from_secs(2);
/// Hosts whose connections are kept at the same time; all others are closed after each answer.
/// 20,000 feeds must fit into 1,024 open files, which also hold the connections in use.
pub const KEPT_CONNECTIONS: usize = 128;

const MIB: usize = 1024 * 1024;

/// The deadlines of one fetch, so that tests need not wait for them.
#[derive(Clone, Copy, Debug)]
pub struct Deadlines {
    pub connect: Duration,
    pub idle: Duration,
    pub total: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self { connect: CONNECT, idle: IDLE, total: TOTAL }
    }
}
