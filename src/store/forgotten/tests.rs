//! What is found and taken out of texts, and what the list keeps away.

use super::marks::{StopList, Subject};
use super::reading::Form;
use super::wish::{mail_spellings, spellings};
use crate::address::KeyedHash;
use crate::model::{CanonicalUrl, Document, FactName, Health};
use crate::store::tests::{at, check, document, place, store_with};
use crate::store::{Fate, Store, Wish};

fn list(names: &[&str], mails: &[&str]) -> StopList {
    let mut list = StopList::default();
    let name = |name: String| Subject::Name(name.split(' ').count(), name);
    let names = names.iter().flat_map(|text| spellings(text)).map(name);
    let mails = mails.iter().flat_map(|text| mail_spellings(text)).map(Subject::Mail);
    for subject in names.chain(mails) {
        list.add("secret", &subject.mark(&KeyedHash::new(b"secret")), 1);
    }
    list
}

#[test]
fn names_go_in_every_writing() {
    let list = list(&["anna svensson", "åsa karin ek"], &[]);
    let check = |text: &str, expected: &str| {
        let mut cleaned = text.to_owned();
        list.clean(&mut cleaned, Form::Text);
        assert_eq!(cleaned, expected, "{text}");
    };
    check("Kontakta Anna Svensson.", "Kontakta [borttaget].");
    check("ANNA  SVENSSON, projektledare", "[borttaget], projektledare");
    check("anna\u{a0}svensson", "[borttaget]");
    check("Anna\nSvensson", "[borttaget]");
    check("Anna Svens\u{ad}son", "[borttaget]");
    check("Anna Svenssons projekt", "[borttaget]s projekt");
    check("Anna Svensson’s", "[borttaget]’s");
    check("Svensson, Anna (red.)", "[borttaget] (red.)");
    check("A\u{30a}sa Karin Ek och Åsa-Karin Ek", "[borttaget] och [borttaget]");
    check("Asa Karin Ek", "[borttaget]");
    check("anna.svensson@ekvik.se", "[borttaget]@ekvik.se");
    check("/nyheter/anna-svensson/2", "/nyheter/[borttaget]/2");
    check("Anna%20Svensson", "[borttaget]");
    check("Anna Svensson Anna Svensson", "[borttaget] [borttaget]");
    for other in [
        "Anna Svenssonberg",
        "Joanna Svensson",
        "Anna och Svensson",
        "Anna. – Svensson",
        "Anna (Svensson)",
        "Svensson Anna",
        "Åsa Ek",
        "anna",
        "",
    ] {
        check(other, other);
    }
}

#[test]
fn mail_addresses_go_in_every_writing() {
    let list = list(&[], &["anna.ek@ekvik.se", "bo@malmö.se"]);
    let check = |form: Form, text: &str, expected: &str| {
        let mut cleaned = text.to_owned();
        list.clean(&mut cleaned, form);
        assert_eq!(cleaned, expected, "{text}");
    };
    for (text, expected) in [
        ("Skriv till Anna.Ek@Ekvik.SE.", "Skriv till [borttaget]."),
        ("mailto:anna.ek@ekvik.se?subject=x", "mailto:[borttaget]?subject=x"),
        ("anna.ek%40ekvik.se", "[borttaget]"),
        ("'anna.ek@ekvik.se'", "'[borttaget]'"),
        ("<anna.ek@ekvik.se>", "<[borttaget]>"),
        ("anna.ek+nyhet@ekvik.se", "[borttaget]"),
        ("bo@malmö.se bo@xn--malm-8qa.se", "[borttaget] [borttaget]"),
        ("joanna.ek@ekvik.se", "joanna.ek@ekvik.se"),
        ("anna.ek@ekvik.com", "anna.ek@ekvik.com"),
        ("anna.ek @ ekvik.se", "anna.ek @ ekvik.se"),
    ] {
        check(Form::Text, text, expected);
    }
    check(
        Form::Markup,
        "<p><a href=\"mailto:anna.ek%40ekvik.se\">anna.ek&#64;ekvik.se</a></p>",
        "<p><a href=\"mailto:[borttaget]\">[borttaget]</a></p>",
    );
    check(Form::Markup, "<p>anna.ek@<b>ekvik</b>.se", "<p>[borttaget]<b></b>");
    check(Form::Markup, "1 < 2 anna.ek@ekvik.se", "1 < 2 [borttaget]");
}

