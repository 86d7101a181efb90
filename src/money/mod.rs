//! Amounts of money in texts and queries: `5–7 miljoner kronor`, `€ 21.827.000`, `2,4 MEUR`.

mod number;
mod rates;
mod units;

use std::ops::Range;

use units::Unit;

/// The currencies in which our sources count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Currency {
    Sek,
    Eur,
    Usd,
    Gbp,
    Dkk,
    Nok,
}

/// How a text writes its numbers and which crowns it means.
#[derive(Clone, Copy, Debug)]
pub struct Habits {
    pub crowns: Currency,
    /// `1.250 million` is one and a quarter: English.
    pub decimal_point: bool,
}

/// An amount, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Money {
    pub range: Range<usize>,
    /// In whole units; of a range the middle.
    pub amount: f64,
    pub currency: Currency,
}

impl Currency {
    /// The code of ISO 4217, or a word or sign for the currency.
    pub fn read(word: &str) -> Option<Self> {
        match units::unit(word.trim().trim_end_matches('.'))? {
            Unit::Of(currency) => Some(currency),
            Unit::Crowns => Some(Self::Sek),
            _ => None,
        }
    }

    /// What `kr` means to a text in that language, published in that country.
    pub fn crowns_of(language: &str, country: Option<&str>) -> Self {
        match (language, country) {
            ("da", _) | (_, Some("DK")) => Self::Dkk,
            ("nb" | "nn", _) | (_, Some("NO")) => Self::Nok,
            _ => Self::Sek,
        }
    }
}

impl Default for Habits {
    fn default() -> Self {
        Self { crowns: Currency::Sek, decimal_point: false }
    }
}

impl Money {
    /// In whole Swedish kronor, by the average rate of a year; by the latest without one.
    pub fn in_sek(&self, year: Option<i16>) -> i64 {
        let sek = self.amount * rates::sek_per_unit(self.currency, year);
        #[expect(clippy::cast_possible_truncation, reason = "a cast from a float saturates")]
        let whole = sek.round() as i64;
        whole
    }
}

/// The amounts of a text that name a currency, in order.
pub fn find(text: &str, habits: Habits) -> Vec<Money> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(number) = number::next(text, from, habits.decimal_point) {
        from = number.range.end;
        if let Some(money) = with_units(text, &number, habits) {
            from = money.range.end;
            found.push(money);
        }
    }
    found
}

/// Reads what a query asks for: `1mkr`, `500 tkr`, `2 MEUR`, `1 000 000`; a bare number is kronor.
pub fn amount_in_sek(text: &str) -> Option<i64> {
    amount(text, Habits::default()).map(|money| money.in_sek(None))
}

/// Reads a whole text as one amount; without a currency it is in crowns.
pub fn amount(text: &str, habits: Habits) -> Option<Money> {
    let text = text.trim();
    let number = number::next(text, 0, habits.decimal_point)?;
    let before = text.get(..number.range.start)?.trim();
    if !before.is_empty() && units::unit(before).is_none() {
        return None;
    }
    with_units(text, &number, habits)
        .or_else(|| {
            let (range, times, rest) = times_after(text, &number)?;
            (rest.is_empty() || rest == ".").then(|| {
                let amount = number.middle() * times;
                Money { range, amount, currency: habits.crowns }
            })
        })
        .filter(|money| money.amount.is_finite() && money.amount >= 0.0)
}

/// A multiplier right after a number, and what follows it.
fn times_after<'t>(text: &'t str, number: &number::Number) -> Option<(Range<usize>, f64, &'t str)> {
    let start = number.range.start;
    let mut words = Following { text, at: number.range.end };
    if let Some((Unit::Times(times), end)) = words.next() {
        return Some((start..end, times, text.get(end..)?.trim()));
    }
    Some((number.range.clone(), 1.0, text.get(number.range.end..)?.trim()))
}

fn with_units(text: &str, number: &number::Number, habits: Habits) -> Option<Money> {
    let mut times = None;
    let mut currency = None;
    let mut range = number.range.clone();
    if let Some((unit, start)) = unit_before(text, number.range.start) {
        match unit {
            Unit::Of(named) => currency = Some(named),
            Unit::Crowns => currency = Some(habits.crowns),
            Unit::Both(by, named) => (times, currency) = (Some(by), Some(named)),
            Unit::BothCrowns(by) => (times, currency) = (Some(by), Some(habits.crowns)),
            Unit::Times(_) | Unit::Whose(_) => {}
        }
        if currency.is_some() {
            range.start = start;
        }
    }
    let mut whose = None;
    for (unit, end) in (Following { text, at: range.end }) {
        match unit {
            Unit::Times(by) if times.is_none() => times = Some(by),
            Unit::Of(named) if currency.is_none() => currency = Some(named),
            Unit::Crowns if currency.is_none() => currency = Some(whose.unwrap_or(habits.crowns)),
            Unit::Both(by, named) if times.is_none() && currency.is_none() => {
                (times, currency) = (Some(by), Some(named));
            }
            Unit::BothCrowns(by) if times.is_none() && currency.is_none() => {
                (times, currency) = (Some(by), Some(habits.crowns));
            }
            Unit::Whose(named) if whose.is_none() => {
                whose = Some(named);
                continue;
            }
            // `€ 1.750.000 EUR` names it twice.
            Unit::Of(named) if currency == Some(named) => {}
            _ => break,
        }
        range.end = end;
    }
    let spelled_alone = number.is_spelled && times.is_none();
    let amount = number.middle() * times.unwrap_or(1.0);
    currency.filter(|_| !spelled_alone).map(|currency| Money { range, amount, currency })
}

/// The word of money that stands before a number.
fn unit_before(text: &str, start: usize) -> Option<(Unit, usize)> {
    let before = text.get(..start)?.trim_end_matches(is_space);
    if start - before.len() > 3 {
        return None;
    }
    // `kr. 500 000` has a full stop, a sentence that ends in `5 miljoner kr.` as well: not told apart.
    let word_at = before
        .char_indices()
        .rev()
        .take_while(|(_, letter)| letter.is_alphabetic() || matches!(letter, '€' | '$' | '£'))
        .last()?
        .0;
    let unit = units::unit(before.get(word_at..)?)?;
    // `12 kr 500` would take the crowns of another amount.
    let earlier = before.get(..word_at)?.trim_end_matches(is_space);
    (!earlier.ends_with(|letter: char| letter.is_ascii_digit())).then_some((unit, word_at))
}

/// Walks over words of money that follow each other.
struct Following<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Following<'_> {
    type Item = (Unit, usize);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.at..)?;
        let trimmed = rest.trim_start_matches(is_space);
        let gap = rest.len() - trimmed.len();
        if gap > 4 {
            return None;
        }
        // `150 000:- kr`, `1 miljon :-`.
        let length = trimmed
            .char_indices()
            .find(|(_, c)| !(c.is_alphabetic() || matches!(c, '€' | '$' | '£')))
            .map_or(trimmed.len(), |(at, _)| at);
        let unit = units::unit(trimmed.get(..length)?)?;
        let mut end = self.at + gap + length;
        // `milj. kr`, `mio. kr.`: a full stop that belongs to a short form, when more follows.
        let after = self.text.get(end..)?;
        if let Some(more) = after.strip_prefix('.')
            && matches!(unit, Unit::Times(_))
            && more.trim_start_matches(is_space).starts_with(char::is_alphabetic)
        {
            end += 1;
        }
        self.at = end;
        Some((unit, end))
    }
}

/// Spaces inside amounts, with those that do not break.
fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{2007}')
}

#[cfg(test)]
mod tests;
