//! The API: complete, described, and in one shape when it fails.

use serde_json::json;

use super::world::World;

#[tokio::test]
async fn a_search_answers_with_facts_and_links() {
    let world = World::filled().await;
    let found =
        world.get("/api/search?q=smarta&limit=3&offset=2&facets=true&sort=date").await.json();
    assert_eq!((found["total"].as_u64(), found["sort"].as_str()), (Some(30), Some("date")));
    let hits = found["hits"].as_array().unwrap();
    assert_eq!(hits.len(), 3);
    assert_eq!(hits[0]["source_name"], "Malmö stad");
    assert!(hits[0]["url"].as_str().unwrap().starts_with("https://malmo.example/"));
    assert!(hits[0].get("text").is_none());
    let fields: Vec<_> =
        found["facets"].as_array().unwrap().iter().map(|f| f["field"].as_str().unwrap()).collect();
    for field in ["source", "group", "lang", "country", "month"] {
        assert!(fields.contains(&field), "{fields:?}");
    }
    assert!(
        world.get("/api/search?q=smarta").await.json()["facets"].as_array().unwrap().is_empty()
    );
}

#[tokio::test]
async fn what_is_being_typed_is_completed() {
    let world = World::filled().await;
    for (address, expected) in [
        ("q=smarta+papp", json!(["smarta papp", ["smarta papperskorgar"]])),
        ("q=papp+sol&at=4", json!(["papp sol", ["papperskorgar sol"]])),
        ("q=tema:tryg&ui=sv", json!(["tema:tryg", ["tema:trygghet"]])),
        ("q=land:d&ui=en", json!(["land:d", ["land:danmark", "land:denmark"]])),
        ("q=rubrik:numm", json!(["rubrik:numm", ["rubrik:nummer"]])),
        ("q=xyzzy", json!(["xyzzy", []])),
        ("", json!(["", []])),
    ] {
        let answer = world.get(&format!("/api/suggest?{address}")).await;
        assert_eq!(answer.json(), expected, "{address}");
        assert_eq!(answer.header("content-type"), "application/x-suggestions+json");
    }
    let long = world.get(&format!("/api/suggest?q={}", "a".repeat(1001))).await;
    assert_eq!(long.json()[1], json!([]));
    let empty = World::empty().await.get("/api/suggest?q=pap").await;
    assert_eq!((empty.status, empty.json()), (200, json!(["pap", []])));
}

#[tokio::test]
async fn failures_have_one_shape() {
    let world = World::filled().await;
    for (address, status, code) in [
        ("/api/search?q=foo:x", 400, "query"),
        ("/api/search?q=(", 400, "query"),
        ("/api/search?sort=best", 400, "parameter"),
        ("/api/search?limit=0", 400, "parameter"),
        ("/api/search?limit=many", 400, "parameter"),
        ("/api/search?offset=10001", 400, "parameter"),
        ("/api/search?offset=10000&limit=100", 400, "parameter"),
        ("/api/search?facets=perhaps", 400, "parameter"),
        ("/api/documents/nope", 404, "not_found"),
    ] {
        let answer = world.get(address).await;
        let error = &answer.json()["error"];
        assert_eq!((answer.status, error["code"].as_str()), (status, Some(code)), "{address}");
        assert!(!error["message"].as_str().unwrap().is_empty());
    }
    let error = world.get("/api/search?q=%C3%B6+foo:x&ui=en").await.json();
    assert_eq!(error["error"]["at"][0], 2, "in characters: {error}");
    let empty = World::empty().await.get("/api/documents/x").await;
    assert_eq!((empty.status, empty.header("retry-after")), (503, "30"));
}

#[tokio::test]
async fn a_document_is_an_excerpt_unless_its_source_says_otherwise() {
    let world = World::filled().await;
    let excerpt = world.get("/api/documents/000000000000bad1").await.json();
    assert!(excerpt["text"].as_str().unwrap().chars().count() <= 300);
    assert_eq!(
        (excerpt["is_excerpt"].as_bool(), excerpt["country"].as_str()),
        (Some(true), Some("US"))
    );
    let whole = world.get("/api/documents/000000000000fu11").await.json();
    assert!(whole["text"].as_str().unwrap().len() > 1000);
    assert_eq!(whole["is_excerpt"], false);
}

#[tokio::test]
async fn sources_and_their_health_are_told() {
    let world = World::filled().await;
    let sources = world.get("/api/sources?ui=en").await.json();
    let list = sources["sources"].as_array().unwrap();
    assert_eq!(list.len(), 4);
    assert_eq!(list[0]["documents"], 30);
    assert_eq!(
        (list[1]["health"].as_str(), list[1]["health_text"].as_str()),
        (Some("failing"), Some("failing"))
    );
    assert_eq!(list[3]["enabled"], false);
}

#[tokio::test]
async fn the_description_names_every_route_of_the_api() {
    let world = World::empty().await;
    let description = world.get("/api/openapi.json").await.json();
    assert_eq!(description["info"]["title"], "Utkik");
    for path in ["/api/search", "/api/documents/{id}", "/api/sources", "/healthz"] {
        assert!(description["paths"][path]["get"].is_object(), "{path}");
    }
    let parameters = description["paths"]["/api/search"]["get"]["parameters"].to_string();
    for name in ["\"q\"", "\"sort\"", "\"limit\"", "\"offset\"", "\"facets\""] {
        assert!(parameters.contains(name), "{name}: {parameters}");
    }
    assert!(description["components"]["schemas"]["FoundAnswer"].is_object(), "{description}");
}
