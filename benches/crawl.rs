//! A crawl of many feeds from a fast loopback server, beside a bare loop that fetches, parses and
//! indexes without store or manners. CPU seconds and peak memory; the server's are not counted.
//!
//! `cargo bench --bench crawl -- [FEEDS…]` (default: 1000).

mod measure;

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::Ipv4Addr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use flate2::Compression;
use flate2::write::GzEncoder;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use measure::{Cost, cost_of, row};

const ENTRIES_PER_FEED: usize = 25;

/// Feeds of one host: so many share a loopback address.
const FEEDS_PER_HOST: usize = 2;

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    match arguments.first().map(String::as_str) {
        Some("serve") => runtime.block_on(serve(arguments[1].parse().unwrap())),
        Some("bare") => {
            let (port, feeds) = (arguments[1].parse().unwrap(), arguments[2].parse().unwrap());
            let tags = Path::new(&arguments[3]);
            runtime.block_on(bare(port, feeds, tags, Path::new(&arguments[4])));
        }
        _ => {
            let sizes: Vec<usize> = arguments.iter().filter_map(|a| a.parse().ok()).collect();
            let sizes = if sizes.is_empty() { vec![1_000] } else { sizes };
            for feeds in sizes {
                compare(feeds);
            }
        }
    }
}

/// Runs both and prints the table.
fn compare(feeds: usize) {
    let (mut server, port) = start_server(feeds);
    let folder = tempfile::tempdir().unwrap();
    write_settings(folder.path(), port, feeds);

    println!("\n{feeds} feeds, {} entries\n", feeds * ENTRIES_PER_FEED);
    println!("| what | CPU s | beside bare | peak MB | wall s |");
    println!("|---|---|---|---|---|");
    let bare_first = cost_of(&mut bare_command(folder.path(), port, feeds));
    let bare_again = average(5, || cost_of(&mut bare_command(folder.path(), port, feeds)));
    let first = cost_of(&mut crawl(folder.path()));
    let again = average(5, || cost_of(crawl(folder.path()).arg("--all")));
    let recognition = recognition(feeds);
    row("bare loop, first", &bare_first, &bare_first);
    row("utkik crawl, first", &first, &bare_first);
    row("of which recognising languages", &recognition, &bare_first);
    row("bare loop, nothing changed", &bare_again, &bare_again);
    row("utkik crawl, nothing changed", &again, &bare_again);
    server.kill().unwrap();
    server.wait().unwrap();
}

fn average(times: u32, mut measure: impl FnMut() -> Cost) -> Cost {
    let costs: Vec<Cost> = (0..times).map(|_| measure()).collect();
    Cost {
        cpu_seconds: costs.iter().map(|c| c.cpu_seconds).sum::<f64>() / f64::from(times),
        wall_seconds: costs.iter().map(|c| c.wall_seconds).sum::<f64>() / f64::from(times),
        peak_megabytes: costs.iter().map(|c| c.peak_megabytes).fold(0.0, f64::max),
    }
}

fn crawl(folder: &Path) -> Command {
    let mut command = Command::new("bash");
    // As many open files as a login shell gives.
    let line = "ulimit -n 1024; exec \"$0\" \"$@\"";
    command.args(["-c", line, env!("CARGO_BIN_EXE_utkik"), "crawl"]).current_dir(folder);
    command
}

fn bare_command(folder: &Path, port: u16, feeds: usize) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let (tags, index) = (folder.join("tags.json"), folder.join("bare-index"));
    command.args(["bare", &port.to_string(), &feeds.to_string()]).arg(tags).arg(index);
    command
}

fn recognition(feeds: usize) -> Cost {
    measure::cost_here(|| {
        for number in 0..feeds * ENTRIES_PER_FEED {
            let text = format!("{}\n{}", title(number), text(number));
            let declared = Some(utkik::model::Language::SV);
            std::hint::black_box(utkik::language::recognise(&text, declared));
        }
    })
}

