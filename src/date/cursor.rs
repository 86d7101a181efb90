//! Reading the parts of a date one after the other in running text.

/// A place in a text; a reader that finds nothing leaves it where it was.
pub(super) struct Cursor<'t> {
    pub text: &'t str,
    pub at: usize,
}

/// Texts of projects lie between these years; other numbers of four digits are amounts.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2060;

impl<'t> Cursor<'t> {
    /// Where the next word or number begins.
    pub(super) fn next_start(text: &str, from: usize) -> Option<usize> {
        let rest = text.get(from..)?;
        Some(from + rest.find(char::is_alphanumeric)?)
    }

    /// Where the word or number that begins here is over, with what is glued to it.
    pub(super) fn after_word(text: &str, start: usize) -> usize {
        let rest = text.get(start..).unwrap_or_default();
        let numeric = rest.starts_with(|c: char| c.is_ascii_digit());
        let glued =
            |c: char| c.is_alphanumeric() || (numeric && matches!(c, '.' | '/' | '-' | ':'));
        let first = rest.chars().next().map_or(1, char::len_utf8);
        start + rest.find(|c| !glued(c)).unwrap_or(rest.len()).max(first)
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_spaces(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
    }

    /// Reads, or goes back.
    fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.at;
        let value = read(self);
        if value.is_none() {
            self.at = before;
        }
        value
    }

    fn take(&mut self, mark: char) -> Option<()> {
        self.rest().starts_with(mark).then(|| self.at += mark.len_utf8())
    }

    /// A whole run of digits and how many there are.
    fn number(&mut self) -> Option<(i16, usize)> {
        let rest = self.rest();
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        let value = rest.get(..length).filter(|digits| (1..=4).contains(&digits.len()))?;
        self.at += length;
        Some((value.parse().ok()?, length))
    }

    fn two(&mut self) -> Option<i8> {
        self.number().filter(|(_, length)| *length <= 2)?.0.try_into().ok()
    }

    fn ends_here(&self) -> bool {
        !self.rest().starts_with(|c: char| c.is_alphanumeric())
    }

