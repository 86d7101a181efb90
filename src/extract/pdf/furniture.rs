//! What stands on every page and belongs to none: running heads, feet, page numbers.

use std::collections::{HashMap, HashSet};

use super::line::{Line, Sheet};

/// Running heads stand in the uppermost part of a page, in percent of its height …
const HEAD_PERCENT: f32 = 14.0;
/// … and feet in the lowest.
const FOOT_PERCENT: f32 = 12.0;
/// Furniture stands on at least this share of the pages, in percent …
const LEAST_PERCENT: usize = 40;
/// … and on at least so many of them.
const LEAST_PAGES: usize = 2;
/// A longer line without a letter is a row of figures, not a number of a page.
const LONGEST_NUMBER: usize = 12;
/// Letters so much larger than those of the text make a headline: only its very repetition is
/// furniture, `Kapitel 2` after `Kapitel 1` is not.
const HEADLINE: f32 = 1.2;

/// Takes the furniture out of the pages. `body` is the size of the text's letters.
pub(super) fn remove(sheets: &mut [Sheet], body: f32) {
    if sheets.len() < LEAST_PAGES {
        return;
    }
    let mut seen: HashMap<String, usize> = HashMap::new();
    for sheet in sheets.iter() {
        let at_edge = sheet.lines.iter().filter(|line| is_at_edge(line, sheet.foot, sheet.height));
        let likenesses: HashSet<String> = at_edge.map(|line| likeness(line, body)).collect();
        for like in likenesses {
            *seen.entry(like).or_default() += 1;
        }
    }
    let least = (sheets.len() * LEAST_PERCENT).div_ceil(100).max(LEAST_PAGES);
    for sheet in sheets.iter_mut() {
        let (foot, height) = (sheet.foot, sheet.height);
        sheet.lines.retain(|line| {
            let repeats = || seen.get(&likeness(line, body)).is_some_and(|count| *count >= least);
            !is_at_edge(line, foot, height) || !(is_page_number(&line.text) || repeats())
        });
    }
}

fn is_at_edge(line: &Line, foot: f32, height: f32) -> bool {
    let percent = (line.y - foot) / height * 100.0;
    !(FOOT_PERCENT..=100.0 - HEAD_PERCENT).contains(&percent)
}

/// The line with its numbers alike: `Sida 3 av 12` is `Sida # av #`.
fn likeness(line: &Line, body: f32) -> String {
    if line.size > body * HEADLINE {
        return line.text.clone();
    }
    let mut alike = String::new();
    for letter in line.text.chars() {
        match letter {
            _ if letter.is_ascii_digit() && alike.ends_with('#') => {}
            _ if letter.is_ascii_digit() => alike.push('#'),
            _ if letter.is_whitespace() => {}
            _ => alike.extend(letter.to_lowercase()),
        }
    }
    alike
}

/// `3`, `3 (12)`, `- 3 -`, `3/12`.
fn is_page_number(text: &str) -> bool {
    text.len() <= LONGEST_NUMBER
        && text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "()/-–|".contains(c))
        && text.chars().filter(char::is_ascii_digit).count() <= 6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(lines: &[(f32, f32, &str)]) -> Sheet {
        let line = |(y, size, text): &(f32, f32, &str)| Line {
            x: 0.0,
            y: *y,
            end: 100.0,
            size: *size,
            is_bold: false,
            text: (*text).to_owned(),
        };
        Sheet { foot: 0.0, height: 842.0, lines: lines.iter().map(line).collect() }
    }

    fn texts(sheet: &Sheet) -> String {
        sheet.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_stands_on_every_page_goes() {
        let mut sheets = vec![
            sheet(&[
                (800., 9., "Ekviks kommun"),
                (770., 16., "Kapitel 1"),
                (500., 10., "Beslut"),
                (40., 9., "Sida 1 av 2"),
            ]),
            sheet(&[
                (800., 9., "Ekviks kommun"),
                (770., 16., "Kapitel 2"),
                (500., 10., "Beslut"),
                (60., 10., "2026"),
                (40., 9., "Sida 2 av 2"),
            ]),
        ];
        remove(&mut sheets, 10.0);
        assert_eq!(texts(&sheets[0]), "Kapitel 1 Beslut");
        assert_eq!(texts(&sheets[1]), "Kapitel 2 Beslut");

        let mut alone = vec![sheet(&[(800., 9., "Ekviks kommun"), (40., 9., "1")])];
        remove(&mut alone, 10.0);
        assert_eq!(texts(&alone[0]), "Ekviks kommun 1", "nothing repeats on a single page");
    }
}
