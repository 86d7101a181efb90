//! What foreign money was worth in Swedish kronor, year by year.

use super::Currency;

/// Averages of a year, in SEK per unit.
struct Rates {
    year: i16,
    eur: f64,
    usd: f64,
    gbp: f64,
    dkk: f64,
    nok: f64,
}

/// Yearly averages of the rates that the Riksbank and the ECB publish daily, rounded to three
/// significant digits: they serve to compare budgets, not to pay bills. 2026 has no average yet
/// and is counted as 2025.
const YEARS: [Rates; 8] = [
    Rates { year: 2019, eur: 10.6, usd: 9.46, gbp: 12.1, dkk: 1.42, nok: 1.07 },
    Rates { year: 2020, eur: 10.5, usd: 9.20, gbp: 11.8, dkk: 1.41, nok: 0.979 },
    Rates { year: 2021, eur: 10.1, usd: 8.58, gbp: 11.8, dkk: 1.36, nok: 0.998 },
    Rates { year: 2022, eur: 10.6, usd: 10.1, gbp: 12.5, dkk: 1.43, nok: 1.05 },
    Rates { year: 2023, eur: 11.5, usd: 10.6, gbp: 13.2, dkk: 1.54, nok: 1.01 },
    Rates { year: 2024, eur: 11.4, usd: 10.6, gbp: 13.5, dkk: 1.53, nok: 0.983 },
    Rates { year: 2025, eur: 11.1, usd: 9.81, gbp: 12.9, dkk: 1.48, nok: 0.944 },
    Rates { year: 2026, eur: 11.1, usd: 9.81, gbp: 12.9, dkk: 1.48, nok: 0.944 },
];

/// SEK for one unit in that year; years outside the table take the nearest, and no year the last.
pub(super) fn sek_per_unit(currency: Currency, year: Option<i16>) -> f64 {
    let [first, .., last] = &YEARS;
    let rates = match year {
        None => last,
        Some(year) if year <= first.year => first,
        Some(year) => YEARS.iter().find(|one| one.year == year).unwrap_or(last),
    };
    match currency {
        Currency::Sek => 1.0,
        Currency::Eur => rates.eur,
        Currency::Usd => rates.usd,
        Currency::Gbp => rates.gbp,
        Currency::Dkk => rates.dkk,
        Currency::Nok => rates.nok,
    }
}
