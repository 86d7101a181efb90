//! Messages to webhooks: through the same gate, once, and without a word about the address.

use super::server::{Act, Site, answer, ok, redirect};
use super::{fetcher, now, settings};
use crate::fetch::{FetchError, Fetcher, Message};
use crate::model::Clock;

async fn post(fetcher: &Fetcher, url: &str) -> Result<(), FetchError> {
    let headers = [("webhook-id", "1".to_owned()), ("Authorization", "Bearer x".to_owned())];
    let message =
        Message { url, content_type: "application/json", body: b"{\"a\":1}", headers: &headers };
    fetcher.post(&message).await
}

#[tokio::test]
async fn a_message_is_posted_with_its_headers_and_no_robots_txt() {
    let site = Site::start("127.0.1.2", |_| ok("x".repeat(200_000))).await;
    post(&fetcher(&[&site]), &site.url("/hook/hemligt")).await.unwrap();
    let [seen] = site.seen().try_into().unwrap();
    assert_eq!((seen.path.as_str(), seen.body.as_str()), ("/hook/hemligt", "{\"a\":1}"));
    for line in [
        "post /hook/hemligt http/1.1\r\n",
        "\r\ncontent-type: application/json\r\n",
        "\r\nwebhook-id: 1\r\n",
        "\r\nauthorization: bearer x\r\n",
        "\r\nuser-agent: utkik/0.1 (+mailto:test@example.se)\r\n",
    ] {
        assert!(seen.head.contains(line), "{line:?}: {}", seen.head);
    }
}

#[tokio::test]
async fn what_is_answered_decides_whether_it_is_worth_another_try() {
    for (status, temporary, class) in [
        ("400 Bad Request", false, "status"),
        ("404 Not Found", false, "status"),
        ("410 Gone", false, "status"),
        ("408 Request Timeout", true, "status"),
        ("429 Too Many Requests", true, "rate_limited"),
        ("500 Internal Server Error", true, "status"),
        ("503 Service Unavailable", true, "status"),
    ] {
        let site = Site::start("127.0.1.2", move |_| {
            Act::Send(answer(status, &["Retry-After: 120"], "hemligt"))
        })
        .await;
        let error = post(&fetcher(&[&site]), &site.url("/hook/hemligt")).await.unwrap_err();
        assert_eq!((error.is_temporary(), error.class()), (temporary, class), "{status}");
        let is_told = error.retry_after().map(|until| until.since(now()).as_secs());
        let heeded = matches!(&status[..3], "429" | "500" | "503").then_some(120);
        assert_eq!(is_told, heeded, "{status}");
        assert!(!error.to_string().contains("hemligt"), "{error}");
        assert_eq!(site.seen().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn a_host_that_asks_for_rest_is_not_sent_the_next_message() {
    let site = Site::start("127.0.1.2", |_| {
        Act::Send(answer("429 Too Many Requests", &["Retry-After: 120"], ""))
    })
    .await;
    let fetcher = fetcher(&[&site]);
    for _ in 0..3 {
        let error = post(&fetcher, &site.url("/hook")).await.unwrap_err();
        assert!(error.is_temporary() && error.retry_after().is_some(), "{error}");
    }
    assert_eq!(site.seen().len(), 1);
}

#[tokio::test]
async fn no_redirect_is_followed() {
    let trap = Site::start("127.0.1.3", |_| ok("")).await;
    let to = trap.url("/hook");
    let site = Site::start("127.0.1.2", move |_| redirect("307 Temporary Redirect", &to)).await;
    let error = post(&fetcher(&[&site, &trap]), &site.url("/hemligt")).await.unwrap_err();
    assert_eq!((error.class(), error.is_temporary()), ("redirect", false), "{error}");
    assert_eq!((trap.connections(), site.seen().len()), (0, 1));
    assert!(!error.to_string().contains("hemligt"), "{error}");
}

#[tokio::test]
async fn nothing_inside_is_sent_to_unless_listed() {
    let site = Site::start("127.0.1.2", |_| ok("")).await;
    let stranger = Fetcher::new(settings(&[]), Clock::Fixed(now()), Vec::new()).unwrap();
    let port = site.address.rsplit(':').next().unwrap();
    for host in ["127.0.1.2", "2130706690", "[::ffff:127.0.1.2]", "localhost"] {
        let url = format!("http://{host}:{port}/hemligt");
        let error = post(&stranger, &url).await.unwrap_err();
        assert_eq!((error.class(), error.is_temporary()), ("policy", false), "{error}");
        assert!(!error.to_string().contains("hemligt"), "{error}");
    }
    for url in ["ftp://127.0.1.2/hemligt", "hemligt", "http://a\\hemligt"] {
        let error = post(&stranger, url).await.unwrap_err().to_string();
        assert!(!error.contains("hemligt"), "{error}");
    }
    assert_eq!(site.connections(), 0);
}

#[tokio::test]
async fn a_message_is_not_sent_twice_by_itself() {
    let site = Site::start("127.0.1.2", |_| Act::Cut(Vec::new())).await;
    let fetcher = fetcher(&[&site]);
    let error = post(&fetcher, &site.url("/hemligt")).await.unwrap_err();
    assert!(error.is_temporary(), "{error}");
    assert!(!error.to_string().contains("hemligt"), "{error}");
    assert_eq!(site.seen().len(), 1);
    let silent = Site::start("127.0.1.2", |_| Act::Hold(Vec::new())).await;
    let fetcher = Fetcher::with_deadlines(
        settings(&[&silent]),
        Clock::Fixed(now()),
        Vec::new(),
        super::impatient(),
    )
    .unwrap();
    let error = post(&fetcher, &silent.url("/hemligt")).await.unwrap_err();
    assert_eq!((error.class(), error.is_temporary()), ("timeout", true));
    assert!(!error.to_string().contains("hemligt"), "{error}");
}
