//! Nobody gets letters before they have confirmed; a GET changes nothing; a known address and an
//! unknown one hear the same.

use super::world::{Answer, World, now};
use crate::digest::{links, load_key};
use crate::model::{DocumentId, Subscription, SubscriptionState};
use crate::store::{Grounds, Store};
use crate::token::SigningKey;

const ANNA: &str = "search=smarta&address=anna%40ekvik.se&pace=daily&hour=7&weekday=1&language=sv";

struct Reader {
    world: World,
    store: Store,
    key: SigningKey,
}

impl Reader {
    async fn new() -> Self {
        let world = World::of_letters().await;
        let store = Store::open(&world.folder.path().join("utkik.db")).await.unwrap();
        let key = load_key(world.folder.path()).unwrap();
        Self { world, store, key }
    }

    async fn asked() -> Self {
        let reader = Self::new().await;
        assert_eq!(reader.world.post("/subscribe", ANNA).await.status, 200);
        reader
    }

    async fn confirmed() -> Self {
        let reader = Self::asked().await;
        let page = reader.world.post(&reader.confirm_page().await, "").await;
        assert!(page.body.contains("Bevakningen har börjat"), "{}", page.body);
        reader
    }

    async fn only(&self) -> Subscription {
        let mut rows = self.store.subscriptions(None).await.unwrap();
        assert_eq!(rows.len(), 1);
        rows.remove(0).subscription
    }

    async fn confirm_page(&self) -> String {
        let id = self.only().await.id;
        format!("/confirm/{}", links::confirm_token(&self.key, &id, now().as_millis()))
    }

    async fn manage_page(&self) -> String {
        format!("/subscriptions/{}", links::manage_token(&self.key, &self.only().await.id))
    }

    async fn seal(&self, document: &str) -> String {
        links::seal(&self.key, &self.only().await.id, &DocumentId::new(document))
    }

    /// Everything that a request could have changed.
    async fn kept(&self) -> String {
        format!(
            "{:?} {:?} {:?} {:?} {:?}",
            self.store.subscriptions(None).await.unwrap(),
            self.store.consents(Grounds::All).await.unwrap(),
            self.store.outbox_counts().await.unwrap(),
            self.store.searches().await.unwrap(),
            self.store.feedback(None).await.unwrap(),
        )
    }
}

fn is_kept_by_no_cache(answer: &Answer) {
    assert_eq!(answer.header("cache-control"), "no-store", "{answer:?}");
    assert_eq!(answer.header("referrer-policy"), "same-origin");
    assert!(answer.body.contains("noindex"), "{}", answer.body);
}

#[tokio::test]
async fn one_asks_confirms_and_ends() {
    let reader = Reader::asked().await;
    assert_eq!(reader.only().await.state, SubscriptionState::Pending);
    assert_eq!(reader.store.outbox_counts().await.unwrap().queued, 1);
    let page = reader.world.get(&reader.confirm_page().await).await;
    is_kept_by_no_cache(&page);
    assert!(page.body.contains("a…@ekvik.se") && !page.body.contains("anna"), "{}", page.body);
    assert_eq!(reader.only().await.state, SubscriptionState::Pending);
    assert_eq!(reader.world.get(&reader.manage_page().await).await.status, 404);
    reader.world.post(&reader.confirm_page().await, "").await;
    assert_eq!(reader.only().await.state, SubscriptionState::Confirmed);
    let page = reader.world.get(&reader.manage_page().await).await;
    is_kept_by_no_cache(&page);
    for shown in ["Smarta papperskorgar", "a…@ekvik.se", "Pausa breven", "Radera allt"] {
        assert!(page.body.contains(shown), "{shown}\n{}", page.body);
    }
    let end = format!("{}/end", reader.manage_page().await);
    assert!(reader.world.get(&end).await.body.contains("Avsluta bevakningen?"));
    assert_eq!(reader.only().await.state, SubscriptionState::Confirmed);
    let ended = reader.world.post(&end, "").await;
    assert!(ended.body.contains("Bevakningen är avslutad"), "{}", ended.body);
    assert_eq!(reader.only().await.state, SubscriptionState::Ended);
    let page = reader.world.post(&reader.manage_page().await, "act=resume").await;
    assert_eq!((page.status, reader.only().await.state), (200, SubscriptionState::Ended));
}

