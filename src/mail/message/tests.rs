//! What letters look like, as a mail program reads them.

use mail_parser::{HeaderValue, MessageParser};

use super::*;
use crate::mail::TransportSettings;
use crate::model::Timestamp;

fn settings() -> MailSettings {
    MailSettings {
        from: "utkik@ekvik.se".parse().unwrap(),
        from_name: "Utkik, Ekviks nätverk".to_owned(),
        reply_to: Some("svar@ekvik.se".parse().unwrap()),
        transport: TransportSettings::Directory("/nowhere".into()),
        dkim: None,
        per_domain_a_minute: 0,
    }
}

fn letter() -> Outgoing {
    Outgoing {
        message_id: "nattillsyn.7.abc@utkik.ekvik.se".to_owned(),
        to: "anna@ekvik.se".parse().unwrap(),
        subject: "Utkik v. 47: Landskrona testar digital nattillsyn · två utlysningar stänger i \
                  december, och Ängelholm söker samarbete om välfärdsteknik"
            .to_owned(),
        text: "Hej!\n\n.En punkt först\nRäksmörgås\r.\rslut".to_owned(),
        html: format!("<html lang=\"sv\"><p>{}</p></html>", "räksmörgås ".repeat(200)),
        language: "sv".to_owned(),
        date: "2026-11-23T06:00:00Z".parse().unwrap(),
        list: Some(("Digital nattillsyn".to_owned(), "nattillsyn.utkik.ekvik.se".to_owned())),
        unsubscribe: Some("https://utkik.ekvik.se/subscriptions/0123456789abcdef/end".to_owned()),
    }
}

fn head(letter: &Outgoing) -> String {
    let written = String::from_utf8(message(letter, &settings()).unwrap()).unwrap();
    assert!(written.is_ascii());
    assert!(written.lines().all(|line| line.len() <= 998));
    assert!(!written.replace("\r\n", "").contains(['\r', '\n']), "bare ends of lines");
    written.split_once("\r\n\r\n").unwrap().0.to_owned()
}

#[test]
fn a_letter_says_all_that_mail_programs_want_to_know() {
    let head = head(&letter());
    for line in [
        "To: anna@ekvik.se",
        "Reply-To: svar@ekvik.se",
        "Date: Mon, 23 Nov 2026 06:00:00 +0000",
        "Message-ID: <nattillsyn.7.abc@utkik.ekvik.se>",
        "Content-Language: sv",
        "Auto-Submitted: auto-generated",
        "X-Auto-Response-Suppress: OOF, AutoReply",
        "List-Id: \"Digital nattillsyn\" <nattillsyn.utkik.ekvik.se>",
        "List-Unsubscribe: <https://utkik.ekvik.se/subscriptions/0123456789abcdef/end>",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        "MIME-Version: 1.0",
    ] {
        assert_eq!(head.lines().filter(|written| *written == line).count(), 1, "{line}\n{head}");
    }
    assert!(head.contains("Content-Type: multipart/alternative;"), "{head}");
}

#[test]
fn a_mail_program_reads_what_was_written() {
    let bytes = message(&letter(), &settings()).unwrap();
    let read = MessageParser::default().parse(&bytes).unwrap();
    assert_eq!(read.subject(), Some(letter().subject.as_str()));
    let from = read.from().and_then(|from| from.first()).unwrap();
    assert_eq!(from.name(), Some("Utkik, Ekviks nätverk"));
    assert_eq!(from.address(), Some("utkik@ekvik.se"));
    let text = read.body_text(0).unwrap().replace("\r\n", "\n");
    assert_eq!(text.trim_end(), "Hej!\n\n.En punkt först\nRäksmörgås\n.\nslut");
    assert_eq!(read.body_html(0).unwrap().trim_end(), letter().html);
    assert_eq!(bytes, message(&letter(), &settings()).unwrap(), "a repeat is a repeat");
}

#[test]
fn long_swedish_subjects_come_through_whole() {
    for subject in [
        "å".repeat(240),
        "Återvinningscentralssamordnare ".repeat(7).trim().to_owned(),
        "a ".repeat(100) + "ö · å",
        "· · · – ”citat” 47 %".to_owned(),
        "x".repeat(240),
    ] {
        let letter = Outgoing { subject: subject.clone(), ..letter() };
        let bytes = message(&letter, &settings()).unwrap();
        let read = MessageParser::default().parse(&bytes).unwrap();
        assert_eq!(read.subject(), Some(subject.as_str()));
        let head = head(&letter);
        let subject_lines = head.lines().filter(|line| line.contains("=?utf-8"));
        assert!(subject_lines.clone().all(|line| line.len() <= 78), "{head}");
    }
}

