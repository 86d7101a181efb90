//! One crawl over one source of every hostile kind, and an honest one among them: each ends as it
//! should, none takes anything from the others, and nobody is contacted who must not be.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::Value;

use crate::house::House;
use crate::site::item;

/// A request: its path, and its head in lower case.
#[derive(Clone, Debug)]
struct Asked {
    path: String,
    head: String,
}

type Answers = Box<dyn Fn(&Asked) -> Vec<u8> + Send + Sync>;

/// A host with a port of its own. It sends what it is told to and hangs up.
struct Host {
    port: u16,
    seen: Arc<Mutex<Vec<Asked>>>,
}

/// How a source ends.
#[derive(Clone, Copy, Debug)]
enum End {
    /// With a failure of this class, and without documents.
    Fails(&'static str),
    /// With a failure of this class, although documents of these titles came.
    Saves(&'static str, &'static [&'static str]),
    /// Well, with documents of these titles, sorted; one that ends with `…` may go on.
    Brings(&'static [&'static str]),
}

use End::{Brings, Fails, Saves};

struct Case {
    name: &'static str,
    robots: Option<Vec<u8>>,
    answer: Answers,
    end: End,
    /// Requests beside robots.txt.
    requests: usize,
}

impl Host {
    fn start(robots: Option<Vec<u8>>, answer: Answers) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = Self { port: listener.local_addr().unwrap().port(), seen: Arc::default() };
        let seen = Arc::clone(&host.seen);
        let answer = Arc::new((robots, answer));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (seen, answer) = (Arc::clone(&seen), Arc::clone(&answer));
                thread::spawn(move || {
                    let Some(asked) = read_head(&stream) else { return };
                    seen.lock().unwrap().push(asked.clone());
                    let bytes = match (&answer.0, asked.path == "/robots.txt") {
                        (Some(robots), true) => robots.clone(),
                        (None, true) => whole("404 Not Found", "", "no"),
                        _ => answer.1(&asked),
                    };
                    send(&stream, &bytes);
                });
            }
        });
        host
    }

    fn asked(&self) -> Vec<Asked> {
        let seen = self.seen.lock().unwrap().clone();
        seen.into_iter().filter(|asked| asked.path != "/robots.txt").collect()
    }
}

fn read_head(stream: &TcpStream) -> Option<Asked> {
    let mut head = String::new();
    let mut reader = BufReader::new(stream);
    while !head.ends_with("\r\n\r\n") {
        reader.read_line(&mut head).ok().filter(|read| *read > 0)?;
    }
    let path = head.split(' ').nth(1)?.to_owned();
    Some(Asked { path, head: head.to_lowercase() })
}

/// Sends, and reads on until the other side has gone, so that nothing is lost by a reset.
fn send(mut stream: &TcpStream, bytes: &[u8]) {
    if stream.write_all(bytes).is_ok() && stream.shutdown(Shutdown::Write).is_ok() {
        let _ = stream.read_to_end(&mut Vec::new());
    }
}