#[test]
fn names_in_markup_are_read_across_tags() {
    let list = list(&["anna svensson"], &[]);
    for (markup, expected) in [
        ("<p>Anna Svensson</p>", "<p>[borttaget]</p>"),
        ("<b>Anna</b> <i>Svens</i>son går", "<b>[borttaget]</b><i></i> går"),
        ("<td>Anna</td><td>Svensson</td>", "<td>[borttaget]</td><td></td>"),
        ("Anna&nbsp;Svensson", "[borttaget]"),
        (
            "<img alt=\"Foto: Anna Svensson\" src='/anna-svensson.jpg'>",
            "<img alt=\"Foto: [borttaget]\" src='/[borttaget].jpg'>",
        ),
        ("<a title=\"a>b\" href=/x>Anna</a> Svensson", "<a title=\"a>b\" href=/x>[borttaget]</a>"),
        ("<p>Anna</p><p>Berg Svensson</p>", "<p>Anna</p><p>Berg Svensson</p>"),
    ] {
        let mut cleaned = markup.to_owned();
        list.clean(&mut cleaned, Form::Markup);
        assert_eq!(cleaned, expected, "{markup}");
    }
}

#[test]
fn long_and_broken_texts_are_no_trouble() {
    let list = list(&["anna svensson"], &["a@b.se"]);
    let texts = [
        "<a \"".repeat(2_000),
        "%".repeat(9_999),
        "&#".repeat(9_999),
        "å".repeat(99_999),
        "@a".repeat(9_999),
    ];
    for text in texts {
        for form in [Form::Text, Form::Markup] {
            let mut cleaned = text.clone();
            assert!(!list.clean(&mut cleaned, form));
            assert_eq!(cleaned, text);
        }
    }
}

/// A document of the source `a`, with everything that a person may be named in.
fn about(number: usize, words: &str) -> Document {
    Document {
        title: format!("Nytt om {words}"),
        summary: format!("Läs om {words}"),
        text: format!("I dag talade {words} om gator."),
        html: format!("<p>I dag talade <b>{words}</b> om gator.</p>"),
        author: Some(words.to_owned()),
        tags: vec![words.to_owned(), "gata".to_owned()],
        facts: [(FactName::Contact, format!("{words}, projektledare"))].into(),
        entry_id: Some(format!("tag:{words},{number}")),
        ..document("a", number)
    }
}

fn bytes_of(place: &crate::store::tests::Place) -> Vec<u8> {
    let mut all = Vec::new();
    for end in ["", "-wal", "-journal"] {
        let file = format!("{}{end}", place.path.display());
        all.extend(std::fs::read(file).unwrap_or_default());
    }
    all
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window.eq_ignore_ascii_case(text.as_bytes()))
}

async fn forget(store: &Store, text: &str) -> crate::store::Forgotten {
    let wish = store.wish(text).await.unwrap().unwrap();
    let would_go = store.to_forget(&wish).await.unwrap();
    let done = store.forget(&wish, "begäran", at(500)).await.unwrap();
    assert_eq!(done.documents, would_go.documents, "a dry run tells what happens");
    done
}

