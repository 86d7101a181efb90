//! Newsletters in a folder of mails are read item by item: each letter once, no private mail, no
//! private link, nothing of whom it was sent to, and not a file is moved or changed.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::house::House;
use crate::site::{Answer, Site};

const LONG: &str = "Bron är öppen för gående och cyklister från och med i dag, och den som går över \
    kan se hur mycket vatten som rinner under den. Mätarna har satts dit av tekniska förvaltningen.";

fn letter(id: &str, more: &str, html: &str) -> String {
    format!(
        "From: Viadukt <nyheter@viadukt.example>\r\nTo: Anna Andersson <anna@kommun.example>\r\n\
         Subject: Nyhetsbrev\r\nDate: Fri, 20 Nov 2026 08:00:00 +0100\r\n\
         Message-ID: <{id}@viadukt.example>\r\nX-Mailer-Recipient: anna@kommun.example\r\n{more}\
         MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}"
    )
}

const TO_MANY: &str =
    "List-Id: Viadukt <brev.viadukt.example>\r\nList-Unsubscribe: <https://lista.example/u/77>\r\n";

fn item(title: &str, link: &str, words: &str) -> String {
    format!(
        "<h2><a href=\"{link}\">{title}</a></h2><p>{words}</p><p><a href=\"{link}\">Läs mer</a></p>"
    )
}

fn page(title: &str) -> Answer {
    let html = format!(
        "<html lang=\"sv\"><head><title>{title}</title></head><body><main><article><h1>{title}</h1>\
         <p>{LONG}</p></article></main></body></html>"
    );
    Answer::new(200, "text/html; charset=utf-8", html)
}

/// A house that reads the folder `brev` as the source `viadukt`.
fn house(site: &Site, more: &str) -> House {
    let house = House::new();
    house.write(
        "sources.toml",
        &format!(
            "[network]\nname = \"Prov\"\ncontact = \"prov@example.org\"\n\n[[source]]\n\
             id = \"viadukt\"\nname = \"Viadukts nyhetsbrev\"\nurl = \"{}\"\nkind = \"mail\"\n\
             language = \"sv\"\n[source.mail]\nmaildir = \"viadukt\"\n{more}\n",
            site.url("/nyhetsbrev")
        ),
    );
    house.write(
        "utkik.toml",
        &format!(
            "[fetch]\nallow_networks = [\"{}\"]\ngap_ms = 0\n\n[mail]\nmaildirs = {{ viadukt = \"brev\" }}\n",
            site.network()
        ),
    );
    for inside in ["brev/new", "brev/cur", "brev/tmp"] {
        fs::create_dir_all(house.path(inside)).unwrap();
    }
    house
}

/// Names, sizes and times of all that lies in a folder.
fn state(folder: &Path) -> Vec<(String, u64, SystemTime)> {
    let mut all = Vec::new();
    for inside in ["new", "cur"] {
        for file in fs::read_dir(folder.join(inside)).unwrap().map(Result::unwrap) {
            let about = file.metadata().unwrap();
            let name = format!("{inside}/{}", file.file_name().display());
            all.push((name, about.len(), about.modified().unwrap()));
        }
    }
    all.sort();
    all
}