fn write_settings(folder: &Path, port: u16, feeds: usize) {
    let mut sources = "[network]\nname = \"Bench\"\ncontact = \"bench@example.org\"\n".to_owned();
    for number in 0..feeds {
        sources.push_str(&format!(
            "[[source]]\nid = \"feed-{number}\"\nname = \"Feed {number}\"\nkind = \"feed\"\n\
             url = \"{}\"\nlanguage = \"sv\"\ncountry = \"SE\"\n",
            address(port, number)
        ));
    }
    std::fs::write(folder.join("sources.toml"), sources).unwrap();
    let run = format!("[fetch]\nallow_networks = [\"127.8.0.0/16:{port}\"]\ngap_ms = 0\n");
    std::fs::write(folder.join("utkik.toml"), run).unwrap();
}

fn host(number: usize) -> Ipv4Addr {
    let host = u16::try_from(number / FEEDS_PER_HOST + 1).unwrap();
    let [high, low] = host.to_be_bytes();
    Ipv4Addr::new(127, 8, high, low)
}

fn address(port: u16, number: usize) -> String {
    format!("http://{}:{port}/feed/{number}", host(number))
}

// ---------------------------------------------------------------- what the feeds say

const WORDS: &[&str] = &[
    "kommunen",
    "och",
    "staden",
    "har",
    "nu",
    "en",
    "ny",
    "digital",
    "tjänst",
    "för",
    "invånarna",
    "som",
    "ska",
    "göra",
    "det",
    "enklare",
    "att",
    "följa",
    "projektet",
    "belysning",
    "sensorer",
    "i",
    "parken",
    "med",
    "hjälp",
    "av",
    "data",
    "från",
    "trafiken",
    "till",
    "skolan",
    "under",
    "hösten",
    "testas",
    "lösningen",
    "på",
    "flera",
    "platser",
    "tillsammans",
    "näringslivet",
    "kostnaden",
    "är",
    "beräknad",
    "miljoner",
    "kronor",
    "energi",
    "mätare",
    "papperskorgar",
    "smarta",
    "nätverk",
    "samverkan",
    "hemtjänsten",
    "vården",
    "upphandling",
    "resultatet",
    "visar",
];

fn words(seed: usize, count: usize) -> String {
    let mut state = seed as u64 * 2_654_435_761 + 12_345;
    let mut text = String::new();
    for _ in 0..count {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let word = WORDS[usize::try_from(state >> 33).unwrap() % WORDS.len()];
        text.push_str(word);
        text.push(' ');
    }
    text
}

fn title(number: usize) -> String {
    format!("Nyhet {number}: {}", words(number, 7))
}

fn text(number: usize) -> String {
    words(number + 7_919, 90)
}

fn feed(port: u16, feed: usize) -> Vec<u8> {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel>\
         <title>Feed {feed}</title><link>http://example.org/{feed}</link><description>d</description>"
    );
    for entry in 0..ENTRIES_PER_FEED {
        let number = feed * ENTRIES_PER_FEED + entry;
        let host = host(feed);
        xml.push_str(&format!(
            "<item><title>{}</title><link>http://{host}:{port}/news/{number}</link>\
             <guid>news-{number}</guid><pubDate>Thu, 19 Nov 2026 08:{:02}:00 +0100</pubDate>\
             <description>{}</description></item>",
            title(number),
            entry,
            text(number)
        ));
    }
    xml.push_str("</channel></rss>");
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(xml.as_bytes()).unwrap();
    gzip.finish().unwrap()
}

// ---------------------------------------------------------------- the server

fn start_server(feeds: usize) -> (Child, u16) {
    let mut child = Command::new("bash")
        .args(["-c", "ulimit -n $(ulimit -Hn); exec \"$0\" serve \"$1\""])
        .arg(std::env::current_exe().unwrap())
        .arg(feeds.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (child, line.trim().parse().unwrap())
}

async fn serve(feeds: usize) {
    let first = TcpListener::bind((host(0), 0)).await.unwrap();
    let port = first.local_addr().unwrap().port();
    let bodies: Arc<Vec<Vec<u8>>> = Arc::new((0..feeds).map(|number| feed(port, number)).collect());
    let mut listeners = vec![first];
    for number in (FEEDS_PER_HOST..feeds).step_by(FEEDS_PER_HOST) {
        listeners.push(TcpListener::bind((host(number), port)).await.unwrap());
    }
    for listener in listeners {
        let bodies = Arc::clone(&bodies);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, Arc::clone(&bodies)));
            }
        });
    }
    println!("{port}");
    std::future::pending::<()>().await;
}

