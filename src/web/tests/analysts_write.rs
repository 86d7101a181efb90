//! What analysts keep, pick and send: nothing is lost, nothing goes out twice, nothing is active.

use super::analysts::Inside;
use super::world::{HOSTILE, now};
use crate::model::{
    Application, Ask, Cadence, Channel, ConsentEvent, Feedback, Language, NETWORK_LETTER,
    SearchOrigin, Verdict, Visibility,
};
use crate::store::Applied;

const SEARCH: [(&str, &str); 6] = [
    ("query", "smarta"),
    ("title", "Smarta städer"),
    ("name", "smarta-stader"),
    ("description", "Om städer."),
    ("visibility", "private"),
    ("owner", "anna@ekvik.se"),
];

fn with<'a>(fields: &[(&'a str, &'a str)], name: &str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let set =
        |(field, old): &(&'a str, &'a str)| (*field, if *field == name { value } else { *old });
    fields.iter().map(set).collect()
}

impl Inside {
    /// Somebody who has confirmed that they want the network letter.
    async fn reader(&self, address: &str, language: Language) -> String {
        let application = Application {
            address: address.parse().unwrap(),
            language,
            search: NETWORK_LETTER.to_owned(),
            cadence: Cadence::default(),
        };
        let ids = [crate::token::random().unwrap(), crate::token::random().unwrap()];
        let ids = [ids[0].as_str(), ids[1].as_str()];
        let asked = self.store.apply(&application, ids, ConsentEvent::Asked, now()).await.unwrap();
        let Applied::Ask(subscription) = asked else { panic!("not asked") };
        assert!(self.store.confirm(&subscription.id, now(), now()).await.unwrap());
        subscription.id
    }
}

#[tokio::test]
async fn a_search_is_looked_at_before_it_is_kept() {
    let inside = Inside::new().await;
    let seen =
        inside.post("/analyst/searches", &[&SEARCH[..], &[("do", "preview")]].concat()).await;
    assert_eq!(seen.status, 200);
    assert!(seen.body.contains("30 träffar") && seen.body.contains("Smarta papperskorgar nummer"));
    assert!(inside.store.search_named("smarta-stader").await.unwrap().is_none());
    let kept = inside.post("/analyst/searches", &SEARCH).await;
    assert_eq!((kept.status, kept.header("location")), (303, "/analyst/searches"));
    let search = inside.store.search_named("smarta-stader").await.unwrap().unwrap();
    assert_eq!((search.visibility, search.origin), (Visibility::Private, SearchOrigin::Analyst));
    let list = inside.get("/analyst/searches").await.body;
    assert!(list.contains(&format!("/searches/{}", search.key)) && list.contains("Hemlig adress"));
    assert!(list.contains("Ändras i sources.toml") && list.contains("anna@ekvik.se"));
    let again = inside.post("/analyst/searches", &SEARCH).await;
    assert_eq!(again.status, 422);
    assert!(again.body.contains("Namnet är upptaget"), "{}", again.body);
    let known = [&with(&SEARCH, "title", "Städer")[..], &[("known", "1")]].concat();
    assert_eq!(inside.post("/analyst/searches", &known).await.status, 303);
    let changed = inside.store.search_named("smarta-stader").await.unwrap().unwrap();
    assert_eq!((changed.title.as_str(), changed.key), ("Städer", search.key));
    let path = "/analyst/searches/smarta-stader/remove";
    assert!(inside.get(path).await.body.contains("Ta bort bevakningen?"));
    assert_eq!(inside.post(path, &[]).await.status, 303);
    assert!(inside.store.search_named("smarta-stader").await.unwrap().is_none());
}

