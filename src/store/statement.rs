//! Statements over many rows: each costs 20–40 µs beside its work, so there should be few.
//!
//! Chunks have sizes from a short list, so that the connection's cache knows the statement.

use sqlx::AssertSqlSafe;

/// Texts in one `IN (…)` at most.
pub(super) const LIST: usize = 512;

/// The largest chunk of rows in one `VALUES`; with twenty columns far below `SQLite`'s 32,766
/// parameters and `PostgreSQL`'s 65,535.
const ROWS: usize = 128;

/// The largest chunk of rows that are a thousand bytes and more. Their number need not be rounded:
/// a source brings about as many documents each time.
pub(super) const LARGE_ROWS: usize = 32;

/// Writes a parameter. All statements here bind theirs in the order in which they stand, so that
/// they need no names: `SQLite` finds a `$n` by walking along all names, which took a third of the
/// time of a statement over many rows. `PostgreSQL` will want `$n` in this place.
pub(super) fn parameters(sql: &mut String, count: usize) {
    for number in 0..count {
        sql.push_str(if number == 0 { "?" } else { ",?" });
    }
}

/// `INSERT … VALUES` with `rows` rows of so many columns.
pub(super) fn insert(head: &str, rows: usize, columns: usize, tail: &str) -> AssertSqlSafe<String> {
    let mut row = String::new();
    parameters(&mut row, columns);
    insert_rows(head, rows, &row, tail)
}

/// The same with rows that are more than their parameters.
pub(super) fn insert_rows(head: &str, rows: usize, row: &str, tail: &str) -> AssertSqlSafe<String> {
    let mut sql = String::with_capacity(head.len() + tail.len() + rows * (row.len() + 3) + 16);
    sql.push_str(head);
    sql.push_str(" VALUES ");
    for index in 0..rows {
        sql.push_str(if index == 0 { "(" } else { ",(" });
        sql.push_str(row);
        sql.push(')');
    }
    sql.push(' ');
    sql.push_str(tail);
    AssertSqlSafe(sql)
}

/// A statement that ends with a list: `head ?,?,… tail`; other parameters are `?` as well.
pub(super) fn with_list(head: &str, length: usize, tail: &str) -> AssertSqlSafe<String> {
    let mut sql = String::with_capacity(head.len() + tail.len() + length * 2);
    sql.push_str(head);
    parameters(&mut sql, length);
    sql.push_str(tail);
    AssertSqlSafe(sql)
}

/// Cuts into chunks whose lengths are powers of two.
pub(super) fn row_chunks<T>(mut items: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        if items.is_empty() {
            return None;
        }
        let length = if items.len() >= ROWS { ROWS } else { 1 << items.len().ilog2() };
        let (chunk, rest) = items.split_at(length);
        items = rest;
        Some(chunk)
    })
}

/// How long a list is made for `length` texts: the rest repeats the last one.
pub(super) fn list_length(length: usize) -> usize {
    length.next_power_of_two().clamp(8, LIST)
}

/// The texts of a chunk and then its last one again and again, as many as the list is long.
pub(super) fn padded<'t, T>(
    chunk: &'t [T],
    text: impl Fn(&'t T) -> &'t str,
) -> impl Iterator<Item = &'t str> {
    let last = chunk.last();
    let missing = list_length(chunk.len()).saturating_sub(chunk.len());
    chunk.iter().chain(last.into_iter().cycle().take(missing)).map(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_have_sizes_that_a_cache_can_know() {
        let items = vec![(); 300];
        let sizes: Vec<_> = row_chunks(&items).map(<[()]>::len).collect();
        assert_eq!(sizes, [128, 128, 32, 8, 4]);
        assert_eq!(row_chunks::<()>(&[]).count(), 0);
    }

    #[test]
    fn a_short_list_is_filled_with_its_last_text() {
        let texts: Vec<_> = padded(&["a", "b"], |text| text).collect();
        assert_eq!(texts, ["a", "b", "b", "b", "b", "b", "b", "b"]);
        assert_eq!(list_length(9), 16);
        assert_eq!(list_length(512), 512);
    }

    #[test]
    fn rows_and_lists_hold_their_parameters() {
        assert_eq!(insert("INSERT INTO t", 2, 2, "x").0, "INSERT INTO t VALUES (?,?),(?,?) x");
        assert_eq!(with_list("a = ? AND b IN (", 2, ")").0, "a = ? AND b IN (?,?)");
    }
}
