//! Letters written here, and what is read of them.

use super::*;

const HEAD: &str = "From: =?utf-8?Q?N=C3=A4tverket_Ekvik?= <nyheter@ekvik.example>\r\n\
    To: Anna Andersson <anna.andersson@kommun.example>\r\nDelivered-To: omvarld@kommun.example\r\n\
    Subject: =?utf-8?B?TnloZXRzYnJldiBub3ZlbWJlciDDpQ==?=\r\n\
    Date: Fri, 20 Nov 2026 08:00:00 +0100\r\nMessage-ID: <brev-7@ekvik.example>\r\n\
    List-Id: Ekviks nyhetsbrev <nyheter.ekvik.example>\r\n\
    List-Unsubscribe: <https://lista.ekvik.example/u?x=1>, <mailto:u@ekvik.example>\r\n\
    MIME-Version: 1.0\r\n";

fn html_letter(html: &str) -> Letter {
    let mail = format!("{HEAD}Content-Type: text/html; charset=utf-8\r\n\r\n{html}");
    letter(mail.as_bytes()).unwrap()
}

fn told(html: &str) -> Vec<(String, String, String)> {
    told_by(&html_letter(html))
}

fn told_by(letter: &Letter) -> Vec<(String, String, String)> {
    let text = |html: Option<String>| crate::markup::to_text(&html.unwrap_or_default());
    let entry = |entry: Entry| {
        let words = entry.summary.or(entry.content);
        (entry.title, text(words), entry.link.unwrap_or_default())
    };
    items(letter).unwrap().into_iter().map(entry).collect()
}

fn item(title: &str, lead: &str, link: &str) -> (String, String, String) {
    (title.to_owned(), lead.to_owned(), link.to_owned())
}

#[test]
fn a_head_says_who_wrote_and_how_to_end_it() {
    let head = letter_head(format!("{HEAD}\r\nHej").as_bytes()).unwrap();
    assert_eq!(head.from_name.as_deref(), Some("Nätverket Ekvik"));
    assert_eq!(head.from.as_deref(), Some("nyheter@ekvik.example"));
    assert_eq!(head.subject.as_deref(), Some("Nyhetsbrev november å"));
    assert_eq!(head.message_id.as_deref(), Some("brev-7@ekvik.example"));
    assert_eq!(head.list_id.as_deref(), Some("nyheter.ekvik.example"));
    assert_eq!(head.date.unwrap().to_string(), "2026-11-20T07:00:00Z");
    assert!(head.can_be_ended);
    assert_eq!(head.list_links, ["https://lista.ekvik.example/u?x=1"]);
}

#[test]
fn headlines_with_links_are_items() {
    let html = "<html><head><title>x</title></head><body><table><tr><td>\
        <a href='https://lista.ekvik.example/visa?id=77'>Visa i webbläsare</a></td></tr>\
        <tr><td><h1>Nyhetsbrev november</h1><p>Hej Anna Andersson!</p><p>Här är månadens nyheter.</p></td></tr>\
        <tr><td><a href='https://ekvik.example/bro'><img src='x' alt='En bro'></a>\
        <h2><a href='https://ekvik.example/bro?utm_source=brev'>Ny bro över ån</a></h2>\
        <p>Bron är öppen för gående.</p><a href='https://ekvik.example/bro?utm_source=brev'>Läs mer »</a></td></tr>\
        <tr><td><h2>Sensorer i skolan</h2><p>Luften mäts i tio skolor. <a href='https://ekvik.example/skola'>Läs mer</a></p></td></tr>\
        <tr><td style='font-size: 20px; font-weight: bold'>Utlysning om vatten</td></tr>\
        <tr><td>Sista dag är den 1 mars.</td></tr><tr><td><a href='https://fond.example/u/12'>Till utlysningen</a></td></tr>\
        <tr><td><a href='https://www.linkedin.com/company/1'>LinkedIn</a> \
        <a href='https://lista.ekvik.example/u?x=1&y=2'>Avsluta prenumerationen</a>\
        <p>Detta mejl skickades till anna.andersson@kommun.example</p></td></tr></table></body></html>";
    assert_eq!(
        told(html),
        [
            item(
                "Ny bro över ån",
                "Bron är öppen för gående.",
                "https://ekvik.example/bro?utm_source=brev"
            ),
            item("Sensorer i skolan", "Luften mäts i tio skolor.", "https://ekvik.example/skola"),
            item("Utlysning om vatten", "Sista dag är den 1 mars.", "https://fond.example/u/12"),
        ]
    );
}