#[test]
fn each_item_becomes_a_document_with_the_text_of_its_page() {
    let site = Site::start();
    let house = house(&site, "");
    site.answer("/bro", page("Ny bro över ån"));
    site.answer("/skola", page("Sensorer i skolan"));
    let html = format!(
        "<p><a href=\"{view}\">Visa i webbläsare</a></p><p>Hej Anna!</p>{bridge}{school}\
         <p>Detta mejl skickades till anna@kommun.example. <a href=\"{end}\">Avsluta prenumerationen</a></p>",
        view = site.url("/visa/77"),
        bridge = item("Ny bro över ån", &site.url("/bro?utm_source=brev"), "Bron är klar."),
        school = item("Sensorer i skolan", &site.url("/skola"), "Luften mäts."),
        end = site.url("/avregistrera/77"),
    );
    house.write("brev/new/1764.M1.dator", &letter("1", TO_MANY, &html));
    let before = state(&house.path("brev"));
    let report = house.json(&["crawl"]);
    assert_eq!(
        (report["new_documents"].as_u64(), report["failed"].as_u64()),
        (Some(2), Some(0)),
        "{report}"
    );
    assert_eq!(state(&house.path("brev")), before, "letters are only read");

    let documents = house.documents();
    let bridge = documents.iter().find(|document| document["title"] == "Ny bro över ån").unwrap();
    assert_eq!(
        (bridge["url"].as_str(), bridge["author"].as_str()),
        (Some(&*site.url("/bro")), Some("Viadukt"))
    );
    assert!(bridge["text"].as_str().unwrap().contains("gående och cyklister"), "{bridge}");
    assert_eq!(bridge["published"], "2026-11-20T07:00:00Z");
    let all = format!("{documents:?}");
    assert!(!all.contains("Anna") && !all.contains("kommun.example"), "{all}");
    let asked = site.paths();
    assert!(!asked.iter().any(|path| path.contains("77") || path == "/nyhetsbrev"), "{asked:?}");
    assert_eq!(house.titles("källa:viadukt rubrik:bro"), ["Ny bro över ån"]);
}

#[test]
fn a_letter_is_read_once() {
    let site = Site::start();
    let house = house(&site, "");
    for path in ["/bro", "/skola", "/park"] {
        site.answer(path, page(path));
    }
    let first = item("Ny bro över ån", &site.url("/bro"), "Klar.")
        + &item("Sensorer i skolan", &site.url("/skola"), "Mäts.");
    house.write("brev/new/1.dator", &letter("1", TO_MANY, &first));
    house.json(&["crawl"]);
    let before = house.documents();
    assert_eq!(before.len(), 2);
    // A mail program marks it as read.
    fs::rename(house.path("brev/new/1.dator"), house.path("brev/cur/1.dator:2,S")).unwrap();
    site.forget_requests();
    let report = house.json(&["crawl", "--all"]);
    assert_eq!(report["unchanged"], 1, "{report}");
    assert!(site.paths().is_empty());

    // The next letter comes with one item of the first and one of its own; a copy of the first too.
    let second = item("Ny bro över ån igen", &site.url("/bro?utm_campaign=2"), "Klar nu.")
        + &item("Ny park", &site.url("/park"), "Grön.");
    house.write("brev/new/2.dator", &letter("2", TO_MANY, &second));
    house.write("brev/cur/3.dator:2,S", &letter("1", TO_MANY, &first));
    assert_eq!(house.json(&["crawl", "--all"])["new_documents"], 1);
    assert_eq!(house.documents().len(), 3);
    let again = house.json(&["crawl", "--all"]);
    assert_eq!(
        (again["new_documents"].as_u64(), again["unchanged"].as_u64()),
        (Some(0), Some(1)),
        "{again}"
    );
}

#[test]
fn a_mail_between_people_is_not_read() {
    let site = Site::start();
    let html = item("Löneförhandling i höst", &site.url("/lon"), "Mellan oss.")
        + &item("Och en till", &site.url("/b"), "x");
    for (more, headers, expected) in [
        ("", "", 0),
        ("", TO_MANY, 2),
        ("from = [\"@viadukt.example\"]", "", 2),
        ("from = [\"nyheter@viadukt.example\"]", "", 2),
        ("from = [\"@dukt.example\", \"chef@viadukt.example\"]", TO_MANY, 0),
        ("list_id = [\"brev.viadukt.example\"]", TO_MANY, 2),
        ("list_id = [\"annat.example\"]", TO_MANY, 0),
    ] {
        let house = house(&site, &format!("{more}\n"));
        house.write("brev/cur/1.dator:2,S", &letter("1", headers, &html));
        let report = house.json(&["crawl"]);
        assert_eq!(report["new_documents"], expected, "{more:?} {headers:?}: {report}");
        if expected == 0 {
            assert!(report.to_string().contains("names: 1"), "{report}");
        }
    }
}