#[tokio::test]
async fn what_is_wrong_with_a_search_is_said_all_at_once() {
    let inside = Inside::new().await;
    let wrong =
        [("query", "kallla:x"), ("title", ""), ("name", "Å"), ("owner", "a@b\r\nBcc: c@d.se")];
    let page = inside.post("/analyst/searches", &wrong).await;
    assert_eq!(page.status, 422);
    for sentence in
        ["Skriv 1–60 tecken", "Ge bevakningen en rubrik", "ingen e-postadress", "kallla"]
    {
        assert!(page.body.contains(sentence), "{sentence}: {}", page.body);
    }
    for name in ["smarta", "trasig"] {
        let listed = [&with(&SEARCH, "name", name)[..], &[("known", "1")]].concat();
        assert_eq!(inside.post("/analyst/searches", &listed).await.status, 422, "of the list");
        assert_eq!(inside.get(&format!("/analyst/searches/{name}")).await.status, 404);
        let removed = inside.post(&format!("/analyst/searches/{name}/remove"), &[]).await;
        assert_eq!(removed.status, 404);
    }
}

#[tokio::test]
async fn a_basket_is_commented_ordered_and_written_down() {
    let inside = Inside::new().await;
    let path = inside.basket("Vecka 47").await;
    let id = path.rsplit('/').next().unwrap().to_owned();
    for document in ["000000000000fu11", "000000000000bad1", "000000000000bad1"] {
        let fields = [("document", document), ("basket", id.as_str()), ("back", "//evil.example")];
        let added = inside.post("/analyst/baskets/add", &fields).await;
        assert_eq!(added.header("location"), path, "nobody is sent elsewhere");
    }
    assert_eq!(inside.post("/analyst/baskets/add", &[("document", "nowhere")]).await.status, 404);
    let fields = [
        ("title", "Vecka 47\r\nBcc: x@y.se"),
        ("introduction", HOSTILE),
        ("signature", "=Anna Ek"),
        ("document-1", "0000000000000001"),
        ("ask-1", "answer"),
        ("by-1", "2026-12-11"),
        ("comment-1", "=1+1"),
        ("document-3", "000000000000bad1"),
        ("ask-3", "discuss"),
        ("comment-3", HOSTILE),
        ("do", "up-3"),
    ];
    let saved = inside.post(&path, &fields).await;
    assert_eq!((saved.status, saved.header("location")), (303, format!("{path}#item-2").as_str()));
    let basket = inside.store.basket(&id).await.unwrap().unwrap();
    assert_eq!(basket.title, "Vecka 47 Bcc: x@y.se");
    let items: Vec<_> = basket
        .items
        .iter()
        .map(|item| (item.document.as_str(), item.ask, item.answer_by.as_str()))
        .collect();
    let expected = [
        ("0000000000000001", Ask::Answer, "2026-12-11"),
        ("000000000000bad1", Ask::Discuss, ""),
        ("000000000000fu11", Ask::Know, ""),
    ];
    assert_eq!(items, expected);
    for page in [
        path.clone(),
        format!("{path}/preview"),
        format!("{path}/letter.html"),
        "/analyst".to_owned(),
    ] {
        let shown = inside.get(&page).await.body;
        assert!(!shown.contains("<script"), "{shown}");
        // In the text of a mail a quotation mark ends nothing.
        assert!(page.contains("letter.html") || !shown.contains("\" onload"), "{shown}");
    }
    let table = inside.get(&format!("{path}/basket.csv")).await.body;
    assert!(table.contains(";Svara;2026-12-11;'=1+1;"), "{table}");
    let list = inside.get(&format!("{path}/basket.md")).await.body;
    assert!(
        list.contains("**Svara före 11 december 2026.**") && list.contains("\\<script\\>"),
        "{list}"
    );
    let text = inside.get(&format!("{path}/basket.txt")).await;
    assert!(
        text.header("content-type").starts_with("text/plain") && text.body.contains("• Smarta")
    );
    let lacks =
        inside.post(&path, &[("document-1", "0000000000000001"), ("ask-1", "answer")]).await;
    assert!(lacks.body.contains("behövs också en dag"), "{}", lacks.body);
    inside.post(&format!("{path}/remove"), &[]).await;
    assert_eq!(inside.get(&path).await.status, 404);
}