#[test]
fn link_lists_are_items_and_one_link_is_one_item() {
    let html = "<p>Veckans läsning</p><ul>\
        <li><a href='https://a.example/1'>Smarta elnät i Lund testas</a></li>\
        <li><a href='https://a.example/2'>Ny strategi för data i Umeå</a></li>\
        <li><a href='https://a.example/2'>Ny strategi för data i Umeå</a></li>\
        <li><a href='https://a.example/3'>mer</a></li>\
        <li><a href='mailto:red@a.example'>Skriv till redaktionen i dag</a></li></ul>";
    assert_eq!(
        told(html),
        [
            item("Smarta elnät i Lund testas", "", "https://a.example/1"),
            item("Ny strategi för data i Umeå", "", "https://a.example/2"),
        ]
    );
}

#[test]
fn parts_dates_and_pictures_are_no_items_of_their_own() {
    let html = "<a href='https://ekvik.example/om'><img alt='Ekvik' src='x'></a><h1>Ekviks brev</h1>\
        <p>Hej!</p><h2>Nya projekt</h2><a href='https://ekvik.example/1'><img src='y'></a>\
        <h3>Kommunen mäter luften</h3><p>I tio skolor.</p><h2>Kalendarium</h2><ul>\
        <li><b>3 december</b> <a href='https://ekvik.example/2'>Webbinarium om öppna data</a></li></ul>\
        <span style='font-size:18px'><b><a href='https://ekvik.example/3'>Energidelning</a></b></span><br>\
        Grannar delar el. <a href='https://ekvik.example/3'>Läs mer &gt;&gt;</a>";
    assert_eq!(
        told(html),
        [
            item("Kommunen mäter luften", "I tio skolor.", "https://ekvik.example/1"),
            item(
                "Webbinarium om öppna data",
                "3 december Webbinarium om öppna data",
                "https://ekvik.example/2"
            ),
            item("Energidelning", "Grannar delar el.", "https://ekvik.example/3"),
        ]
    );
}

#[test]
fn a_letter_without_items_is_one_text_without_its_reader() {
    let html = "<p>Hej Anna!</p><p>I dag vill jag berätta om mötet i Ekvik, där Anna Andersson var med. \
        Det handlade om <a href='https://ekvik.example/dok'>planen</a> för vatten och om hur den \
        ska följas upp under året som kommer.</p><p>Du får detta brev på anna.andersson@kommun.example.</p>\
        <p><a href='https://x.example/unsubscribe/abc'>Avregistrera</a></p>";
    let told = told(html);
    assert_eq!(told.len(), 1);
    let (title, text, link) = &told[0];
    assert_eq!((title.as_str(), link.as_str()), ("Nyhetsbrev november å", ""));
    assert!(text.starts_with("I dag vill jag") && text.contains("där … var med"), "{text}");
    assert!(!text.contains("Anna") && !text.contains('@') && !text.contains("Avreg"), "{text}");
    let entry = items(&html_letter(html)).unwrap().remove(0);
    assert_eq!(entry.id.as_deref(), Some("brev-7@ekvik.example"));
    assert_eq!(entry.author.as_deref(), Some("Nätverket Ekvik"));
}

#[test]
fn plain_text_has_items_too() {
    let text = "Hej Anna,\r\n\r\nNy bro över ån\r\nBron är öppen för\r\ngående.\r\nLäs mer: https://ekvik.example/bro\r\n\r\n\
        ----------\r\n\r\nSensorer i skolan\r\n\r\nLuften mäts i tio skolor.\r\nhttps://ekvik.example/skola.\r\n\r\n\
        --\r\nAvsluta prenumerationen: https://lista.ekvik.example/u?x=1\r\n";
    let mail = format!("{HEAD}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}");
    assert_eq!(
        told_by(&letter(mail.as_bytes()).unwrap()),
        [
            item("Ny bro över ån", "Bron är öppen för gående.", "https://ekvik.example/bro"),
            item("Sensorer i skolan", "Luften mäts i tio skolor.", "https://ekvik.example/skola"),
        ]
    );
}

#[test]
fn private_links_are_never_followed() {
    let head = letter_head(format!("{HEAD}\r\n").as_bytes()).unwrap();
    for (href, expected) in [
        ("https://ekvik.example/bro", "https://ekvik.example/bro"),
        (
            "https://ekvik.example/nyheter/sa-avslutar-du-ett-avtal",
            "https://ekvik.example/nyheter/sa-avslutar-du-ett-avtal",
        ),
        ("https://lista.ekvik.example/u?x=2", ""),
        ("https://x.example/unsubscribe?id=1", ""),
        ("https://x.example/list/avregistrera/9", ""),
        ("https://x.example/a?action=unsubscribe", ""),
        ("https://manage.x.example/p/1", ""),
        ("https://x.example/a?mail=anna.andersson%40kommun.example", ""),
        ("https://x.example/a/YW5uYS5hbmRlcnNzb25Aa29tbXVuLmV4YW1wbGU/b", ""),
        ("https://x.example/a?e=omvarld@kommun.example", ""),
        ("mailto:a@x.example", ""),
        ("javascript:alert(1)", ""),
        ("https://x.example/", ""),
        (
            "https://guard.example/?url=https%3A%2F%2Fekvik.example%2Fbro&data=05%7C",
            "https://ekvik.example/bro",
        ),
        ("https://guard.example/?url=https%3A%2F%2Fx.example%2Funsubscribe", ""),
    ] {
        assert_eq!(links::followable(href, &head).unwrap_or_default(), expected, "{href}");
    }
}