#[test]
fn counters_of_clicks_are_followed_and_forgotten() {
    let site = Site::start();
    let house = house(&site, "");
    site.answer("/bro", page("Ny bro över ån"));
    let counters = ["/ls/click/x7Yk2LmQp0aZb9Rt4Vw8KcN1", "/ls/click/B3nT6wE9rU2iO5pA8sD1fG4h"];
    for path in counters {
        site.answer(path, Answer::new(302, "text/html", "").header("Location", "/bro"));
    }
    let html = item("Ny bro över ån", &site.url(counters[0]), "Klar.")
        + &item("Ny park i Ekvik", "https://gone.invalid/ls/click/Zq8Xw7Ev6Cr5Bt4Ny3Mu2", "Grön.");
    house.write("brev/new/1.dator", &letter("1", TO_MANY, &html));
    house.json(&["crawl"]);
    // The same article in the next letter, by another counter.
    let html = item("Bron över ån är klar", &site.url(counters[1]), "Klar.")
        + &item("Annat i Ekvik", &site.url("/annat"), "x");
    house.write("brev/new/2.dator", &letter("2", TO_MANY, &html));
    house.json(&["crawl", "--all"]);
    let documents = house.documents();
    let bridges: Vec<_> = documents.iter().filter(|d| d["url"] == site.url("/bro")).collect();
    assert_eq!(bridges.len(), 1, "{documents:?}");
    assert_eq!(bridges[0]["link"], site.url("/bro"));
    let shown: String = documents.iter().map(|document| document["url"].to_string()).collect();
    assert!(!shown.contains("click"), "{shown}");
}

#[test]
fn a_letter_without_items_is_one_document() {
    let site = Site::start();
    let house = house(&site, "");
    let html =
        format!("<p>Hej Anna Andersson,</p><p>{LONG}</p><p>{LONG}</p><p>Vänliga hälsningar</p>");
    house.write("brev/brev-1.eml", &letter("9", TO_MANY, &html));
    house.json(&["crawl"]);
    let documents = house.documents();
    assert_eq!(documents.len(), 1, "{documents:?}");
    assert_eq!(documents[0]["title"], "Nyhetsbrev");
    assert!(documents[0]["text"].as_str().unwrap().contains("tekniska förvaltningen"));
    assert!(!documents[0].to_string().contains("Anna"));
    assert_eq!(house.json(&["crawl", "--all"])["unchanged"], 1);
}

#[test]
fn a_folder_that_cannot_be_read_fails_with_what_to_do() {
    let site = Site::start();
    let house = house(&site, "");
    assert_eq!(house.json(&["crawl"])["failed"], 0);
    assert_eq!(house.source("viadukt")["health"], "empty");

    fs::remove_dir_all(house.path("brev")).unwrap();
    let report = house.json(&["crawl", "--all"]);
    assert_eq!(report["failed"], 1, "{report}");
    let source = house.source("viadukt");
    assert_eq!(
        (source["health"].as_str(), source["error_class"].as_str()),
        (Some("failing"), Some("folder:missing"))
    );
    assert!(
        source["sentence"].as_str().unwrap().contains("appen med breven finns inte"),
        "{source}"
    );

    house.write("utkik.toml", "");
    house.json(&["crawl", "--all"]);
    let source = house.source("viadukt");
    assert_eq!(source["error_class"], "folder:unnamed");
    assert!(source["error"].as_str().unwrap().contains("[mail] maildirs"), "{source}");
}

#[test]
fn the_shared_list_opens_no_folder() {
    let site = Site::start();
    let house = house(&site, "");
    let list = fs::read_to_string(house.path("sources.toml")).unwrap();
    house.write("sources.toml", &list.replace("maildir = \"viadukt\"", "maildir = \"/srv/mail\""));
    let said = house.run(&["sources"]);
    assert!(said.err.contains("may be a path") && said.err.contains("utkik.toml"), "{said:?}");
    house.write("sources.toml", &(list + "\n[mail]\nmaildirs = { viadukt = \"/srv/mail\" }\n"));
    assert!(house.run(&["sources"]).err.contains("never read from a shared list"));
}

