//! Hosts that ask for more time between two requests than a run has.

use super::server::{Act, Site, answer, ok};
use super::{body, failure, fetcher, now, remembering};
use crate::fetch::limits;

#[tokio::test]
async fn a_long_crawl_delay_is_kept_from_run_to_run() {
    const HOUR: u64 = 3600;
    for (asked, kept) in [(HOUR, HOUR), (1_000 * HOUR, limits::LONGEST_RETRY.as_secs())] {
        let site = Site::start("127.0.1.6", move |seen| match seen.path.as_str() {
            "/robots.txt" => {
                let rules = format!("User-agent: *\nCrawl-delay: {asked}\n");
                Act::Send(answer("200 OK", &["Content-Type: text/plain"], rules))
            }
            _ => ok("<rss/>"),
        })
        .await;
        let fetcher = fetcher(&[&site]);
        let first = body(&fetcher, &site.url("/feed")).await;
        assert_eq!(first.fresh_for.unwrap().as_secs(), kept, "not worth asking before");
        let refused = failure(&fetcher, &site.url("/page")).await;
        assert_eq!(refused.class(), "rate_limited", "{refused}");
        let until = now().plus(std::time::Duration::from_secs(kept));
        assert_eq!(refused.retry_after(), Some(until));

        let records = fetcher.take_changed_hosts();
        let later = remembering(&[&site], now(), records.clone());
        assert_eq!(failure(&later, &site.url("/page")).await.retry_after(), Some(until));
        let after = remembering(&[&site], until, records);
        body(&after, &site.url("/page")).await;
        assert_eq!(site.paths().iter().filter(|path| *path != "/robots.txt").count(), 2);
    }
}
