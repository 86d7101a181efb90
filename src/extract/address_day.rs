//! The day in the address of a page.

use crate::date;

/// `/2026/11/21/`, `2026-11-21`, `20261121_` or `~21-11-2026` in the address of the page.
pub(super) fn of(url: &str) -> Option<String> {
    let path = url.splitn(4, '/').nth(3)?;
    // An archive's own address begins with the moment of its copy.
    let path = path.split_once("/http").map_or(path, |(_, copied)| copied);
    let digits = |c: char| c.is_ascii_digit();
    let alone = |at: usize, length: usize| {
        let before = path.get(..at).and_then(|start| start.chars().next_back());
        let after = path.get(at + length..).and_then(|rest| rest.chars().next());
        !before.is_some_and(digits) && !after.is_some_and(digits)
    };
    let part = |at: usize, length: usize| path.get(at..at + length).filter(|_| alone(at, length));
    let is_year = |year: &str| ("1990".."2100").contains(&year);
    path.char_indices().filter(|(_, c)| digits(*c)).find_map(|(at, _)| {
        if let Some(day) = part(at, 10) {
            let signs: Vec<char> = day.chars().filter(|c| !c.is_ascii_digit()).collect();
            if let [one @ ('/' | '-' | '_'), other] = signs.as_slice()
                && one == other
            {
                let fields: Vec<&str> = day.split(*one).collect();
                match fields.as_slice() {
                    [year, month, date] if year.len() == 4 && is_year(year) => {
                        return iso(year, month, date);
                    }
                    [date, month, year] if year.len() == 4 && is_year(year) => {
                        return iso(year, month, date);
                    }
                    _ => {}
                }
            }
        }
        // A number alone may be anything; before a name it is the day.
        let day = part(at, 8).filter(|day| day.chars().all(digits))?;
        if !path.get(at + 8..).is_some_and(|rest| rest.starts_with(['_', '-'])) {
            return None;
        }
        let of = |from: usize, to: usize| day.get(from..to).unwrap_or_default();
        match (is_year(of(0, 4)), is_year(of(4, 8))) {
            (true, _) => iso(of(0, 4), of(4, 6), of(6, 8)),
            (_, true) => iso(of(4, 8), of(2, 4), of(0, 2)),
            _ => None,
        }
    })
}

fn iso(year: &str, month: &str, day: &str) -> Option<String> {
    date::parse_keeping_offset(&format!("{year}-{month}-{day}"))
}