#[test]
fn no_field_can_be_smuggled_in() {
    let evil = "hej\r\nBcc: x@y.se\n\nX: 1\u{2028}Y: 2\0 =?utf-8?q?=0d=0aZ:_3?= \u{202e}!";
    let odd = Outgoing {
        subject: evil.to_owned(),
        list: Some((evil.to_owned(), "a.b".to_owned())),
        ..letter()
    };
    let odd_settings = MailSettings { from_name: evil.to_owned(), ..settings() };
    let bytes = message(&odd, &odd_settings).unwrap();
    let read = MessageParser::default().parse(&bytes).unwrap();
    assert!(read.bcc().is_none() && read.header("X").is_none() && read.header("Z").is_none());
    let usual = message(&letter(), &settings()).unwrap();
    let usual = MessageParser::default().parse(&usual).unwrap();
    assert_eq!(read.headers().len(), usual.headers().len());
    assert!(!read.subject().unwrap().contains(['\r', '\n', '\u{202e}']));
}

#[test]
fn what_cannot_be_written_is_refused() {
    let check = |change: fn(&mut Outgoing)| {
        let mut odd = letter();
        change(&mut odd);
        assert!(message(&odd, &settings()).is_err(), "{odd:?}");
    };
    check(|letter| letter.message_id = "a@b\r\nBcc: x@y.se".to_owned());
    check(|letter| letter.message_id = "a b@c".to_owned());
    check(|letter| letter.message_id = "ab".to_owned());
    check(|letter| letter.language = "sv\r\nX: y".to_owned());
    check(|letter| letter.list = Some(("a".to_owned(), "b>\r\nX: y".to_owned())));
    check(|letter| letter.unsubscribe = Some("https://a.se/>\r\nX: y".to_owned()));
    check(|letter| letter.unsubscribe = Some("mailto:a@b.se".to_owned()));
    check(|letter| letter.unsubscribe = Some("javascript:alert(1)".to_owned()));
}

#[test]
fn one_click_is_promised_where_it_may_be() {
    for (link, is_one_click) in [
        ("https://u.example/s/1/end", true),
        ("http://127.0.0.1:8080/s/1/end", true),
        ("http://localhost/s/1/end", true),
        ("http://[::1]:80/s/1/end", true),
        ("http://u.example/s/1/end", false),
        ("http://localhost.example/s/1/end", false),
    ] {
        let head = head(&Outgoing { unsubscribe: Some(link.to_owned()), ..letter() });
        assert!(head.contains(&format!("List-Unsubscribe: <{link}>")), "{head}");
        assert_eq!(head.contains("List-Unsubscribe-Post"), is_one_click, "{link}");
    }
    let head = head(&Outgoing { unsubscribe: None, list: None, ..letter() });
    assert!(!head.contains("List-"), "{head}");
}

#[test]
fn names_of_lists_are_phrases() {
    let check = |name: &str, expected: &str| {
        let list = Some((name.to_owned(), "a.example".to_owned()));
        let bytes = message(&Outgoing { list, ..letter() }, &settings()).unwrap();
        let read = MessageParser::default().parse(&bytes).unwrap();
        let id = match read.header("List-Id") {
            Some(HeaderValue::Address(address)) => {
                let first = address.first().unwrap();
                (first.name().unwrap_or_default().to_owned(), first.address().unwrap().to_owned())
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(id, (expected.to_owned(), "a.example".to_owned()));
    };
    check("Välfärdsteknik, digital (nattillsyn)", "Välfärdsteknik digital nattillsyn");
    check("A, \"b\" <c@d>", "A b c d");
    check("", "");
}

#[test]
fn moments_before_1970_do_not_stop_a_letter() {
    let letter = Outgoing { date: Timestamp::from_millis(-1), ..letter() };
    assert!(head(&letter).contains("Date: Thu, 01 Jan 1970 00:00:00 +0000"));
}
