//! Takes what is forgotten out of all that has to do with watching: news, answers, baskets, letters
//! that wait, and whoever is to be forgotten as a subscriber.

use std::collections::HashSet;

use sqlx::{AnyConnection, AssertSqlSafe};

use crate::model::{ConsentEvent, Timestamp};
use crate::store::row::Columns;
use crate::store::statement::{LIST, list_length, padded, with_list};

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
            erase(connection, id, now).await?;
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

async fn erase(
    connection: &mut AnyConnection,
    subscriber: &str,
    now: Timestamp,
) -> sqlx::Result<()> {
    let sql = "INSERT INTO consents (at, subscription, event, by_whom) \
               SELECT $1, id, $2, $3 FROM subscriptions WHERE subscriber = $4";
    sqlx::query(sql)
        .bind(now.as_millis())
        .bind(ConsentEvent::Erased.code())
        .bind(BY)
        .bind(subscriber)
        .execute(&mut *connection)
        .await?;
    for sql in [
        "DELETE FROM outbox WHERE channel IN ('letter', 'confirmation') \
         AND state IN ('queued', 'sending') \
         AND recipient IN (SELECT id FROM subscriptions WHERE subscriber = $1)",
        "DELETE FROM tokens \
         WHERE subscription IN (SELECT id FROM subscriptions WHERE subscriber = $1)",
        // A random number of its own for each answer: nothing tells which were of one person.
        "UPDATE feedback SET subscription = 'erased-' || lower(hex(randomblob(16))) \
         WHERE subscription IN (SELECT id FROM subscriptions WHERE subscriber = $1)",
        "DELETE FROM subscriptions WHERE subscriber = $1",
        "DELETE FROM subscribers WHERE id = $1",
    ] {
        sqlx::query(sql).bind(subscriber).execute(&mut *connection).await?;
    }
    let sql = "DELETE FROM letters WHERE NOT EXISTS (SELECT 1 FROM outbox \
               WHERE outbox.letter = letters.id AND outbox.state IN ('queued', 'sending'))";
    sqlx::query(sql).execute(connection).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Ask, Basket, BasketItem, DocumentId, Feedback, Health, StoredLetter, Verdict,
    };
    use crate::store::tests::{at, check, document, place, store_with};
    use crate::store::{Store, Wish};

    async fn count(store: &Store, sql: &'static str) -> i64 {
        let row = sqlx::query(sql).fetch_one(&store.readers).await.unwrap();
        Columns::of(&row).number().unwrap()
    }

    async fn run(store: &Store, sql: &'static str) {
        sqlx::raw_sql(sql).execute(&store.writer).await.unwrap();
    }

    async fn forget(store: &Store, text: &str) {
        let wish = store.wish(text).await.unwrap().unwrap();
        store.forget(&wish, "", at(500)).await.unwrap();
    }

    fn letter(id: &str, documents: &[&str], text: &str) -> StoredLetter {
        StoredLetter {
            id: id.to_owned(),
            subject: "Nytt".to_owned(),
            text: text.to_owned(),
            documents: documents.iter().map(|&id| id.to_owned()).collect(),
            ..StoredLetter::default()
        }
    }

    /// A search with news, a basket, an answer, and three messages to webhooks.
    async fn watched(store: &Store) {
        let mut documents = vec![document("a", 1), document("a", 2), document("a", 3)];
        documents[1].text = "I dag talade Anna Zebrafink om gator.".to_owned();
        store.record_documents(&check("a", Health::Ok), documents).await.unwrap();
        let search = store.subscribers_search("gator", "Gator", "k1", at(1)).await.unwrap();
        let id = |text: &str| DocumentId::new(text);
        let pairs = [("a-0001", "a-0001"), ("a-0002", "gone"), ("a-0003", "a-0003")];
        let found = pairs.map(|(document, story)| (id(document), id(story)));
        store.add_news(&search.key, &found, 9, at(2)).await.unwrap();
        let item = |document: &str, comment: &str| BasketItem {
            document: id(document),
            ask: Ask::Know,
            answer_by: String::new(),
            comment: comment.to_owned(),
        };
        let basket = Basket {
            id: "b1".to_owned(),
            title: "Vecka 48".to_owned(),
            introduction: "Hej!".to_owned(),
            signature: "Bo".to_owned(),
            created: at(1),
            changed: at(1),
            sent: None,
            items: vec![item("a-0001", ""), item("a-0003", "Fråga Anna Zebrafink")],
        };
        store.save_basket(&basket).await.unwrap();
        for letter in [
            letter("l1", &["a-0001", "a-0003"], "Ett"),
            letter("l2", &["a-0002"], "Två"),
            letter("l3", &["a-0003"], "Tre, skriver Anna Zebrafink"),
            letter("l4", &["a-0003"], "Fyra"),
        ] {
            let standing = store.hook("chatt", "k1").await.unwrap();
            assert!(store.issue_to_hook("chatt", standing, 3, &letter, at(3)).await.unwrap());
        }
    }

    #[tokio::test]
    async fn a_forgotten_document_is_no_news_and_no_letter_tells_of_it() {
        let place = place();
        let store = store_with(&place, &["a"]).await;
        watched(&store).await;
        let feedback = Feedback {
            subscription: "s1".to_owned(),
            search: "k1".to_owned(),
            document: DocumentId::new("a-0001"),
            verdict: Verdict::Relevant,
            at: at(4),
        };
        store.save_feedback(&feedback).await.unwrap();
        forget(&store, "a-0001").await;
        let news = store.news_after("k1", 0).await.unwrap();
        assert_eq!(news.iter().map(|one| one.number).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(store.feedback(None).await.unwrap(), []);
        assert_eq!(store.basket("b1").await.unwrap().unwrap().items.len(), 1);
        assert_eq!(count(&store, "SELECT COUNT(*) FROM letters").await, 3);
        let sql = "SELECT issue FROM outbox WHERE state = 'failed' AND error = 'forgotten'";
        assert_eq!(count(&store, sql).await, 1);

        // What only lends its name to a story, and was removed long ago.
        let wish = Wish::Document(DocumentId::new("gone"));
        store.forget(&wish, "", at(500)).await.unwrap();
        let news = store.news_after("k1", 0).await.unwrap();
        assert_eq!(news[0].story, DocumentId::new("a-0002"));
    }

    #[tokio::test]
    async fn a_forgotten_name_is_in_no_letter_and_no_basket() {
        let place = place();
        let store = store_with(&place, &["a"]).await;
        watched(&store).await;
        forget(&store, "Anna Zebrafink").await;
        assert_eq!(store.news_after("k1", 0).await.unwrap().len(), 3, "the documents stay");
        let sql = "SELECT COUNT(*) FROM letters WHERE id IN ('l1', 'l4')";
        assert_eq!(count(&store, sql).await, 2);
        assert_eq!(count(&store, "SELECT COUNT(*) FROM letters").await, 2);
        let basket = store.basket("b1").await.unwrap().unwrap();
        assert_eq!(basket.items[1].comment, "Fråga [borttaget]");
    }

    const PEOPLE: &str = "INSERT INTO subscribers (id, address, address_key, language, created) \
        VALUES ('p1', 'Anna@ekvik.se', 'anna@ekvik.se', 'sv', 1), ('p2', 'bo@ekvik.se', 'bo@ekvik.se', 'sv', 1); \
        INSERT INTO subscriptions (id, subscriber, search, state, pace, hour, weekday, created, next_due) \
        VALUES ('s1', 'p1', 'k1', 'confirmed', 'daily', 7, 1, 1, 1), ('s2', 'p2', 'k1', 'confirmed', 'daily', 7, 1, 1, 1); \
        INSERT INTO tokens (hash, purpose, subscription) VALUES ('h1', 'manage', 's1'), ('h2', 'manage', 's2'); \
        INSERT INTO feedback (subscription, search, document, verdict, at) VALUES ('s1', 'k1', 'd', 'relevant', 1), ('s2', 'k1', 'd', 'relevant', 1); \
        INSERT INTO letters (id, created, subject, html, text, language, list, documents) \
        VALUES ('l1', 1, 'x', '', '', 'sv', '', ''), ('l2', 1, 'x', '', '', 'sv', '', ''); \
        INSERT INTO outbox (channel, recipient, issue, letter, message_id, state, created) \
        VALUES ('letter', 's1', 1, 'l1', 'm1', 'queued', 1), ('letter', 's2', 1, 'l2', 'm2', 'queued', 1); \
        INSERT INTO searches (key, title, query, description, visibility, origin, owner, created, mark, look_back, look_back_moved) \
        VALUES ('k1', 'x', 'x', '', 'private', 'subscriber', 'Anna@ekvik.se', 1, 0, 0, 0)";

    async fn kept_people(store: &Store) -> [i64; 6] {
        [
            count(store, "SELECT COUNT(*) FROM subscribers").await,
            count(store, "SELECT COUNT(*) FROM subscriptions").await,
            count(store, "SELECT COUNT(*) FROM tokens").await,
            count(store, "SELECT COUNT(*) FROM letters").await,
            count(store, "SELECT COUNT(*) FROM searches WHERE owner IS NOT NULL").await,
            count(store, "SELECT COUNT(*) FROM feedback WHERE subscription = 's1'").await,
        ]
    }

    #[tokio::test]
    async fn a_forgotten_mail_address_gets_nothing_any_more_also_after_a_backup() {
        let (place, other) = (place(), place());
        let store = store_with(&place, &["a"]).await;
        run(&store, PEOPLE).await;
        assert_eq!(kept_people(&store).await, [2, 2, 2, 2, 1, 1]);
        forget(&store, "anna@ekvik.se").await;
        assert_eq!(kept_people(&store).await, [1, 1, 1, 1, 0, 0]);
        assert_eq!(count(&store, "SELECT COUNT(*) FROM feedback").await, 2, "answers stay");
        let sql = "SELECT COUNT(*) FROM consents WHERE subscription = 's1' AND event = 'erased'";
        assert_eq!(count(&store, sql).await, 1);

        let restored = store_with(&other, &["a"]).await;
        run(&restored, PEOPLE).await;
        let list = store.forgotten_list().await.unwrap();
        restored.carry_over(&list).await.unwrap();
        assert_eq!(kept_people(&restored).await, [1, 1, 1, 1, 0, 0]);
        restored.close().await;
        let bytes = std::fs::read(&other.path).unwrap();
        assert!(!bytes.windows(13).any(|part| part.eq_ignore_ascii_case(b"anna@ekvik.se")));
    }
}