#[tokio::test]
async fn a_document_goes_and_stays_away() {
    let place = place();
    let store = store_with(&place, &["a", "b"]).await;
    let first = vec![about(1, "Zebrafinken"), document("a", 2)];
    store.record_documents(&check("a", Health::Ok), first).await.unwrap();
    let edited = Document { text: "Quaggan kom".to_owned(), ..about(1, "Zebrafinken") };
    store.record_documents(&check("a", Health::Ok), vec![edited.clone()]).await.unwrap();
    let before = store.mark().await.unwrap();

    let done = forget(&store, "a-0001").await;
    assert_eq!((done.number, done.count(Fate::Removed)), (Some(1), 1));
    assert_eq!(done.documents[0].revisions, 1);
    let mark = store.mark().await.unwrap();
    assert_eq!(mark.documents, 1);
    assert_ne!(mark.store, before.store, "an index made before is not believed any more");
    assert_eq!(
        store.source_state(&crate::store::tests::id("a")).await.unwrap().unwrap().documents,
        1
    );
    assert_eq!(store.forgotten_on("a-0001").await.unwrap(), Some(at(500)));
    assert_eq!(store.forgotten_on("a-0002").await.unwrap(), None);

    // The same id, another id with the link, another link with the source's id; edited or not.
    let link = |text: &str| Some(CanonicalUrl::from_canonical(text));
    let other_id =
        Document { id: crate::model::DocumentId::new("a-0003"), entry_id: None, ..edited.clone() };
    let other_link = Document {
        id: crate::model::DocumentId::new("a-0004"),
        link: link("https://a.example/new"),
        url: link("https://a.example/new"),
        ..edited.clone()
    };
    let elsewhere = Document {
        link: link("http://www.a.example/1/"),
        url: link("https://b.example/copy"),
        entry_id: None,
        ..document("b", 9)
    };
    for (source, again) in [("a", edited), ("a", other_id), ("a", other_link), ("b", elsewhere)] {
        let recorded =
            store.record_documents(&check(source, Health::Ok), vec![again.clone()]).await.unwrap();
        assert_eq!(recorded.new, 0, "{again:?}");
        let imported = store.import(vec![again], at(600)).await.unwrap();
        assert_eq!((imported.new.len(), imported.forgotten.len()), (0, 1));
    }
    assert!(store.scrub().await.unwrap());
    let bytes = bytes_of(&place);
    for word in ["Zebrafink", "Quaggan", "a-0001", "a.example/1"] {
        assert!(!holds(&bytes, word), "`{word}` is still in the file");
    }
    assert!(holds(&bytes, "a-0002"), "the search for bytes finds what is there");
}

#[tokio::test]
async fn a_name_goes_from_documents_and_versions_and_from_what_comes() {
    let place = place();
    let store = store_with(&place, &["a"]).await;
    let old = about(1, "Anna Zebrafink");
    store
        .record_documents(&check("a", Health::Ok), vec![old.clone(), document("a", 2)])
        .await
        .unwrap();
    let edited = Document { title: "Gator".to_owned(), ..about(1, "Bo Ek") };
    store.record_documents(&check("a", Health::Ok), vec![edited]).await.unwrap();
    let named = about(3, "Anna Zebrafink");
    store.record_documents(&check("a", Health::Ok), vec![named.clone()]).await.unwrap();

    let done = forget(&store, "anna ZEBRAFINK").await;
    assert_eq!((done.count(Fate::Redacted), done.count(Fate::Removed)), (2, 0));
    let kept = store.document("a-0003").await.unwrap().unwrap();
    assert_eq!(kept.title, "Nytt om [borttaget]");
    assert_eq!(kept.html, "<p>I dag talade <b>[borttaget]</b> om gator.</p>");
    assert_eq!(kept.author.as_deref(), Some("[borttaget]"));
    assert_eq!(kept.tags, ["[borttaget]", "gata"]);
    assert_eq!(kept.facts[&FactName::Contact], "[borttaget], projektledare");
    assert_eq!(kept.entry_id.as_deref(), Some("tag:[borttaget],3"));
    let versions = store.revisions(&crate::model::DocumentId::new("a-0001")).await.unwrap();
    assert_eq!(versions[0].title, "Nytt om [borttaget]");

    let again = store.record_documents(&check("a", Health::Ok), vec![named]).await.unwrap();
    assert_eq!((again.new, again.revised, again.changes.len()), (0, 0, 0), "no churn");
    let mut news = about(4, "Anna Zebrafink");
    store.import(vec![news.clone()], at(700)).await.unwrap();
    assert_eq!(store.document("a-0004").await.unwrap().unwrap().summary, "Läs om [borttaget]");
    news.id = crate::model::DocumentId::new("a-0005");
    news.link = Some(CanonicalUrl::from_canonical("https://a.example/anna-zebrafink"));
    news.entry_id = None;
    let imported = store.import(vec![news], at(700)).await.unwrap();
    assert_eq!(imported.forgotten.len(), 1, "its address says the name");
    store.scrub().await.unwrap();
    assert!(!holds(&bytes_of(&place), "zebrafink"));
}

