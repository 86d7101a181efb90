//! Hits as a list to paste into a memo.

use std::fmt::Write;

use crate::date;
use crate::markup;
use crate::message::{self, Locale};
use crate::model::SearchAnswer;

/// The hits as a list to paste into a memo.
pub fn markdown(locale: Locale, query: &str, answer: &SearchAnswer) -> String {
    let mut text = format!("## {}\n\n", escaped(query));
    let _ = writeln!(text, "{}\n", message::cli::count_of_hits(locale, answer.total));
    let mut below_the_line = false;
    for hit in &answer.hits {
        if !hit.missing.is_empty() && !below_the_line {
            below_the_line = true;
            let gap = if text.ends_with("\n\n") { "" } else { "\n" };
            let heading = escaped(&message::cli::heading_of_partial(locale, &answer.hits));
            let _ = writeln!(text, "{gap}### {heading}\n");
        }
        let title = escaped(&hit.title);
        let link = match markup::strip_controls(&hit.url) {
            url if url.is_empty() => format!("**{title}**"),
            url => format!("[{title}](<{}>)", url.replace(['<', '>'], "")),
        };
        let day = date::day_in_stockholm(hit.date);
        let _ = writeln!(text, "- {link} – {}, {day}", escaped(&hit.source_name));
        if !hit.snippet.text.is_empty() {
            let _ = writeln!(text, "  {}", escaped(&hit.snippet.text));
        }
    }
    text
}

/// On one line, and characters that mean something in Markdown or HTML lose their meaning.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in markup::strip_controls(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&') {
            escaped.push('\\');
        }
        escaped.push(if c.is_whitespace() { ' ' } else { c });
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_means_only_what_we_mean() {
        for (text, expected) in [
            ("a*b](x)", "a\\*b\\](x)"),
            ("ett\n~~~\ntvå", "ett \\~\\~\\~ två"),
            ("ett\n===\n- två", "ett === - två"),
            ("&lt;b>", "\\&lt;b\\>"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }
}