#[test]
fn counters_of_clicks_are_known_by_their_marks() {
    for (url, expected) in [
        ("https://click.mail.example/f/a/x7Yk2LmQp0aZb9Rt4Vw8/AAQRxQA", true),
        ("https://u123.ct.example/ls/click?upn=u001-3FdK2mZ8aXq7Yt5Rv1Lp0", true),
        ("https://ekvik.example/nyheter/en-ny-bro-over-an-invigdes-2026-11-20", false),
        ("https://news.ekvik.example/article/20261120", false),
        ("https://click.mail.example/about", false),
    ] {
        assert_eq!(is_tracking(url), expected, "{url}");
    }
}

#[test]
fn greetings_and_frames_are_known_in_six_languages() {
    for (line, greets) in [
        ("Hej Anna!", true),
        ("Hallo Frau Andersson,", true),
        ("Hei", true),
        ("Hejdlös fest i Ekvik", false),
        ("Hi-tech i skolan testas", false),
    ] {
        assert_eq!(wording::is_greeting(line), greets, "{line}");
    }
    for line in [
        "Avregistrera dig här",
        "Unsubscribe from this list",
        "Vom Newsletter abmelden",
        "Afmeld nyhedsbrevet",
        "Meld deg av nyhetsbrevet",
        "Peruuta tilaus",
    ] {
        assert!(wording::is_frame(line), "{line}");
    }
}

#[test]
fn bad_letters_end_well() {
    for bytes in [
        b"".as_slice(),
        b"\0\0\0",
        b"Subject: \xff\xfe\r\n\r\n\xff",
        b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\nContent-Type: message/rfc822\r\n\r\n--a",
    ] {
        let _ = letter(bytes).and_then(|letter| items(&letter));
        let _ = letter_head(bytes);
    }
    let deep = format!("{}x{}", "<div>".repeat(20_000), "</div>".repeat(20_000));
    let wide = "<p><a href='https://a.example/x'>Ett två tre fyra</a>".repeat(20_000);
    for html in [deep, wide] {
        assert!(items(&html_letter(&html)).unwrap().len() <= 100);
    }
}

#[test]
fn a_page_saved_as_one_file_is_a_page() {
    let saved = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://ekvik.example/bro\r\n\
        Subject: Ny bro\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; \
        boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: \
        quoted-printable\r\n\r\n<p>Bro=C3=A5n</p>\r\n--x--\r\n";
    let (address, html) = saved_page(saved.as_bytes()).unwrap();
    assert_eq!(address, "https://ekvik.example/bro");
    assert!(html.starts_with("<p>Bro"), "{html}");
    assert_eq!(saved_page(format!("{HEAD}\r\nHej").as_bytes()), None);
}

#[test]
fn what_leads_nowhere_is_kept_where_it_announces_something() {
    let html = "<h2><a href='https://ekvik.example/bro'>Ny bro över ån</a></h2><p>Bron är öppen.</p>\
        <h2>Seminarium den 4 december</h2><p>Vi träffas i stadshuset klockan nio och talar om \
        sensorer, öppna data och vad de kostar i drift.</p>\
        <h2>Fler nyheter i korthet</h2>\
        <h2><a href='https://ekvik.example/skola'>Sensorer i skolan</a></h2><p>Luften mäts.</p>";
    let told = told(html);
    let titles: Vec<&str> = told.iter().map(|(title, ..)| title.as_str()).collect();
    assert_eq!(titles, ["Ny bro över ån", "Seminarium den 4 december", "Sensorer i skolan"]);
    assert_eq!(told[1].2, "");
}

#[test]
fn one_link_in_a_long_letter_is_followed_beside_the_letter() {
    let words = "Året går mot sitt slut och vi vill tacka alla som har varit med. ".repeat(20);
    let html = format!(
        "<p>{words}</p><h2>Ny rapport om vatten</h2><p>Den är klar. \
         <a href='https://ekvik.example/rapport'>Läs mer</a></p>"
    );
    let told = told(&html);
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(told[0].2, "https://ekvik.example/rapport");
    assert!(told[1].1.contains("tacka alla"), "{told:?}");
}