#[tokio::test]
async fn a_mail_program_ends_with_one_click() {
    for body in ["List-Unsubscribe=One-Click", ""] {
        let reader = Reader::confirmed().await;
        let end = format!("{}/end", reader.manage_page().await);
        let answer = reader.world.send("POST", &end, "", body).await;
        assert_eq!(answer.status, 200, "no cookie, no origin, no redirect: {answer:?}");
        assert_eq!(reader.only().await.state, SubscriptionState::Ended);
        let again = reader.world.send("POST", &end, "", body).await;
        assert_eq!(again.status, 200);
        let consents = reader.store.consents(Grounds::All).await.unwrap();
        let ended: Vec<_> = consents.iter().filter(|one| one.event == "ended").collect();
        assert_eq!(ended.len(), 1);
        assert_eq!(ended[0].by, if body.is_empty() { "page" } else { "letter" });
    }
    let reader = Reader::new().await;
    let one_click = "List-Unsubscribe=One-Click";
    let unknown = reader.world.send("POST", "/subscriptions/x/end", "", one_click).await;
    assert_eq!(unknown.status, 200);
}

#[tokio::test]
async fn a_get_changes_nothing() {
    let reader = Reader::confirmed().await;
    let id = "0000000000000001";
    let news = [(DocumentId::new(id), DocumentId::new(id))];
    reader.store.add_news("smarta", &news, 1, now()).await.unwrap();
    let manage = reader.manage_page().await;
    let addresses = [
        "/searches".to_owned(),
        "/searches/smarta".to_owned(),
        "/searches/smarta?since=0".to_owned(),
        "/searches/smarta/feed.atom".to_owned(),
        "/searches/smarta/feed.ics".to_owned(),
        "/subscribe?q=smarta&address=bo%40ekvik.se".to_owned(),
        "/subscribe?search=smarta".to_owned(),
        reader.confirm_page().await,
        format!("{manage}?act=pause"),
        format!("{manage}/end?List-Unsubscribe=One-Click"),
        format!("/answer/{}?a=relevant", reader.seal(id).await),
    ];
    let before = reader.kept().await;
    for address in addresses {
        for method in ["GET", "GET", "HEAD"] {
            let answer = reader.world.ask(method, &address, "").await;
            assert_eq!(answer.status, 200, "{method} {address}: {}", answer.body);
            assert_eq!(reader.kept().await, before, "{method} {address}");
        }
    }
}

#[tokio::test]
async fn a_known_address_hears_the_same_as_an_unknown_one() {
    let reader = Reader::confirmed().await;
    let known = reader.world.post("/subscribe", ANNA).await;
    let unknown = reader.world.post("/subscribe", &ANNA.replace("anna", "bo")).await;
    let again = reader.world.post("/subscribe", &ANNA.replace("anna", "bo")).await;
    assert_eq!((known.status, &known.body), (unknown.status, &unknown.body));
    assert_eq!((known.status, &known.body), (again.status, &again.body));
    assert!(!known.body.contains("ekvik.se"), "{}", known.body);
    assert_eq!(reader.store.outbox_counts().await.unwrap().queued, 2, "one to each");
}

#[tokio::test]
async fn whoever_follows_the_same_query_follows_the_same_search() {
    let reader = Reader::new().await;
    for name in ["anna", "bo"] {
        let form = format!("q=smarta+papperskorg&address={name}%40ekvik.se");
        assert_eq!(reader.world.post("/subscribe", &form).await.status, 200);
    }
    let rows = reader.store.subscriptions(None).await.unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].subscription.search, rows[1].subscription.search);
    assert_eq!(rows[0].title, "smarta papperskorg");
    assert!(!reader.world.get("/searches").await.body.contains("smarta papperskorg<"));
    let key = &rows[0].subscription.search;
    let in_hours = |hours| now().plus(std::time::Duration::from_hours(hours));
    reader.store.tidy_subscriptions(in_hours(40)).await.unwrap();
    assert!(reader.store.search(key).await.unwrap().is_some());
    reader.store.tidy_subscriptions(in_hours(80)).await.unwrap();
    assert!(reader.store.search(key).await.unwrap().is_none(), "nobody has confirmed");
    assert!(reader.store.search("smarta").await.unwrap().is_some());
}

