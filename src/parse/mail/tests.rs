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

#[test]
fn a_reader_is_found_under_escapes_and_in_packed_words() {
    let head = letter_head(format!("{HEAD}\r\n").as_bytes()).unwrap();
    for href in [
        "https://x.example/a?q=anna%2Eandersson%40kommun.example",
        "https://x.example/a?q=ANNA%252Eandersson%252540kommun.example",
        "https://x.example/a/%61nna.andersson@kommun.example",
        // `id=7;anna.andersson@kommun.example;x`, and with one and two letters more before it.
        "https://x.example/a?q=aWQ9Nzthbm5hLmFuZGVyc3NvbkBrb21tdW4uZXhhbXBsZTt4",
        "https://x.example/a?q=YWlkPTc7YW5uYS5hbmRlcnNzb25Aa29tbXVuLmV4YW1wbGU7eA%3D%3D",
        "https://x.example/a?q=zYWFpZD03O2FubmEuYW5kZXJzc29uQGtvbW11bi5leGFtcGxlO3g",
        // `anna.andersson%40kommun.example` and in hexadecimal digits.
        "https://x.example/a?q=YW5uYS5hbmRlcnNzb24lNDBrb21tdW4uZXhhbXBsZQ",
        "https://x.example/a/616E6E612E616E64657273736F6E406B6F6D6D756E2E6578616D706C65",
    ] {
        assert!(private::names_reader(href, &head), "{href}");
    }
    assert!(!private::names_reader("https://x.example/a/616E6E612E616E646572", &head));
    let plus = HEAD.replace("anna.andersson@", "anna+brev@");
    let head = letter_head(format!("{plus}\r\n").as_bytes()).unwrap();
    assert!(private::names_reader("https://x.example/a?q=anna+brev%40kommun.example", &head));
    assert!(private::names_reader("https://x.example/a?q=anna%2Bbrev%40kommun.example", &head));
}

#[test]
fn parameters_that_name_a_reader_are_left_out() {
    let head = letter_head(format!("{HEAD}\r\n").as_bytes()).unwrap();
    for (href, expected) in [
        ("https://x.example/a?id=5&uid=9&token=abc#del", "https://x.example/a?id=5#del"),
        ("https://x.example/a?User_ID=9&E=1", "https://x.example/a"),
        ("https://x.example/a?q=eyJhbGciOi.eyJzdWIi.c2ln&id=5", "https://x.example/a?id=5"),
        ("https://x.example/a?q=eyJhbGciOi&id=5", "https://x.example/a?q=eyJhbGciOi&id=5"),
        // Without it, it would lead nowhere; a ticket leads nobody else there.
        ("https://x.example/?t=5", "https://x.example/?t=5"),
        ("https://x.example/?t=eyJhbGciOi.eyJzdWIi.c2ln", ""),
        (
            "https://x.example/r?u=https%3A%2F%2Fx.example%2Fbro",
            "https://x.example/r?u=https%3A%2F%2Fx.example%2Fbro",
        ),
        (
            "https://click.x.example/f?u=x7Yk2LmQp0aZb9Rt4Vw8Qq",
            "https://click.x.example/f?u=x7Yk2LmQp0aZb9Rt4Vw8Qq",
        ),
    ] {
        assert_eq!(links::followable(href, &head).unwrap_or_default(), expected, "{href}");
    }
}

#[test]
fn a_reader_is_not_spoken_to() {
    let head = letter_head(format!("{HEAD}\r\n").as_bytes()).unwrap();
    for (text, expected) in [
        ("Anna, en ny bro", "En ny bro"),
        ("ANNA – över ån", "Över ån"),
        ("Hej Anna!", "Hej!"),
        ("Hej anna, en ny bro", "Hej, en ny bro"),
        ("Anna Lindhs pris delas ut", "Anna Lindhs pris delas ut"),
        ("Annan bro över ån", "Annan bro över ån"),
        ("Hej Annas bro", "Hej Annas bro"),
        ("Möt Anna, som bygger", "Möt Anna, som bygger"),
        ("Mötet med anna Andersson", "Mötet med …"),
    ] {
        assert_eq!(private::without_reader(text, &head), expected, "{text}");
    }
    for to in ["\"Andersson, Anna\" <a@kommun.example>", "anna.andersson@kommun.example"] {
        let head = HEAD.replace("Anna Andersson <anna.andersson@kommun.example>", to);
        let head = letter_head(format!("{head}\r\n").as_bytes()).unwrap();
        assert_eq!(private::without_reader("Anna, en ny bro", &head), "En ny bro", "{to}");
    }
}

#[test]
fn letters_without_measure_are_read_in_bounds() {
    let many =
        |count: usize, one: fn(usize) -> String| (0..count).map(one).collect::<Vec<_>>().concat();
    let list = many(3_000, |n| format!("<https://l.example/{n}>,\r\n "));
    let head = HEAD.replace("<https://lista", &format!("{list}<https://lista"));
    let links = many(3_000, |n| format!("<p><a href='https://b.example/{n}'>Ett två tre</a></p>"));
    let short = "N\n".repeat(1_900_000);
    let plain = many(9_000, |n| format!("Ett\nhttps://b.example/{n}\n\n"));
    for (kind, body) in [("html", &links), ("plain", &short), ("plain", &plain)] {
        let mail = format!("{head}Content-Type: text/{kind}\r\n\r\n{body}");
        let letter = letter(mail.as_bytes()).unwrap();
        assert_eq!(letter.head.list_links.len(), 20);
        assert!(letter.text.as_ref().is_none_or(|text| text.len() <= 512 * 1024));
        assert!(items(&letter).unwrap().len() <= 100);
    }
    let plain = plain::items(&plain, &LetterHead::default());
    assert_eq!(plain.len(), 2_000);
}

#[test]
fn of_repeats_the_longest_is_kept_in_the_place_of_the_first() {
    let html = "<h2><a href='https://a.example/1'>Den första nyheten</a></h2>\
        <h2><a href='https://a.example/2'>Den andra nyheten</a></h2><p>Kort.</p>\
        <h2><a href='https://a.example/1'>Den första nyheten igen</a></h2><p>Längre.</p>";
    assert_eq!(
        told(html),
        [
            item("Den första nyheten igen", "Längre.", "https://a.example/1"),
            item("Den andra nyheten", "Kort.", "https://a.example/2"),
        ]
    );
}