    pub(super) fn year(&mut self) -> Option<i16> {
        self.attempt(|cursor| {
            let (year, length) = cursor.number()?;
            let before = cursor.text.get(..cursor.at - length)?;
            let continues =
                before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ','));
            (length == 4 && YEARS.contains(&year) && !continues && cursor.ends_here())
                .then_some(year)
        })
    }

    /// ` 2027`, `, 2027`.
    pub(super) fn year_after(&mut self) -> Option<i16> {
        self.attempt(|cursor| {
            let _ = cursor.take(',');
            cursor.skip_spaces();
            cursor.year()
        })
    }

    pub(super) fn iso(&mut self) -> Option<(i16, i8, i8)> {
        self.attempt(|cursor| {
            let (year, 4) = cursor.number()? else { return None };
            cursor.take('-')?;
            let month = cursor.two()?;
            cursor.take('-')?;
            let day = cursor.two()?;
            // A `T` and a time may follow.
            let goes_on = cursor.rest().starts_with(|c: char| c.is_ascii_digit() || c == '-');
            (YEARS.contains(&year) && !goes_on).then_some((year, month, day))
        })
    }

    /// `15.3.2027`, `15/3 2027`, `15/3/2027`, `15/3`, and `15.3.`
    pub(super) fn numeric(&mut self) -> Option<(i8, i8, Option<i16>)> {
        self.attempt(|cursor| {
            let day = cursor.two()?;
            let mark =
                if cursor.take('.').is_some() { '.' } else { cursor.take('/').map(|()| '/')? };
            if mark == '.' {
                cursor.skip_spaces();
            }
            let month = cursor.two()?;
            let year = cursor.attempt(|cursor| {
                if cursor.take(mark).is_some() {
                    cursor.skip_spaces();
                } else {
                    cursor.take(' ')?;
                }
                cursor.year_of_number()
            });
            let is_date = (1..=31).contains(&day) && (1..=12).contains(&month);
            let alone = match mark {
                '/' => !(day == 24 && month == 7) && cursor.stands_alone(),
                _ => cursor.take('.').is_some() && cursor.ends_here(),
            };
            (is_date && (year.is_some() || alone)).then_some((day, month, year))
        })
    }

    /// A year right after a mark that `year` would take for that of a number.
    fn year_of_number(&mut self) -> Option<i16> {
        let (year, length) = self.number()?;
        (length == 4 && YEARS.contains(&year) && self.ends_here()).then_some(year)
    }

    /// `15/3` is a day, `1/3 av alla` and `15/30` are not.
    fn stands_alone(&self) -> bool {
        let rest = self.rest().trim_start();
        self.ends_here()
            && !self.rest().starts_with('/')
            && !["av ", "of ", "der ", "aller ", "del"].iter().any(|word| rest.starts_with(word))
    }

    /// `15`, `15.`, `15:e`, `15th of`.
    pub(super) fn day(&mut self) -> Option<i8> {
        self.attempt(|cursor| {
            let before = cursor.text.get(..cursor.at)?;
            if before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '/')) {
                return None;
            }
            let day = cursor.two()?;
            for ending in [":e", ":a", "st", "nd", "rd", "th", "."] {
                if let Some(after) = cursor.rest().strip_prefix(ending)
                    && !after.starts_with(|c: char| c.is_alphanumeric())
                {
                    cursor.at += ending.len();
                    break;
                }
            }
            let whole = (1..=31).contains(&day) && cursor.ends_here();
            cursor.skip_spaces();
            if let Some(after) = cursor.rest().strip_prefix("of ") {
                cursor.at = cursor.text.len() - after.len();
            }
            whole.then_some(day)
        })
    }

    /// The day after a month, as English has it: `March 15`.
    pub(super) fn day_after(&mut self) -> Option<i8> {
        let month_ends_at = self.at;
        self.skip_spaces();
        let day = self.day()?;
        // Of `i mars 15 elever` only English writes the month with a capital.
        let before = self.text.get(..month_ends_at)?;
        let word = before.rsplit(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty())?;
        word.starts_with(char::is_uppercase).then_some(day)
    }

    /// The name of a month in any of our languages, written out or shortened.
    pub(super) fn month(&mut self) -> Option<i8> {
        self.attempt(|cursor| {
            let rest = cursor.rest();
            let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            let word = rest.get(..length).filter(|word| (3..=24).contains(&word.len()))?;
            let month = name_of_month(word)?;
            cursor.at += length;
            if length <= 5 {
                let _ = cursor.take('.');
            }
            Some(month)
        })
    }

    /// What joins two times: a dash, `till`, `och`, `to` …
    pub(super) fn glue(&mut self) -> Option<()> {
        const WORDS: [&str; 21] = [
            "till och med ",
            "t.o.m. ",
            "t o m ",
            "till ",
            "til ",
            "och ",
            "og ",
            "to ",
            "until ",
            "through ",
            "& ",
            "and ",
            "bis zum ",
            "bis ",
            "und ",
            "ja ",
            "–",
            "-",
            "—",
            "−",
            "/",
        ];
        self.attempt(|cursor| {
            cursor.skip_spaces();
            let rest = cursor.rest();
            let glue = WORDS.iter().find(|word| rest.starts_with(**word))?;
            // `2023/24` are not two years but `2023-10-09/2023-10-12` are two days.
            if *glue == "/"
                && !cursor.text.get(..cursor.at)?.ends_with(|c: char| c.is_ascii_digit())
            {
                return None;
            }
            cursor.at += glue.len();
            cursor.skip_spaces();
            for filler in
                ["den ", "slutet av ", "utgången av ", "the end of ", "end of ", "the ", "med "]
            {
                if let Some(after) = cursor.rest().strip_prefix(filler) {
                    cursor.at = cursor.text.len() - after.len();
                }
            }
            Some(())
        })
    }
}

/// Months by their whole names, or the short forms that stand in dates. A beginning alone is not
/// enough here: `marknad` and `majoritet` are words of our field.
fn name_of_month(word: &str) -> Option<i8> {
    // The English month is also a verb.
    if word == "may" {
        return None;
    }
    let lower = word.to_lowercase();
    if let Some((start, _)) = lower.split_once("kuu") {
        const FINNISH: [&str; 12] = [
            "tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka",
            "marras", "joulu",
        ];
        let at = FINNISH.iter().position(|name| *name == start)?;
        return i8::try_from(at + 1).ok();
    }
    Some(match lower.as_str() {
        "januari" | "january" | "januar" | "jänner" | "jan" => 1,
        "februari" | "february" | "februar" | "feb" | "febr" => 2,
        "mars" | "march" | "marts" | "märz" | "mar" | "mär" => 3,
        "april" | "apr" => 4,
        "maj" | "may" | "mai" => 5,
        "juni" | "june" | "jun" => 6,
        "juli" | "july" | "jul" => 7,
        "augusti" | "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "oktober" | "october" | "okt" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "desember" | "dezember" | "dec" | "des" | "dez" => 12,
        _ => return None,
    })
}