#[tokio::test]
async fn what_cannot_be_sent_to_or_read_is_refused_with_a_sentence() {
    let reader = Reader::new().await;
    let before = reader.kept().await;
    for address in ["anna", "a%40b%0d%0aBcc:x%40y.se", "a%40ekvik.se,b%40ekvik.se", ""] {
        let form = ANNA.replace("anna%40ekvik.se", address);
        let answer = reader.world.post("/subscribe", &form).await;
        assert_eq!(answer.status, 400, "{address}");
        assert!(answer.body.contains("Adressen går inte att skicka till"), "{}", answer.body);
        assert!(answer.body.contains("aria-invalid"), "{}", answer.body);
    }
    let answer = reader.world.post("/subscribe", "q=kallla:x&address=anna%40ekvik.se").await;
    assert_eq!(answer.status, 400);
    assert!(answer.body.contains("Sökningen gick inte att tolka"), "{}", answer.body);
    assert_eq!(reader.world.post("/subscribe", &ANNA.replace("=7", "=24")).await.status, 400);
    assert_eq!(reader.world.post("/subscribe", &ANNA.replace("smarta", "x")).await.status, 404);
    assert_eq!(reader.kept().await, before);
}

#[tokio::test]
async fn a_crowd_is_told_to_wait_and_other_sites_are_refused() {
    let reader = Reader::new().await;
    for number in 0..5 {
        let form = ANNA.replace("anna", &format!("a{number}"));
        assert_eq!(reader.world.post("/subscribe", &form).await.status, 200);
    }
    let answer = reader.world.post("/subscribe", ANNA).await;
    assert_eq!(answer.status, 429);
    assert!(answer.header("retry-after").parse::<u64>().unwrap() <= 600);
    assert!(answer.body.contains("för många försök"), "{}", answer.body);
    for headers in ["Sec-Fetch-Site: cross-site\r\n", "Origin: https://ond.example\r\n"] {
        let answer = reader.world.send("POST", "/subscribe", headers, ANNA).await;
        assert_eq!(answer.status, 403, "{headers}");
        assert!(answer.body.contains("från en annan webbplats"), "{}", answer.body);
    }
    let own = format!("Origin: http://{}\r\n", reader.world.address);
    assert_eq!(reader.world.send("POST", "/subscribe", &own, ANNA).await.status, 429);
    let long = format!("{ANNA}&x={}", "a".repeat(17_000));
    assert_eq!(reader.world.post("/subscribe", &long).await.status, 413);
    assert_eq!(reader.store.subscriptions(None).await.unwrap().len(), 5);
}

#[tokio::test]
async fn everything_about_one_can_be_changed_taken_home_and_erased() {
    let reader = Reader::confirmed().await;
    let page = reader.manage_page().await;
    let changed = "act=change&pace=weekly&hour=9&weekday=3&language=en";
    let answer = reader.world.post(&page, changed).await;
    assert_eq!(
        (answer.status, reader.only().await.cadence.to_string().as_str()),
        (200, "weekly 3 09")
    );
    let answer = reader.world.post(&page, "act=pause").await;
    assert!(answer.body.contains("The letters are paused"), "in the new language: {}", answer.body);
    assert_eq!(reader.only().await.state, SubscriptionState::Paused);
    reader.world.post(&page, "act=resume").await;
    assert_eq!(reader.only().await.state, SubscriptionState::Confirmed);
    for other in ["", "&address=bo%40ekvik.se", "&address=x"] {
        for act in ["export", "erase"] {
            let refused = reader.world.post(&page, &format!("act={act}{other}")).await;
            assert_eq!(refused.status, 400, "a forwarded link is enough: {act} {other}");
            assert!(!refused.body.contains("anna@"), "{}", refused.body);
        }
    }
    let own = "&address=Anna%40ekvik.se";
    let file = reader.world.post(&page, &format!("act=export{own}")).await;
    assert!(file.header("content-disposition").contains("utkik.json"), "{file:?}");
    let kept = file.json();
    assert_eq!(kept["address"], "anna@ekvik.se");
    assert_eq!(kept["subscriptions"][0]["search"], "Smarta papperskorgar");
    assert!(kept["consents"].as_array().unwrap().len() >= 4, "{kept}");
    assert_eq!(reader.world.post(&page, "act=other").await.status, 400);
    let erased = reader.world.post(&page, &format!("act=erase{own}")).await;
    assert!(erased.body.contains("Everything is removed"), "{}", erased.body);
    assert!(reader.store.subscriptions(None).await.unwrap().is_empty());
    assert_eq!(reader.world.get(&page).await.status, 404);
}

