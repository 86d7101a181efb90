//! Following a search needs no account: subscribe on a page, confirm by letter, read, change, and
//! end it, all in a real browser and with a real mail server.

use std::net::TcpListener;

use mail_parser::MessageParser;
use serde_json::Value;

use crate::browser::Browser;
use crate::house::{House, until};
use crate::mail_server::{MailServer, Speech};
use crate::serve_answers::Served;
use crate::site::{Site, item};

const FEED: &str = "/feed.xml";
/// Moments after the first letter is due, after the next, and after all.
const LATER: &str = "2026-11-21T08:00:00Z";
const LATER_STILL: &str = "2026-11-21T08:20:00Z";
const MUCH_LATER: &str = "2026-11-23T08:00:00Z";

fn news(number: u32, title: &str) -> String {
    let link = format!("http://ekvik.example/{number}");
    item(title, &link, &format!("n{number}"), "Omsorgen i Ekvik provar kameror om natten.")
}

/// A house whose letters go to a real server, with links to a port that is free.
fn house(site: &Site, mail: &MailServer) -> (House, String) {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let house =
        House::with_feeds(site, &[("ekvik", FEED)], "place = \"Ekvik\"\ngroup = \"network\"");
    house.write(
        "utkik.toml",
        &format!(
            "[fetch]\nallow_networks = [\"{}\"]\ngap_ms = 0\n\n[web]\nlisten = \"{free}\"\n\
             base_url = \"http://{free}\"\n\n[mail]\nfrom = \"Utkik <utkik@ekvik.example>\"\n\
             server = \"127.0.0.1\"\nport = {port}\nsecurity = \"plain-relay\"\n\
             allow_relays = [\"127.0.0.1/32:{port}\"]\n",
            site.network(),
            port = mail.port(),
        ),
    );
    (house, format!("http://{free}"))
}

/// A letter as its reader gets it.
struct Received {
    to: String,
    subject: String,
    text: String,
    head: String,
}

impl Received {
    fn header(&self, name: &str) -> &str {
        let mut lines = self.head.lines();
        let value = lines.find_map(|line| line.strip_prefix(&format!("{name}: ")));
        value.unwrap_or_default()
    }
}

fn received(mail: &MailServer) -> Vec<Received> {
    let recipients =
        mail.mails().into_iter().map(|mail| mail["rcpt"][0].as_str().unwrap().to_owned());
    let read = |(to, letter): (String, String)| {
        let parsed = MessageParser::default().parse(letter.as_bytes()).unwrap();
        let head = letter.split("\n\n").next().unwrap().split("\r\n\r\n").next().unwrap();
        Received {
            to,
            subject: parsed.subject().unwrap().to_owned(),
            text: parsed.body_text(0).unwrap().into_owned(),
            head: head.replace("\r\n ", " ").replace("\n ", " ").replace('\r', ""),
        }
    };
    recipients.zip(mail.letters()).map(read).collect()
}

/// The first address in the plain text of a letter that leads to such a path.
fn link(letter: &Received, path: &str) -> String {
    let found = letter.text.split_whitespace().find(|word| word.contains(path));
    found.unwrap_or_else(|| panic!("no {path} in:\n{}", letter.text)).to_owned()
}

fn state(house: &House) -> Value {
    let rows = house.json_lines(&["subscriptions", "list", "--addresses"]);
    rows.first().map_or(Value::Null, |row| row["state"].clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_subscribes_confirms_reads_changes_and_ends() {
    let (site, mail) = (Site::start(), MailServer::start(Speech::Plain));
    let (mut house, base) = house(&site, &mail);
    let old = news(1, "Ekvik har digital nattillsyn sedan i fjol");
    site.rss(FEED, &old);
    house.well(&["crawl"]);
    let served = Served::start_at(&house, &["--no-crawl"]);
    let browser = Browser::open(390, 844).await;

    browser.go(&format!("{base}/?q=nattillsyn&ui=sv")).await;
    browser.click("Bevaka sökningen").await;
    assert!(browser.overflow().await <= 0, "the form is wider than a phone");
    browser.fill("address", "anna@example.org").await;
    browser.choose("pace", "15m").await;
    browser.click("Skicka bekräftelsebrev").await;
    browser.reads("Titta i din inkorg").await;
    until("the confirmation", || received(&mail).len() == 1);
    let confirmation = received(&mail).remove(0);
    assert_eq!(confirmation.to, "anna@example.org");
    assert_eq!(state(&house), "pending");

    // A scanner follows the link before the reader does.
    let confirm = link(&confirmation, "/confirm/");
    served.get(confirm.strip_prefix(&base).unwrap());
    assert_eq!(state(&house), "pending");
    browser.go(&confirm).await;
    browser.click("Ja, börja skicka").await;
    assert_eq!(state(&house), "confirmed");

    // What was there before is no news; what comes is.
    house.at(LATER);
    house.well(&["digest", "send"]);
    assert_eq!(received(&mail).len(), 1);
    site.rss(FEED, &(old + &news(2, "Nattillsyn med kamera i Ekvik")));
    house.at(LATER_STILL);
    house.well(&["crawl", "--all"]);
    house.well(&["digest", "send"]);
    house.well(&["digest", "send"]);
    let letters = received(&mail);
    assert_eq!(letters.len(), 2, "one letter, once");
    let letter = &letters[1];
    assert!(letter.subject.contains("Nattillsyn med kamera i Ekvik"), "{}", letter.subject);
    assert!(!letter.text.contains("sedan i fjol"), "{}", letter.text);
    for name in ["List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted"] {
        assert!(!letter.header(name).is_empty(), "no {name}");
    }

    // An answer to the hit.
    let answer = link(letter, "a=we-do-this");
    browser.go(&answer).await;
    browser.reads("Nattillsyn med kamera i Ekvik").await;
    browser.click("Skicka svaret").await;
    browser.reads("Tack").await;

    // Another rhythm.
    let manage = link(letter, "/subscriptions/");
    browser.go(&manage).await;
    browser.reads("a…@example.org").await;
    assert!(!browser.text().await.contains("anna@"), "a forwarded letter tells the address");
    assert!(browser.overflow().await <= 0, "the page is wider than a phone");
    browser.choose("pace", "daily").await;
    browser.click("Spara ändringen").await;
    let rows = house.json_lines(&["subscriptions", "list", "--addresses"]);
    assert_eq!(rows[0]["cadence"], "daily");

    // The end: a GET asks, a button ends, and no letter comes any more.
    let end = letter.header("List-Unsubscribe").trim_matches(['<', '>']).to_owned();
    browser.go(&end).await;
    assert_eq!(state(&house), "confirmed");
    browser.click("Avsluta bevakningen").await;
    assert_eq!(state(&house), Value::Null);
    site.rss(FEED, &news(3, "Mer nattillsyn i Ekvik"));
    house.at(MUCH_LATER);
    house.well(&["crawl", "--all"]);
    house.well(&["digest", "send"]);
    assert_eq!(received(&mail).len(), 2);
    browser.close().await;
}