/// A whole answer; `headers` are lines with their ends.
fn whole(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let head = format!(
        "HTTP/1.1 {status}\r\n{headers}Connection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

fn ok(body: impl AsRef<[u8]>) -> Vec<u8> {
    whole("200 OK", "Content-Type: application/rss+xml\r\n", body)
}

fn moved(to: &str) -> Vec<u8> {
    whole("302 Found", &format!("Location: {to}\r\n"), "")
}

fn rss(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel>\
         <title>Prov</title><link>https://prov.example/</link>{items}</channel></rss>"
    )
}

/// An entry that nothing is wrong with.
fn good() -> String {
    item("Gröna tak", "https://prov.example/tak", "tak", "Kommunen bygger gröna tak.")
}

fn entry(title: &str, text: &str) -> String {
    good() + &item(title, &format!("https://prov.example/{}", title.len()), "", text)
}

const GOOD: &[&str] = &["Gröna tak"];

/// Always the same answer, to one request.
fn case(name: &'static str, end: End, bytes: Vec<u8>) -> Case {
    Case { name, robots: None, answer: Box::new(move |_| bytes.clone()), end, requests: 1 }
}

impl Case {
    fn asked(mut self, requests: usize) -> Self {
        self.requests = requests;
        self
    }

    fn robots(mut self, answer: Vec<u8>) -> Self {
        self.robots = Some(answer);
        self
    }

    fn answering(mut self, answer: impl Fn(&Asked) -> Vec<u8> + Send + Sync + 'static) -> Self {
        self.answer = Box::new(answer);
        self
    }
}

fn transport() -> Vec<Case> {
    let head = "HTTP/1.1 200 OK\r\n";
    let chunked = |body: &str| format!("{head}Transfer-Encoding: chunked\r\n\r\n{body}").into();
    let cut_off = format!("{head}Content-Length: 9000\r\n\r\n{}", rss(&good()));
    let many_headers = "X-Much: more\r\n".repeat(5_000);
    vec![
        // robots.txt came over the same connection, so that one who hangs up is asked once more.
        case("empty-reply", Fails("network"), Vec::new()).asked(2),
        case("no-http", Fails("protocol"), b"SSH-2.0-OpenSSH_9.9\r\n".to_vec()),
        case("no-status", Fails("protocol"), rss(&good()).into()),
        case("wrong-chunk", Fails("protocol"), chunked("5\r\n<rss>\r\nzz\r\nx\r\n")),
        case("huge-chunk", Fails("protocol"), chunked("FFFFFFFFFFFFFFFFF\r\n<rss>")),
        case("no-last-chunk", Fails("truncated"), chunked("5\r\n<rss>\r\n")),
        case("cut-off", Fails("truncated"), cut_off.into()),
        case("many-headers", Fails("protocol"), whole("200 OK", &many_headers, rss(&good()))),
        case("empty", Fails("parse"), ok("")),
    ]
}

fn compression() -> Vec<Case> {
    let packed = |encoding: &str, body: &[u8]| {
        whole("200 OK", &format!("Content-Encoding: {encoding}\r\n"), body)
    };
    let feed = rss(&good());
    let mut bomb = feed.replace("</channel></rss>", "<item><title>").into_bytes();
    bomb.resize(80 << 20, b' ');
    let half = gzip(feed.as_bytes());
    let half = half.split_at(half.len() / 2).0.to_owned();
    vec![
        case("gzip", Brings(GOOD), packed("gzip", &gzip(feed.as_bytes()))),
        case("gzip-bomb", Fails("too_large"), packed("gzip", &gzip(&bomb))),
        case("gzip-lie", Fails("decode"), packed("gzip", feed.as_bytes())),
        case("gzip-half", Fails("decode"), packed("gzip", &half)),
        case("unknown-encoding", Fails("decode"), packed("x-own", feed.as_bytes())),
    ]
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn status_and_redirect() -> Vec<Case> {
    let step = |asked: &Asked| moved(&format!("{}x", asked.path));
    vec![
        case("status-404", Fails("status"), whole("404 Not Found", "", "<h1>borta</h1>")),
        case("status-410", Fails("status"), whole("410 Gone", "", "")),
        case("status-500", Fails("status"), whole("500 Internal Server Error", "", "")),
        case(
            "status-429",
            Fails("rate_limited"),
            whole("429 Too Many Requests", "Retry-After: 99999999999999999999\r\n", ""),
        ),
        case("redirect-to-itself", Fails("redirect"), moved("/feed")),
        case("redirect-for-ever", Fails("redirect"), Vec::new()).answering(step).asked(6),
        case("redirect-nowhere", Fails("redirect"), whole("302 Found", "", "")),
        case("redirect", Brings(GOOD), Vec::new())
            .answering(|asked| if asked.path == "/feed" { moved("new") } else { ok(rss(&good())) })
            .asked(2),
    ]
}

/// Somebody inside whom the settings do not list; `file` holds what must not come out.
fn inside(trap: u16, file: &str) -> Vec<Case> {
    let enclosed = good().replace(
        "</item>",
        &format!("<enclosure url=\"http://127.0.0.1:{trap}/e\" type=\"audio/mpeg\"/></item>"),
    );
    let entity = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE rss SYSTEM \"http://127.0.0.1:{trap}/dtd\" \
         [<!ENTITY f SYSTEM \"file://{file}\"><!ENTITY w SYSTEM \"http://127.0.0.1:{trap}/\">]>{}",
        rss(&entry("Läck &f; &w;", "&f;"))
            .replace("<?xml version=\"1.0\" encoding=\"utf-8\"?>", "")
    );
    vec![
        case("redirect-inside", Fails("policy"), moved(&format!("http://127.0.0.1:{trap}/"))),
        case("redirect-decimal", Fails("policy"), moved(&format!("http://2130706433:{trap}/"))),
        case("redirect-mapped", Fails("policy"), moved(&format!("http://[::ffff:7f00:1]:{trap}/"))),
        case("redirect-metadata", Fails("policy"), moved("http://169.254.169.254/latest/")),
        case("redirect-file", Fails("policy"), moved(&format!("file://{file}"))),
        case("enclosure-inside", Brings(GOOD), ok(rss(&enclosed))),
        case("outside-entities", Brings(&["Gröna tak", "Läck…"]), ok(entity)),
    ]
}

fn format() -> Vec<Case> {
    let login = "<!doctype html><title>Logga in</title><form><input type=password></form>";
    let warned = rss(&good()) + "<br>\n<b>Warning</b>: mysql_close() on line <b>3</b>";
    vec![
        case("html", Fails("parse"), ok("<!doctype html><html><p>Ingen feed</p></html>")),
        case("login-page", Fails("parse"), ok(login)),
        case("pdf", Fails("parse"), ok([b"%PDF-1.7\n".as_slice(), &[0x9f; 5_000]].concat())),
        case("plain-text", Brings(GOOD), whole("200 OK", "Content-Type: text/plain\r\n", warned)),
        case("stray-signs", Brings(&["Gröna tak", "R&D &…"]), ok(rss(&entry("R&D & <stad>", "a")))),
        case("no-entries", Brings(&[]), ok(rss(""))),
        case("half-an-entry", Saves("truncated", GOOD), {
            let feed = rss(&entry("Halv", "Den här texten tar slut mitt i"));
            ok(feed.split_once("mitt i").unwrap().0)
        }),
    ]
}

fn traps_of_markup() -> Vec<Case> {
    let laughs: String = (1..10)
        .map(|n| format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10)))
        .collect();
    let laughs = format!(
        "<!DOCTYPE rss [<!ENTITY a0 \"ha\">{laughs}]>{}",
        rss(&entry("Skratt &a9;", "x")).replace("<?xml version=\"1.0\" encoding=\"utf-8\"?>", "")
    );
    let deep = good() + "<item><title>Djup</title><description>" + &"<d>".repeat(100_000);
    let escaped = "&lt;div&gt;".repeat(100_000) + "hej";
    let attributes: String = (0..100_000).map(|n| format!("a{n}=\"1\" ")).collect();
    let json = format!(
        "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"F\",\"items\":[{{\"id\":\
         \"1\",\"title\":\"Gröna tak\",\"content_text\":\"x\"}}],\"_x\":{}{}}}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    vec![
        case("entity-bomb", Brings(&["Gröna tak", "Skratt…"]), ok(laughs)),
        case("deep-elements", Fails("parse"), ok(rss(&deep))),
        case("deep-html", Brings(&["Djup", "Gröna tak"]), ok(rss(&entry("Djup", &escaped)))),
        case("deep-json", Brings(GOOD), ok(json)),
        case("many-attributes", Brings(&["Gröna tak", "Ny"]), {
            let flood = good() + &format!("<item {attributes}><title>Ny</title></item>");
            ok(rss(&flood))
        }),
    ]
}