#[tokio::test]
async fn a_network_letter_goes_out_once_to_all_who_confirmed() {
    let inside = Inside::new().await;
    let path = inside.basket("Tre saker den här veckan").await;
    let send = format!("{path}/send");
    assert!(inside.get(&send).await.body.contains("Ingen har bekräftat"));
    assert!(inside.post(&send, &[]).await.body.contains("Ingen har bekräftat"));
    let anna = inside.reader("anna@ekvik.se", Language::SV).await;
    let bo = inside.reader("bo@ekvik.se", Language::EN).await;
    let ended = inside.reader("cia@ekvik.se", Language::SV).await;
    inside
        .store
        .set_state(&ended, crate::model::SubscriptionState::Ended, "page", now())
        .await
        .unwrap();
    assert!(inside.get(&send).await.body.contains("får brevet: 2."));
    let due = inside.store.subscription(&anna).await.unwrap().unwrap().subscription.next_due;
    let (one, two) = tokio::join!(inside.post(&send, &[]), inside.post(&send, &[]));
    let taken = [&one, &two].iter().filter(|page| page.body.contains("Brev på väg: 2.")).count();
    assert_eq!(taken, 1, "{} {}", one.body, two.body);
    assert!(inside.post(&send, &[]).await.body.contains("kan inte ändras längre"));
    let lease = std::time::Duration::from_mins(1);
    let claimed =
        inside.store.claim_outbox(&[Channel::Letter], "test", now(), lease, 10).await.unwrap();
    let mut queued: Vec<_> = claimed
        .iter()
        .map(|row| (row.queued.recipient.clone(), row.letter.language.as_str(), row.queued.issue))
        .collect();
    queued.sort();
    let mut expected = vec![(anna.clone(), "sv", 1), (bo, "en", 1)];
    expected.sort();
    assert_eq!(queued, expected);
    let swedish = claimed.iter().find(|row| row.letter.language == "sv").unwrap();
    assert!(
        swedish.letter.subject.contains("Tre saker den här veckan"),
        "{}",
        swedish.letter.subject
    );
    assert!(swedish.letter.html.contains("utkik--answer--0000000000000001--"));
    assert_eq!(swedish.letter.documents, ["0000000000000001"]);
    let ids: std::collections::BTreeSet<_> =
        claimed.iter().map(|row| row.queued.message_id.as_str()).collect();
    assert_eq!(ids.len(), 2);
    let after = inside.store.subscription(&anna).await.unwrap().unwrap().subscription;
    assert_eq!((after.issue, after.next_due), (1, due));
    // What was sent stays as it was.
    inside.post(&path, &[("title", "Annat")]).await;
    assert!(inside.get(&path).await.body.contains("Tre saker den här veckan"));
}

#[tokio::test]
async fn answers_of_readers_are_counted_without_names() {
    let inside = Inside::new().await;
    let anna = inside.reader("anna@ekvik.se", Language::SV).await;
    let answer = |document: &str, verdict| Feedback {
        subscription: anna.clone(),
        search: "hemlig".to_owned(),
        document: crate::model::DocumentId::new(document),
        verdict,
        at: now(),
    };
    inside.store.save_feedback(&answer("0000000000000001", Verdict::TellMore)).await.unwrap();
    inside.store.save_feedback(&answer("000000000000bad1", Verdict::Relevant)).await.unwrap();
    let page = inside.get("/analyst/feedback").await;
    assert!(page.body.contains("Smarta papperskorgar nummer 1"), "{}", page.body);
    assert!(!page.body.contains("<script") && !page.body.contains("ekvik.se"), "{}", page.body);
    assert!(inside.get("/analyst").await.body.contains("1 vill veta mer"));
    let json = inside.get("/analyst/feedback.json").await.json();
    assert_eq!(json.as_array().map(Vec::len), Some(2));
    let table = inside.get("/analyst/feedback.csv").await;
    assert!(table.body.contains("0;0;0;1;2026-11-21"), "{}", table.body);
    assert!(table.header("content-disposition").contains("utkik-svar.csv"));
}