/// Mails of others, whole and broken, where they lie beside the checkout.
#[test]
fn mails_of_others_are_survived() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/mail/stalwart");
    let Ok(families) = fs::read_dir(&folder) else {
        eprintln!("no mails of others beside the checkout: nothing to look at");
        return;
    };
    let files = families.flat_map(|family| fs::read_dir(family.unwrap().path()).unwrap());
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "eml"));
    files.sort();
    let mut right = [0; 4];
    for file in &files {
        let letter = utkik::parse::mail::letter(&fs::read(file).unwrap()).unwrap();
        let items = utkik::parse::mail::items(&letter).unwrap();
        assert!(!items.is_empty(), "{}", file.display());
        let expected = fs::read(file.with_extension("json")).unwrap();
        let expected: serde_json::Value = serde_json::from_slice(&expected).unwrap();
        let agrees = agreement(&letter, &expected);
        for (sum, one) in right.iter_mut().zip(agrees) {
            *sum += usize::from(one);
        }
        if agrees.contains(&false) {
            eprintln!("{}: {agrees:?}", file.display());
        }
    }
    eprintln!("of {} mails as expected: subject, date, sender, text: {right:?}", files.len());
}

/// Whether subject, date, sender and text are those that are expected.
fn agreement(letter: &utkik::parse::mail::Letter, expected: &serde_json::Value) -> [bool; 4] {
    let headers = expected["parts"][0]["headers"].as_array().unwrap();
    let header = |name: &str| headers.iter().rfind(|h| h["name"] == name).map(|h| &h["value"]);
    let same = |said: Option<&str>, text: Option<&str>| {
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        said.map(plain).unwrap_or_default() == text.map(plain).unwrap_or_default()
    };
    let subject = header("subject").and_then(|value| value["Text"].as_str());
    let sender = header("from").and_then(|value| {
        let list = value["Address"]["List"][0]["address"].as_str();
        list.or(value["Address"]["Group"][0]["addresses"][0]["address"].as_str())
    });
    let date = header("date").map(|value| &value["DateTime"]);
    let day = date.and_then(|date| {
        let number = |key: &str| date[key].as_i64();
        Some((
            number("year")?,
            number("month")?,
            number("day")?,
            number("hour")?,
            number("minute")?,
        ))
    });
    let said_day = letter.head.date.map(|date| date.to_string());
    let date_agrees = match (day, &said_day, date) {
        (Some((year, month, day, hour, minute)), Some(said), Some(zone)) => {
            let number = |key: &str| zone[key].as_i64().unwrap_or(0);
            let offset = number("tz_hour") * 60 + number("tz_minute");
            let offset = if zone["tz_before_gmt"] == true { -offset } else { offset };
            let wanted = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z");
            let wanted: Result<utkik::model::Timestamp, _> = wanted.parse();
            wanted.is_ok_and(|wanted| {
                let wanted = wanted.as_millis() / 60_000 - offset;
                said.parse::<utkik::model::Timestamp>().unwrap().as_millis() / 60_000 == wanted
            })
        }
        (None, None, _) => true,
        _ => false,
    };
    let text = expected["text_body"][0].as_u64().and_then(|number| {
        let body = &expected["parts"][usize::try_from(number).unwrap()]["body"];
        let html = |html: &str| utkik::markup::to_text(&utkik::markup::sanitise(html, None));
        body["Text"].as_str().map(str::to_owned).or(body["Html"].as_str().map(html))
    });
    let words = |text: &str| text.split_whitespace().collect::<String>();
    let text_agrees = text.is_none_or(|text| {
        let beginning: String = words(&text).chars().take(40).collect();
        words(&letter.plain_text()).contains(&beginning)
    });
    [
        same(letter.head.subject.as_deref(), subject),
        date_agrees,
        same(letter.head.from.as_deref(), sender.map(str::to_lowercase).as_deref()),
        text_agrees,
    ]
}