fn size_and_encoding() -> Vec<Case> {
    let endless = rss(&(good() + &"<!-- fyllning -->".repeat(700_000)));
    let utf16: Vec<u8> = [0xfeff_u16]
        .into_iter()
        .chain(rss(&good()).replace("utf-8", "utf-16").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let latin1 = rss(&good()).replace("utf-8", "iso-8859-1");
    let latin1: Vec<u8> = latin1.chars().map(|letter| u8::try_from(letter).unwrap()).collect();
    let mut broken = rss(&entry("Trasig # titel", "Åtta små grå gäss gick på ängen")).into_bytes();
    let at = broken.iter().position(|byte| *byte == b'#').unwrap();
    broken.splice(at..=at, *b"\xff\xc3(\x00\x1b[2J");
    vec![
        case("too-large", Fails("too_large"), ok(endless)),
        case(
            "long-title",
            Brings(&["Gröna tak", "TTTT…"]),
            ok(rss(&entry(&"T".repeat(5 << 20), "x"))),
        ),
        case(
            "long-word",
            Brings(&["Gröna tak", "Ord"]),
            ok(rss(&entry("Ord", &"å".repeat(500_000)))),
        ),
        case("latin-1", Brings(GOOD), ok(latin1)),
        case("utf-16", Brings(GOOD), ok(utf16)),
        case("broken-bytes", Brings(&["Gröna tak", "Trasig…"]), ok(broken)),
    ]
}

fn content() -> Vec<Case> {
    let twin = |number: usize| {
        let title = format!("Tvilling {number}");
        item(&title, &format!("https://prov.example/t{number}"), "same", "x")
    };
    let dated = |title: &str, date: &str| {
        item(title, &format!("https://prov.example/{title}"), "", "x")
            .replace("Thu, 19 Nov 2026 08:00:00 +0100", date)
    };
    let script = "&lt;script&gt;x()&lt;/script&gt;&lt;p onclick=\"x()\"&gt;text&lt;/p&gt;\
                  &lt;iframe src=\"javascript:x()\"&gt;&lt;/iframe&gt;&lt;svg onload=x()&gt;";
    let link = |to: &str| item("Länk", to, to, script);
    vec![
        case("same-ids", Brings(&["Tvilling 1", "Tvilling 2"]), ok(rss(&(twin(1) + &twin(2))))),
        case(
            "no-names",
            Brings(&["Bara text"]),
            ok(rss("<item><description>Bara text</description></item>")),
        ),
        case(
            "odd-dates",
            Brings(&["a", "b", "c"]),
            ok(rss(&[
                dated("a", "Fri, 01 Jan 2099 00:00:00 GMT"),
                dated("b", "Mon, 31 Feb 2026 25:61:61 +9999"),
                dated("c", "Thu, 01 Jan 1970 00:00:00 GMT"),
            ]
            .concat())),
        ),
        case(
            "scripts",
            Brings(&["Gröna tak", "x()"]),
            ok(rss(&entry("&lt;b onclick=x()&gt;x()&lt;/b&gt;", script))),
        ),
        case("script-links", Brings(&["Länk", "Länk", "Länk"]), {
            let links = ["javascript:x()", "java\tscript:x()", "data:text/html,x"];
            ok(rss(&links.map(link).concat()))
        }),
        case("relative-links", Brings(&["Länk"]), ok(rss(&link("../om/../ny")))),
    ]
}

fn cache_and_cookie() -> Vec<Case> {
    let long = format!("ETag: \"{}\"\r\nLast-Modified: å\r\n", "e".repeat(60_000));
    let cookie = "Set-Cookie: farm=1; Path=/\r\nLocation: /new\r\n";
    vec![
        case("not-modified-unasked", Fails("status"), whole("304 Not Modified", "", "")),
        case("long-validators", Brings(GOOD), whole("200 OK", &long, rss(&good()))),
        case("cookies", Brings(GOOD), Vec::new())
            .answering(move |asked| match asked.path.as_str() {
                "/feed" => whole("302 Found", cookie, ""),
                _ => ok(rss(&good())),
            })
            .asked(2),
    ]
}

fn robots_and_politeness() -> Vec<Case> {
    let text = |text: &str| whole("200 OK", "Content-Type: text/plain\r\n", text);
    let huge = format!("User-agent: *\n{}Disallow: /\n", "# fyllning\n".repeat(60_000));
    let feed = || ok(rss(&good()));
    vec![
        case("robots-forbid", Fails("robots"), feed())
            .robots(text("User-agent: *\nDisallow: /\n"))
            .asked(0),
        case("robots-unread", Fails("robots"), feed())
            .robots(whole("503 Service Unavailable", "", ""))
            .asked(0),
        case("robots-allow", Brings(GOOD), feed())
            .robots(text("User-agent: *\nDisallow: /\nAllow: /feed\n")),
        case("robots-huge", Brings(GOOD), feed()).robots(text(&huge)),
        case("robots-page", Brings(GOOD), feed()).robots(text("<!doctype html><p>Finns inte</p>")),
        case("robots-away", Fails("policy"), feed())
            .robots(moved("http://10.0.0.1/robots.txt"))
            .asked(0),
        // The pages behind the entries are not asked for before tomorrow.
        case("patient", Brings(&["Ett", "Två"]), Vec::new())
            .answering(|asked| {
                let host = asked.head.split("host: ").nth(1).unwrap_or_default();
                let host = host.lines().next().unwrap_or_default();
                let page = |title: &str| item(title, &format!("http://{host}/{title}"), "", "x");
                ok(rss(&(page("Ett") + &page("Två"))))
            })
            .robots(text("User-agent: *\nCrawl-delay: 86400\n")),
    ]
}

/// What a crawl made of the cases.
struct Outcome {
    house: House,
    hosts: BTreeMap<&'static str, Host>,
    sources: BTreeMap<String, Value>,
    documents: Vec<Value>,
}

fn crawl(cases: Vec<Case>) -> Outcome {
    let house = House::new();
    let mut hosts = BTreeMap::new();
    let mut list = "[network]\nname = \"Prov\"\ncontact = \"prov@example.org\"\n".to_owned();
    for Case { name, robots, answer, .. } in cases {
        let host = Host::start(robots, answer);
        list += &format!(
            "\n[[source]]\nid = \"{name}\"\nname = \"{name}\"\nurl = \"http://127.0.0.1:{}/feed\"\n\
             full_text = {}\n",
            host.port,
            name == "patient"
        );
        assert!(hosts.insert(name, host).is_none(), "{name} twice");
    }
    house.write("sources.toml", &list);
    let networks: Vec<String> =
        hosts.values().map(|host| format!("127.0.0.1/32:{}", host.port)).collect();
    house.allow(&networks.iter().map(String::as_str).collect::<Vec<_>>());
    let report = house.json(&["crawl"]);
    let sources = report["sources"].as_array().unwrap().iter();
    let sources = sources.map(|s| (s["id"].as_str().unwrap().to_owned(), s.clone())).collect();
    let documents = house.documents();
    Outcome { house, hosts, sources, documents }
}

impl Outcome {
    fn titles(&self, source: &str) -> Vec<&str> {
        let of_source = self.documents.iter().filter(|document| document["source"] == source);
        let mut titles: Vec<&str> = of_source.map(|d| d["title"].as_str().unwrap()).collect();
        titles.sort_unstable();
        titles
    }

    /// What is wrong with how a case ended.
    fn complaint(&self, name: &str, end: End, requests: usize) -> Option<String> {
        let source = &self.sources[name];
        let class = source["failure"]["class"].as_str();
        let titles = self.titles(name);
        let asked = self.hosts[name].asked().len();
        let is_right = match end {
            Fails(wanted) => class == Some(wanted) && titles.is_empty(),
            Saves(failure, wanted) => class == Some(failure) && are_like(&titles, wanted),
            Brings(wanted) => class.is_none() && are_like(&titles, wanted),
        };
        let told = || format!("{name}: {end:?}, but {source}, {titles:.40?}, {asked} requests");
        (!is_right || asked != requests).then(told)
    }
}

/// The titles in order; one that ends with `…` may go on.
fn are_like(titles: &[&str], wanted: &[&str]) -> bool {
    titles.len() == wanted.len()
        && titles.iter().zip(wanted).all(|(title, wanted)| match wanted.strip_suffix('…') {
            Some(start) => title.starts_with(start),
            None => title == wanted,
        })
}

#[test]
fn each_ends_as_it_should_and_none_takes_from_the_others() {
    let trap =
        Host::start(None, Box::new(|_| ok(rss(&item("Hemligt", "https://x.example/", "", "")))));
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret.txt");
    std::fs::write(&secret, "Grodan grönskar i gryningen").unwrap();

    let mut cases =
        vec![case("honest", Brings(&["Gröna tak", "Ny park"]), ok(rss(&entry("Ny park", "x"))))];
    cases.extend(inside(trap.port, secret.to_str().unwrap()));
    for family in [
        transport,
        compression,
        status_and_redirect,
        format,
        traps_of_markup,
        size_and_encoding,
        content,
        cache_and_cookie,
        robots_and_politeness,
    ] {
        cases.extend(family());
    }
    let expected: Vec<(&str, End, usize)> =
        cases.iter().map(|case| (case.name, case.end, case.requests)).collect();
    let outcome = crawl(cases);

    let complaints: Vec<String> = expected
        .iter()
        .filter_map(|(name, end, requests)| outcome.complaint(name, *end, *requests))
        .collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
    assert_eq!(trap.seen.lock().unwrap().len(), 0, "somebody inside was asked");
    nothing_active_or_secret_is_kept(&outcome);
    states_and_moments_are_sane(&outcome);
    the_next_run_asks_for_no_more_than_it_should(outcome);
}

fn nothing_active_or_secret_is_kept(outcome: &Outcome) {
    for document in &outcome.documents {
        let html = document["html"].as_str().unwrap_or_default().to_lowercase();
        for active in ["<script", "onclick", "onload", "<iframe", "<svg", "javascript:"] {
            assert!(!html.contains(active), "{document}");
        }
        let all = document.to_string();
        assert!(!all.contains("Grodan") && !all.contains("Hemligt"), "{document}");
        assert!(!all.contains("\\u0000") && !all.contains("\\u001b"), "{document}");
        assert!(document["title"].as_str().unwrap().len() < 2_000, "{}", document["source"]);
        let link = document["link"].as_str().unwrap_or("https://");
        assert!(link.starts_with("https://") || link.starts_with("http://"), "{document}");
    }
    let relative = &outcome.documents.iter().find(|d| d["source"] == "relative-links").unwrap();
    let port = outcome.hosts["relative-links"].port;
    assert_eq!(relative["link"], format!("http://127.0.0.1:{port}/ny"));
}

fn states_and_moments_are_sane(outcome: &Outcome) {
    assert_eq!(outcome.house.source("status-410")["health"], "gone");
    assert_eq!(outcome.house.source("robots-forbid")["health"], "blocked");
    assert_eq!(outcome.house.source("no-entries")["health"], "empty");
    assert_eq!(outcome.house.source("patient")["pages_waiting"], 2);
    for (name, source) in &outcome.sources {
        let next = source["next_check"].as_str().unwrap();
        assert!(("2026-11-21T07:10"..="2026-12-05T08:00").contains(&next), "{name}: {next}");
    }
    let slowed = outcome.sources["status-429"]["next_check"].as_str().unwrap();
    assert!(slowed >= "2026-11-28T07:00", "asked again {slowed}");
}

fn the_next_run_asks_for_no_more_than_it_should(outcome: Outcome) {
    let Outcome { mut house, hosts, documents, .. } = outcome;
    house.at("2026-11-21T20:00:00Z");
    house.run(&["crawl"]);
    assert_eq!(house.documents().len(), documents.len(), "nothing comes twice, nothing goes");
    for name in ["long-validators", "not-modified-unasked"] {
        let asked = hosts[name].asked();
        assert_eq!(asked.len(), 2, "{name}");
        assert!(!asked[1].head.contains("if-none-match"), "{name}: {}", asked[1].head);
    }
    for name in ["status-410", "status-429", "patient"] {
        assert_eq!(hosts[name].asked().len(), 1, "{name} is left alone");
    }
    for (name, host) in &hosts {
        let with_cookie = host.asked().iter().any(|asked| asked.head.contains("\r\ncookie:"));
        assert!(!with_cookie, "{name} got a cookie back");
    }
}
