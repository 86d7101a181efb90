//! Dates as tables: what is written, and the moment that is meant.

use super::{
    day_in_stockholm, find_day, long_day, month, parse, parse_keeping_offset, spoken_minute,
};

#[test]
fn moments_are_read() {
    let table = [
        ("2026-11-21T07:00:00Z", "2026-11-21T07:00:00Z"),
        ("2026-11-21T08:00:00+01:00", "2026-11-21T07:00:00Z"),
        ("2026-11-21T08:00:00.250+0100", "2026-11-21T07:00:00.25Z"),
        ("2026-11-21 08:00", "2026-11-21T08:00:00Z"),
        ("2026-11-21T24:00:00Z", "2026-11-22T00:00:00Z"),
        ("2026-11-21", "2026-11-21T00:00:00Z"),
        ("2026-W47-6", "2026-11-21T00:00:00Z"),
        ("2026-325", "2026-11-21T00:00:00Z"),
        ("20261121T080000Z", "2026-11-21T08:00:00Z"),
        ("2026-11", "2026-11-01T00:00:00Z"),
        ("Sat, 21 Nov 2026 08:00:00 +0100", "2026-11-21T07:00:00Z"),
        ("Sat, 21 Nov 26 07:00 GMT", "2026-11-21T07:00:00Z"),
        ("Fri, 21 Aug 2026 09:00:00 CEST", "2026-08-21T07:00:00Z"),
        ("Sat, 21 Nov 2026 08:00:00 CET", "2026-11-21T07:00:00Z"),
        ("Sat, 21 Nov 1998 08:00:00 GMT", "1998-11-21T08:00:00Z"),
        ("lör, 21 nov 2026 08:00:00 +0100", "2026-11-21T07:00:00Z"),
        ("21 november 2026", "2026-11-21T00:00:00Z"),
        ("den 3 mars 2026 kl. 14.05", "2026-03-03T14:05:00Z"),
        ("3. März 2026", "2026-03-03T00:00:00Z"),
        ("Dienstag, 5. Mai 2026 um 9:30 Uhr", "2026-05-05T09:30:00Z"),
        ("3. marts 2026", "2026-03-03T00:00:00Z"),
        ("17. desember 2026", "2026-12-17T00:00:00Z"),
        ("6. marraskuuta 2026", "2026-11-06T00:00:00Z"),
        ("6. maaliskuuta 2026", "2026-03-06T00:00:00Z"),
        ("November 21, 2026", "2026-11-21T00:00:00Z"),
        ("Nov 21st, 2026 2:05 pm", "2026-11-21T14:05:00Z"),
        ("21.11.2026", "2026-11-21T00:00:00Z"),
        ("21/11/2026 08:00", "2026-11-21T08:00:00Z"),
        ("11/21/2026", "2026-11-21T00:00:00Z"),
        ("06-Feb-2026", "2026-02-06T00:00:00Z"),
        ("2026-11-21 kl. 14:05", "2026-11-21T14:05:00Z"),
        ("Sat, 2026/11/21 08:19:53 EST", "2026-11-21T13:19:53Z"),
        ("2026년 11월 21일  01:31:15", "2026-11-20T16:31:15Z"),
        ("2026-11-21 오후 11:23:17", "2026-11-21T14:23:17Z"),
        ("2026年11月21日 08:00", "2026-11-21T08:00:00Z"),
        ("2026-július-13T9:15-05:00", "2026-07-13T14:15:00Z"),
        ("Κυρ, 11 Οκτ 2026 12:00:00 EST", "2026-10-11T17:00:00Z"),
    ];
    for (text, moment) in table {
        let read = parse(text).map(|read| read.to_string());
        assert_eq!(read.as_deref(), Some(moment), "{text}");
    }
}

#[test]
fn what_is_no_date_stays_none() {
    let long = "9".repeat(10_000);
    for text in [
        "",
        "  ",
        "i dag",
        "November",
        "2026-13-01",
        "2026-02-30",
        "31 feb 2026",
        "99 Jun 2026",
        "Sun, Nov x 2026 11:47:32 GMT",
        "Sat, 21 Nov 2026 08:00:00 +zz:00",
        "12:00",
        "21 Nov 2026 25:00",
        "0000-00-00",
        "\u{2212}",
        "å",
        "2026-",
        &long,
    ] {
        assert_eq!(parse(text), None, "{text}");
    }
}

#[test]
fn pages_keep_their_offset_and_precision() {
    for (text, kept) in [
        ("2026-11-21", "2026-11-21"),
        ("2026-11-21T08:00:00+01:00", "2026-11-21T08:00:00+01:00"),
        ("2026-11-21T08:00:00.123-0330", "2026-11-21T08:00:00-03:30"),
        ("21 november 2026", "2026-11-21"),
    ] {
        assert_eq!(parse_keeping_offset(text).as_deref(), Some(kept));
    }
}

#[test]
fn days_are_swedish_days() {
    for (utc, day, words) in [
        ("2026-11-21T22:59:59Z", "2026-11-21", "21 november 2026"),
        ("2026-11-21T23:00:00Z", "2026-11-22", "22 november 2026"),
        ("2026-07-31T22:00:00Z", "2026-08-01", "1 augusti 2026"),
    ] {
        let moment = parse(utc).unwrap();
        assert_eq!(day_in_stockholm(moment), day);
        assert_eq!(long_day(moment, true), words);
    }
    assert_eq!(month(parse("2026-07-31T22:00:00Z").unwrap()), (2026, 8));
    let moment = parse("2026-11-25T13:30:00Z").unwrap();
    assert_eq!(spoken_minute(moment, true), "onsdag 25 november 14.30");
    assert_eq!(spoken_minute(moment, false), "Wednesday 25 November 14:30");
    assert_eq!(long_day(parse("2026-05-05").unwrap(), false), "5 May 2026");
}

#[test]
fn days_are_found_in_running_text() {
    for (text, day) in [
        ("Julkaistu 9.4.2019 · Pirkko", Some("2019-04-09")),
        ("Publicerad: den 21 november 2026, uppdaterad", Some("2026-11-21")),
        ("November 21, 2026 by Ann", Some("2026-11-21")),
        ("(2026-11-21)", Some("2026-11-21")),
        ("15. mai 2024\nType Foredrag", Some("2024-05-15")),
        ("sedan 2024 har 15 kommuner", None),
        ("dnr 2024/1234", None),
        ("", None),
    ] {
        assert_eq!(find_day(text).as_deref(), day, "{text}");
    }
}