#[tokio::test]
async fn a_reader_answers_what_they_were_told_and_nothing_else() {
    let reader = Reader::confirmed().await;
    let (told, other) = ("0000000000000001", "0000000000000002");
    let news = [(DocumentId::new(told), DocumentId::new(told))];
    reader.store.add_news("smarta", &news, 1, now()).await.unwrap();
    let address = format!("/answer/{}", reader.seal(told).await);
    let page = reader.world.get(&format!("{address}?a=we-do-this")).await;
    is_kept_by_no_cache(&page);
    let chosen = "value=\"we-do-this\" required checked";
    assert!(page.body.contains(chosen) && page.body.contains("nummer 1"), "{}", page.body);
    let thanks = reader.world.post(&address, "a=not-for-us").await;
    assert!(thanks.body.contains("Tack, svaret är sparat"), "{}", thanks.body);
    reader.world.post(&address, "a=relevant").await;
    let kept = reader.store.feedback(None).await.unwrap();
    assert_eq!((kept.len(), kept[0].relevant, kept[0].not_for_us), (1, 1, 0));
    assert_eq!(reader.world.post(&address, "a=maybe").await.status, 400);
    let untold = format!("/answer/{}", reader.seal(other).await);
    let forged = address.replace(told, other);
    for address in [untold, forged, "/answer/a.b.c".to_owned()] {
        assert_eq!(reader.world.get(&address).await.status, 404, "{address}");
        assert_eq!(reader.world.post(&address, "a=relevant").await.status, 404, "{address}");
    }
    assert_eq!(reader.store.feedback(None).await.unwrap().len(), 1);
}

#[tokio::test]
async fn without_letters_there_are_feeds() {
    let world = World::filled().await;
    let page = world.get("/subscribe?q=smarta").await;
    assert!(page.body.contains("skickas inga brev"), "{}", page.body);
    assert!(page.body.contains("/feeds/search.atom?q=smarta"), "{}", page.body);
    assert!(!page.body.contains("<input id=\"address\""), "{}", page.body);
    assert_eq!(world.post("/subscribe", ANNA).await.status, 503);
    assert!(world.get("/?q=smarta").await.body.contains("href=\"/subscribe?q=smarta\""));
}

#[tokio::test]
async fn who_wanted_the_words_alone_hears_that_letters_take_more() {
    let reader = Reader::new().await;
    let hits = reader.world.get("/?q=smarta&expand=0&ui=sv").await.body;
    assert!(hits.contains("/subscribe?q=smarta&#38;expand=0"), "{hits}");
    let form = reader.world.get("/subscribe?q=smarta&expand=0&ui=sv").await.body;
    assert!(form.contains("med = framför dem"), "{form}");
    let usual = reader.world.get("/subscribe?q=smarta&ui=sv").await.body;
    assert!(!usual.contains("med = framför dem"), "{usual}");
}

#[tokio::test]
async fn the_network_letter_has_a_name_and_no_rhythm() {
    let reader = Reader::new().await;
    let asked = reader.world.get("/subscribe?search=natverksbrev.&ui=sv").await;
    assert!(!asked.body.contains("name=\"pace\"") && asked.body.contains("name=\"language\""));
    let form = "search=natverksbrev.&address=anna@ekvik.se&language=sv";
    assert_eq!(reader.world.post("/subscribe", form).await.status, 200);
    let confirm = reader.confirm_page().await;
    let page = reader.world.get(&confirm).await;
    assert!(page.body.contains("Nätverksbrevet skickas till a…@ekvik.se när"), "{}", page.body);
    let page = reader.world.post(&confirm, "").await;
    assert!(page.body.contains("Nästa nätverksbrev kommer") && !page.body.contains("tidigast"));
    let manage = reader.world.get(&reader.manage_page().await).await.body;
    assert!(manage.contains("<h1>Nätverksbrev</h1>") && manage.contains("om ”Nätverksbrev”"));
    assert!(manage.contains("Pågår. När nätverkets omvärldsbevakare skickar det."), "{manage}");
    assert!(!manage.contains("tidigast") && !manage.contains("name=\"pace\""), "{manage}");
}