#[tokio::test]
async fn a_list_is_carried_into_a_store_that_was_put_back() {
    let (place, other) = (place(), place());
    let store = store_with(&place, &["a"]).await;
    let documents = vec![about(1, "Bo Ek"), about(2, "Anna Zebrafink"), document("a", 3)];
    store.record_documents(&check("a", Health::Ok), documents.clone()).await.unwrap();
    forget(&store, "https://a.example/1").await;
    forget(&store, "Anna Zebrafink").await;
    let list = store.forgotten_list().await.unwrap();

    let restored = store_with(&other, &["a"]).await;
    restored.record_documents(&check("a", Health::Ok), documents).await.unwrap();
    forget(&restored, "a-0003").await;
    assert_eq!(restored.import_forgotten(&list).await.unwrap(), 2);
    assert_eq!(restored.import_forgotten(&list).await.unwrap(), 0, "once is enough");
    let applied = restored.apply_forgotten().await.unwrap();
    assert_eq!((applied.count(Fate::Removed), applied.count(Fate::Redacted)), (1, 1));
    assert_eq!(restored.mark().await.unwrap().documents, 1);
    assert!(!holds(&bytes_of(&other), "zebrafink"));
    assert_eq!(restored.apply_forgotten().await.unwrap().documents, []);
    let numbers: Vec<_> = restored.forgotten().await.unwrap().iter().map(|e| e.number).collect();
    assert_eq!(numbers, [1, 2, 3], "both lists hold");

    assert!(restored.unforget(2).await.unwrap());
    assert!(!restored.unforget(2).await.unwrap());
}

#[tokio::test]
async fn what_others_share_is_not_stopped_with_one_document() {
    let place = place();
    let store = store_with(&place, &["a"]).await;
    let shared = |number: usize, link: &str| Document {
        link: Some(CanonicalUrl::from_canonical(link)),
        url: Some(CanonicalUrl::from_canonical(link)),
        entry_id: Some(format!("own-{number}")),
        ..document("a", number)
    };
    let all = [
        "https://a.example/",
        "https://a.example/",
        "https://a.example/list",
        "https://a.example/list",
    ];
    let documents: Vec<_> = (1..).zip(all).map(|(number, link)| shared(number, link)).collect();
    store.record_documents(&check("a", Health::Ok), documents).await.unwrap();
    forget(&store, "a-0001").await;
    forget(&store, "a-0003").await;
    let news = vec![shared(5, "https://a.example/"), shared(6, "https://a.example/list")];
    let recorded = store.record_documents(&check("a", Health::Ok), news).await.unwrap();
    assert_eq!(recorded.new, 2);
}

#[tokio::test]
async fn the_list_says_nothing_of_what_it_holds() {
    let place = place();
    let store = store_with(&place, &["a"]).await;
    let name = Wish::Name("anna zebrafink".to_owned());
    store.forget(&name, "enligt Anna Zebrafink, dnr 12", at(500)).await.unwrap();
    store.forget(&name, "en gång till", at(600)).await.unwrap();
    let entries = store.forgotten().await.unwrap();
    assert_eq!(entries.len(), 1, "the same wish has one number");
    assert_eq!(entries[0].reason, "enligt [borttaget], dnr 12");
    store.scrub().await.unwrap();
    assert!(!holds(&bytes_of(&place), "zebrafink"));
    let list = serde_json::to_string(&store.forgotten_list().await.unwrap()).unwrap();
    assert!(!holds(list.as_bytes(), "zebrafink"));
}
