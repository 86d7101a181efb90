//! Amounts as they are written in six languages.

use super::*;

fn check(text: &str, language: &str, expected: &[(f64, Currency)]) {
    let habits =
        Habits { crowns: Currency::crowns_of(language, None), decimal_point: language == "en" };
    let found: Vec<(f64, Currency)> =
        find(text, habits).into_iter().map(|money| (money.amount, money.currency)).collect();
    let same = found.len() == expected.len()
        && found.iter().zip(expected).all(|(one, other)| {
            (one.0 - other.0).abs() <= other.0.abs() * 1e-9 && one.1 == other.1
        });
    assert!(same, "{text}: {found:?} instead of {expected:?}");
}

#[test]
fn amounts_are_read_as_they_are_written() {
    use Currency::{Dkk, Eur, Gbp, Nok, Sek, Usd};
    for (text, language, amount, currency) in [
        ("Budgeten är 500 tkr.", "sv", 500e3, Sek),
        ("kostar 4,5 mkr", "sv", 4.5e6, Sek),
        ("kostar 12 mnkr", "sv", 12e6, Sek),
        ("knappt 3 miljoner kronor", "sv", 3e6, Sek),
        ("5–7 miljoner kronor", "sv", 6e6, Sek),
        ("mellan 5 och 7 miljoner kronor", "sv", 6e6, Sek),
        ("1\u{a0}500\u{a0}000 kronor", "sv", 1.5e6, Sek),
        ("1\u{202f}250\u{202f}000\u{a0}SEK", "sv", 1.25e6, Sek),
        ("1,5 miljarder kronor", "sv", 1.5e9, Sek),
        ("2 mdkr", "sv", 2e9, Sek),
        ("två miljoner kronor", "sv", 2e6, Sek),
        ("en halv miljon kronor", "sv", 0.5e6, Sek),
        ("8 milj. kr", "sv", 8e6, Sek),
        ("0,5 MSEK", "sv", 0.5e6, Sek),
        ("5 miljoner norska kronor", "sv", 5e6, Nok),
        ("€ 21.827.000 in total", "en", 21_827_000.0, Eur),
        ("€ 40.000.000,00 EUR", "en", 40e6, Eur),
        ("€1.5 million", "en", 1.5e6, Eur),
        ("EUR 150 000", "en", 150e3, Eur),
        ("a grant of 2,500,000 euros", "en", 2.5e6, Eur),
        ("1.250 million euro", "en", 1.25e6, Eur),
        ("30 Mio €", "de", 30e6, Eur),
        ("2.4 M€", "en", 2.4e6, Eur),
        ("MEUR 3", "en", 3e6, Eur),
        ("$40 million", "en", 40e6, Usd),
        ("£3m", "en", 3e6, Gbp),
        ("12 mio. kr.", "da", 12e6, Dkk),
        ("1.250 mio. kr.", "da", 1250e6, Dkk),
        ("kr 500 000", "nb", 500e3, Nok),
        ("20 millioner kroner", "nb", 20e6, Nok),
        ("3,2 Mio. Euro", "de", 3.2e6, Eur),
        ("2 Milliarden Euro", "de", 2e9, Eur),
        ("1,2 miljoonaa euroa", "fi", 1.2e6, Eur),
        ("300 000 euroa", "fi", 300e3, Eur),
    ] {
        check(text, language, &[(amount, currency)]);
    }
    check("1 500 invånare fick 5 procent", "sv", &[]);
    check("2024 och 5 miljoner kronor", "sv", &[(5e6, Sek)]);
    check("3 miljoner kronor och 200 000 euro", "sv", &[(3e6, Sek), (200e3, Eur)]);
    check("Covid19 kr", "sv", &[]);
    check("en krona", "sv", &[]);
}

#[test]
fn a_query_asks_in_kronor() {
    for (text, expected) in [
        ("1mkr", Some(1_000_000)),
        ("500 tkr", Some(500_000)),
        ("1 000 000", Some(1_000_000)),
        ("1,5 miljoner", Some(1_500_000)),
        ("2mdkr", Some(2_000_000_000)),
        ("1 miljon kr", Some(1_000_000)),
        ("1 MEUR", Some(11_100_000)),
        ("€100000", Some(1_110_000)),
        ("1 mnkr", Some(1_000_000)),
        ("250000", Some(250_000)),
        ("mycket", None),
        ("", None),
        ("5 bananer", None),
        ("ca 5", None),
    ] {
        assert_eq!(amount_in_sek(text), expected, "{text}");
    }
}

#[test]
fn old_money_is_changed_at_its_own_rate() {
    let money = Money { range: 0..0, amount: 100.0, currency: Currency::Eur };
    assert_eq!(money.in_sek(Some(2019)), 1060);
    assert_eq!(money.in_sek(Some(2024)), 1140);
    assert_eq!(money.in_sek(Some(1999)), money.in_sek(Some(2019)));
    assert_eq!(money.in_sek(Some(2040)), money.in_sek(None));
}