async fn converse(mut stream: TcpStream, bodies: Arc<Vec<Vec<u8>>>) {
    let mut buffer = vec![0; 4096];
    let mut filled = 0;
    while let Ok(read) = stream.read(&mut buffer[filled..]).await {
        filled += read;
        if read == 0 || filled == buffer.len() {
            return;
        }
        if !buffer[..filled].ends_with(b"\r\n\r\n") {
            continue;
        }
        let head = String::from_utf8_lossy(&buffer[..filled]).to_ascii_lowercase();
        filled = 0;
        let path = head.split(' ').nth(1).unwrap_or_default();
        let number = path.strip_prefix("/feed/").and_then(|n| n.parse::<usize>().ok());
        let answer = match number.and_then(|number| Some((number, bodies.get(number)?))) {
            None => b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_vec(),
            Some((n, _)) if head.contains(&format!("if-none-match: \"v1-{n}\"")) => {
                format!("HTTP/1.1 304 Not Modified\r\nETag: \"v1-{n}\"\r\n\r\n").into_bytes()
            }
            Some((n, body)) => {
                let head = format!(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: \"v1-{n}\"\r\n\
                     Content-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
                    body.len()
                );
                [head.as_bytes(), body].concat()
            }
        };
        if stream.write_all(&answer).await.is_err() {
            return;
        }
    }
}

// ---------------------------------------------------------------- the bare loop

/// Fetches, parses and indexes with the crates alone: what the machine costs at the least.
async fn bare(port: u16, feeds: usize, tags_file: &Path, index: &Path) {
    let known: HashMap<usize, String> = std::fs::read(tags_file)
        .ok()
        .and_then(|t| serde_json::from_slice(&t).ok())
        .unwrap_or_default();
    let client = reqwest::Client::builder().gzip(true).pool_max_idle_per_host(0).build().unwrap();
    let permits = Arc::new(Semaphore::new(64));
    let mut fetches = tokio::task::JoinSet::new();
    let known = Arc::new(known);
    for number in 0..feeds {
        let (client, permits, known) = (client.clone(), Arc::clone(&permits), Arc::clone(&known));
        fetches.spawn(async move {
            let _permit = permits.acquire_owned().await.unwrap();
            let mut request = client.get(address(port, number));
            if let Some(tag) = known.get(&number) {
                request = request.header("If-None-Match", tag);
            }
            let answer = request.send().await.unwrap();
            let tag = answer.headers()["etag"].to_str().unwrap().to_owned();
            let body = answer.bytes().await.unwrap();
            let feed = (!body.is_empty()).then(|| feed_rs::parser::parse(&body[..]).unwrap());
            (number, tag, feed)
        });
    }
    let mut tags = HashMap::new();
    let mut writer = None;
    while let Some(done) = fetches.join_next().await {
        let (number, tag, feed) = done.unwrap();
        tags.insert(number, tag);
        if let Some(feed) = feed {
            put(writer.get_or_insert_with(|| bare_writer(index)), feed);
        }
    }
    if let Some((mut writer, _)) = writer {
        writer.commit().unwrap();
        writer.wait_merging_threads().unwrap();
    }
    std::fs::write(tags_file, serde_json::to_vec(&tags).unwrap()).unwrap();
}

type BareWriter = (tantivy::IndexWriter, [tantivy::schema::Field; 2]);

fn bare_writer(index: &Path) -> BareWriter {
    use tantivy::schema::{STORED, Schema, TEXT};
    std::fs::create_dir_all(index).unwrap();
    let mut schema = Schema::builder();
    let fields = ["title", "body"].map(|name| schema.add_text_field(name, TEXT | STORED));
    let index = tantivy::Index::create_in_dir(index, schema.build()).unwrap();
    (index.writer_with_num_threads(1, 50_000_000).unwrap(), fields)
}

fn put((writer, [title, body]): &mut BareWriter, feed: feed_rs::model::Feed) {
    for entry in feed.entries {
        let mut document = tantivy::TantivyDocument::default();
        document.add_text(*title, entry.title.map(|t| t.content).unwrap_or_default());
        document.add_text(*body, entry.summary.map(|t| t.content).unwrap_or_default());
        writer.add_document(document).unwrap();
    }
}
