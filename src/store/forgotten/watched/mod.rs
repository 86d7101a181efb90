//! Takes what is forgotten out of all that has to do with watching: news, answers, baskets, letters
//! that wait, and whoever is to be forgotten as a subscriber.

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use sqlx::{AnyConnection, AssertSqlSafe};

use crate::model::Timestamp;
use crate::store::row::Columns;
use crate::store::statement::{LIST, list_length, padded, with_list};
use crate::store::watching::erase;

use super::marks::{StopList, Subject};
use super::reading::Form;
use super::sweep::{Fate, FoundDocument};

/// What the log of consent calls whoever did it.
const BY: &str = "forget";

/// Forgets it here as well, after documents were swept; says whether anything was there.
pub(super) async fn forget(
    connection: &mut AnyConnection,
    list: &StopList,
    found: &[FoundDocument],
    now: Timestamp,
) -> sqlx::Result<bool> {
    let mut gone = remembered(connection, list).await?;
    let removed = found.iter().filter(|document| document.fate == Fate::Removed);
    gone.extend(removed.map(|document| document.id.as_str().to_owned()));
    let mut changed: HashSet<&str> = found.iter().map(|document| document.id.as_str()).collect();
    changed.extend(gone.iter().map(String::as_str));
    let mut is_changed = forget_documents(connection, &gone).await?;
    is_changed |= withdraw_letters(connection, list, &changed).await?;
    if list.reads_texts() {
        is_changed |= clean_texts(connection, list).await?;
        is_changed |= erase_people(connection, list, now).await?;
    }
    Ok(is_changed)
}

/// Forbidden ids that are still spoken of, also where their documents have long been removed.
async fn remembered(
    connection: &mut AnyConnection,
    list: &StopList,
) -> sqlx::Result<HashSet<String>> {
    let sql = "SELECT document FROM news UNION SELECT story FROM news \
               UNION SELECT document FROM feedback UNION SELECT document FROM basket_items";
    let mut gone = HashSet::new();
    for row in &sqlx::query(sql).fetch_all(connection).await? {
        let id = Columns::of(row).string()?;
        if list.number_of(&Subject::Id(id.clone())).is_some() {
            gone.insert(id);
        }
    }
    Ok(gone)
}

async fn forget_documents(
    connection: &mut AnyConnection,
    gone: &HashSet<String>,
) -> sqlx::Result<bool> {
    let gone: Vec<&String> = gone.iter().collect();
    let mut rows = 0;
    for chunk in gone.chunks(LIST) {
        for head in [
            "DELETE FROM news WHERE document IN (",
            "DELETE FROM feedback WHERE document IN (",
            "DELETE FROM basket_items WHERE document IN (",
            // A story may bear the id of what is gone. The news that has another one's name by
            // now, where there is one, says the same.
            "UPDATE news SET story = document WHERE NOT EXISTS (SELECT 1 FROM news AS other \
             WHERE other.search = news.search AND other.story = news.document) AND story IN (",
            "DELETE FROM news WHERE story IN (",
        ] {
            let mut query = sqlx::query(with_list(head, list_length(chunk.len()), ")"));
            for id in padded(chunk, |id| id.as_str()) {
                query = query.bind(id);
            }
            rows += query.execute(&mut *connection).await?.rows_affected();
        }
    }
    Ok(rows > 0)
}

/// Letters that are kept tell of what is forgotten: they are not sent any more.
async fn withdraw_letters(
    connection: &mut AnyConnection,
    list: &StopList,
    changed: &HashSet<&str>,
) -> sqlx::Result<bool> {
    let sql = "SELECT id, documents, subject, text, html FROM letters";
    let mut withdrawn = Vec::new();
    for row in &sqlx::query(sql).fetch_all(&mut *connection).await? {
        let mut columns = Columns::of(row);
        let id = columns.string()?;
        let mut documents = columns.text()?.split_ascii_whitespace();
        let tells = documents.any(|document| {
            changed.contains(document)
                || list.number_of(&Subject::Id(document.to_owned())).is_some()
        });
        let (subject, text, html) = (columns.text()?, columns.text()?, columns.text()?);
        let says = || {
            let forms = [(subject, Form::Text), (text, Form::Text), (html, Form::Markup)];
            forms.into_iter().any(|(text, form)| !list.hits(text, form).is_empty())
        };
        if tells || (list.reads_texts() && says()) {
            withdrawn.push(id);
        }
    }
    for id in &withdrawn {
        let sql = "UPDATE outbox SET state = 'failed', error = 'forgotten', lease_owner = '', \
                   lease_until = 0 WHERE letter = $1 AND state IN ('queued', 'sending')";
        sqlx::query(sql).bind(id).execute(&mut *connection).await?;
        let sql = "DELETE FROM letters WHERE id = $1";
        sqlx::query(sql).bind(id).execute(&mut *connection).await?;
    }
    Ok(!withdrawn.is_empty())
}

/// Names and mail addresses in what people have written themselves.
async fn clean_texts(connection: &mut AnyConnection, list: &StopList) -> sqlx::Result<bool> {
    const COLUMNS: [(&str, &str); 8] = [
        ("baskets", "title"),
        ("baskets", "introduction"),
        ("baskets", "signature"),
        ("basket_items", "comment"),
        ("searches", "title"),
        ("searches", "description"),
        ("searches", "trouble"),
        ("outbox", "error"),
    ];
    let mut is_changed = false;
    for (table, column) in COLUMNS {
        let sql = format!("SELECT DISTINCT {column} FROM {table} WHERE {column} <> ''");
        for row in &sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut *connection).await? {
            let before = Columns::of(row).string()?;
            let mut after = before.clone();
            if list.clean(&mut after, Form::Text) {
                let sql = format!("UPDATE {table} SET {column} = $1 WHERE {column} = $2");
                let query = sqlx::query(AssertSqlSafe(sql)).bind(after).bind(before);
                query.execute(&mut *connection).await?;
                is_changed = true;
            }
        }
    }
    Ok(is_changed)
}

/// Whoever is to be forgotten gets nothing any more, neither as a subscriber nor as an owner.
async fn erase_people(
    connection: &mut AnyConnection,
    list: &StopList,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let is_forgotten =
        |address: &str| list.number_of(&Subject::Mail(address.to_ascii_lowercase())).is_some();
    let mut is_changed = false;
    let sql = "SELECT id, address_key FROM subscribers";
    for row in &sqlx::query(sql).fetch_all(&mut *connection).await? {
        let mut columns = Columns::of(row);
        let id = columns.text()?;
        if is_forgotten(columns.text()?) {
            erase(connection, id, BY, now).await?;
            is_changed = true;
        }
    }
    let sql = "SELECT DISTINCT owner FROM searches WHERE owner IS NOT NULL";
    for row in &sqlx::query(sql).fetch_all(&mut *connection).await? {
        let owner = Columns::of(row).string()?;
        if is_forgotten(&owner) {
            let sql = "UPDATE searches SET owner = NULL WHERE owner = $1";
            sqlx::query(sql).bind(owner).execute(&mut *connection).await?;
            is_changed = true;
        }
    }
    Ok(is_changed)
}
