//! Plain text in columns that every terminal has.

/// RFC 5322 wants no longer lines, and two columns are left for those who quote.
pub(super) const MOST_COLUMNS: usize = 76;

/// Breaks a text at its spaces. `first` stands before the first line, `next` before the others. A
/// word that is longer than a line keeps one to itself.
pub(super) fn push_wrapped(out: &mut String, text: &str, first: &str, next: &str) {
    let mut column = first.chars().count();
    out.push_str(first);
    let mut is_begun = false;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let width = word.chars().count();
        if is_begun && column + 1 + width > MOST_COLUMNS {
            out.push('\n');
            out.push_str(next);
            column = next.chars().count();
        } else if is_begun {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += width;
        is_begun = true;
    }
    out.push('\n');
}
