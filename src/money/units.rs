//! The words of money: currencies, and what stands for thousands, millions and milliards.

use super::Currency;

/// What a word says of the number beside it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Unit {
    Times(f64),
    Of(Currency),
    /// `kr`, whose country the surroundings tell.
    Crowns,
    Both(f64, Currency),
    BothCrowns(f64),
    /// `svenska` kronor.
    Whose(Currency),
}

const THOUSAND: f64 = 1e3;
const MILLION: f64 = 1e6;
const MILLIARD: f64 = 1e9;

/// Reads a word of money, without its full stop.
pub(super) fn unit(word: &str) -> Option<Unit> {
    // Case matters where a letter alone does: `M` and `m` are millions, `K` and `k` thousands.
    if let Some(sign) = sign(word) {
        return Some(sign);
    }
    let mut lower = [0_u8; 16];
    let lower = lower_ascii(word, &mut lower)?;
    Some(match lower {
        "k" | "tusen" | "tusind" | "thousand" | "tausend" | "tuhatta" => Unit::Times(THOUSAND),
        "m" | "mn" | "milj" | "miljon" | "miljoner" | "million" | "millions" | "mio" | "mill"
        | "millioner" | "millionen" | "miljoonaa" | "miljoona" | "miljoonan" => {
            Unit::Times(MILLION)
        }
        "md" | "mdr" | "miljard" | "miljarder" | "mrd" | "mia" | "milliard" | "milliarder"
        | "milliarden" | "miljardia" | "miljardi" | "miljardin" | "billion" | "billions" | "bn" => {
            Unit::Times(MILLIARD)
        }
        "tkr" | "kkr" => Unit::BothCrowns(THOUSAND),
        "mkr" | "mnkr" | "miokr" | "millkr" => Unit::BothCrowns(MILLION),
        "mdkr" | "mdrkr" => Unit::BothCrowns(MILLIARD),
        "tsek" | "ksek" => Unit::Both(THOUSAND, Currency::Sek),
        "msek" => Unit::Both(MILLION, Currency::Sek),
        "mdsek" | "bsek" => Unit::Both(MILLIARD, Currency::Sek),
        "teur" | "keur" => Unit::Both(THOUSAND, Currency::Eur),
        "meur" => Unit::Both(MILLION, Currency::Eur),
        "mnok" => Unit::Both(MILLION, Currency::Nok),
        "mdkk" => Unit::Both(MILLION, Currency::Dkk),
        "musd" => Unit::Both(MILLION, Currency::Usd),
        "mgbp" => Unit::Both(MILLION, Currency::Gbp),
        "kr" | "kronor" | "kronorna" | "krona" | "kroner" | "krone" => Unit::Crowns,
        "sek" => Unit::Of(Currency::Sek),
        "eur" | "euro" | "euros" | "euroa" | "euron" => Unit::Of(Currency::Eur),
        "nok" => Unit::Of(Currency::Nok),
        "dkk" => Unit::Of(Currency::Dkk),
        "usd" | "dollar" | "dollars" => Unit::Of(Currency::Usd),
        "gbp" | "pund" | "pounds" => Unit::Of(Currency::Gbp),
        "svenska" | "svenske" | "swedish" => Unit::Whose(Currency::Sek),
        "norska" | "norske" | "norwegian" => Unit::Whose(Currency::Nok),
        "danska" | "danske" | "danish" => Unit::Whose(Currency::Dkk),
        _ => return None,
    })
}

fn sign(word: &str) -> Option<Unit> {
    Some(match word {
        "€" => Unit::Of(Currency::Eur),
        "$" => Unit::Of(Currency::Usd),
        "£" => Unit::Of(Currency::Gbp),
        "M€" | "m€" => Unit::Both(MILLION, Currency::Eur),
        "k€" | "K€" | "t€" | "T€" => Unit::Both(THOUSAND, Currency::Eur),
        "bn€" => Unit::Both(MILLIARD, Currency::Eur),
        _ => return None,
    })
}

/// Words for small numbers, as they stand before `miljoner`.
pub(super) fn small_number(word: &str) -> Option<f64> {
    let mut lower = [0_u8; 16];
    Some(match lower_ascii(word, &mut lower)? {
        "en" | "ett" | "one" | "a" | "én" | "eine" | "ein" | "et" => 1.0,
        "två" | "two" | "to" | "zwei" | "kaksi" => 2.0,
        "tre" | "three" | "drei" | "kolme" => 3.0,
        "fyra" | "four" | "fire" | "vier" | "neljä" => 4.0,
        "fem" | "five" | "fünf" | "viisi" => 5.0,
        "sex" | "six" | "seks" | "sechs" | "kuusi" => 6.0,
        "sju" | "seven" | "syv" | "sieben" => 7.0,
        "åtta" | "eight" | "otte" | "åtte" | "acht" => 8.0,
        "nio" | "nine" | "ni" | "neun" => 9.0,
        "tio" | "ten" | "ti" | "zehn" | "kymmenen" => 10.0,
        "halv" | "half" | "halbe" | "puoli" => 0.5,
        _ => return None,
    })
}

/// ASCII letters made small in a buffer on the stack; `None` for a word that is too long.
fn lower_ascii<'b>(word: &str, buffer: &'b mut [u8; 16]) -> Option<&'b str> {
    let bytes = buffer.get_mut(..word.len())?;
    bytes.copy_from_slice(word.as_bytes());
    bytes.make_ascii_lowercase();
    std::str::from_utf8(bytes).ok()
}
