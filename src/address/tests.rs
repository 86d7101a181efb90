//! What holds for every address: it has one canonical form, and that is found in one step.

use proptest::prelude::*;

use super::{canonical, host_key, is_public, literal_address, site_of};

/// Pieces as they are met, and as nobody should write them.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zåäöA-Z0-9._~ -]{0,8}",
        "%[0-9a-fA-F]{2}",
        "[%;=&+,:@\"'|^\\[\\]\\\\]{1,3}",
        "[\u{0}-\u{20}\u{80}-\u{2FF}]{0,3}",
        Just("..".to_owned()),
        Just(";jsessionid=1A2B".to_owned()),
        Just("%3Bjsessionid%3D1".to_owned()),
        Just("&amp;".to_owned()),
    ]
}

fn pieces(longest: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..longest).prop_map(|pieces| pieces.concat())
}

fn host() -> impl Strategy<Value = String> {
    prop_oneof![
        "(www\\.)?[a-zåäö]{1,9}(\\.[a-z0-9-]{1,6}){0,3}\\.{0,2}",
        "[0-9]{1,3}(\\.[0-9]{1,3}){0,3}\\.?",
        "0x[0-9a-f]{1,8}",
        "\\[[0-9a-f:]{2,12}\\]",
    ]
}

/// A parameter that says who came from where, and nothing about the page.
fn noise() -> impl Strategy<Value = String> {
    prop_oneof![
        "utm_[a-z]{1,9}=[a-zA-Z0-9%.-]{0,9}",
        "(fbclid|gclid|mc_eid|%66bclid)=[a-zA-Z0-9_-]{1,12}",
        "(PHPSESSID|jsessionid|sid)=[a-f]{1,3}[a-f0-9]{8}",
        "amp;(utm_source|msclkid)=[a-z]{0,5}",
        Just(String::new()),
    ]
}

prop_compose! {
    fn address()(
        scheme in "(http|https|HTTP|Https)",
        user in "(|[a-z]{1,5}@|[a-z]{1,5}:[a-z]{1,5}@)",
        host in host(),
        port in "(|:80|:443|:8443)",
        segments in prop::collection::vec(pieces(4), 0..4),
        query in prop::option::of(pieces(6)),
        fragment in "(|#[a-z]{0,5})",
    ) -> String {
        let path: String = segments.iter().flat_map(|segment| ["/", segment]).collect();
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        format!("{scheme}://{user}{host}{port}{path}{query}{fragment}")
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 4_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_canonical_form_is_found_in_one_step(url in address()) {
        let Some(made) = canonical(&url) else { return Ok(()) };
        prop_assert_eq!(canonical(made.as_str()), Some(made.clone()));
        prop_assert!(made.as_str().is_ascii() && !made.as_str().contains(['#', ' ']));
    }

    #[test]
    fn it_names_the_same_host(url in address()) {
        let Some(made) = canonical(&url) else { return Ok(()) };
        prop_assert_eq!(host_key(&url), host_key(made.as_str()));
        prop_assert_eq!(site_of(&url), site_of(made.as_str()));
        let reached = |url: &str| literal_address(url).map(|address| is_public(address.ip()));
        prop_assert_eq!(reached(&url), reached(made.as_str()));
    }

    #[test]
    fn noise_changes_nothing(
        path in "(/[a-zåäö0-9.-]{0,8}){1,3}",
        parameters in prop::collection::vec(("[a-z]{3,5}=[a-z0-9%]{0,5}", noise()), 0..5),
        last in noise(),
    ) {
        let base = format!("https://kommun.example{path}");
        let with = |parameters: &[&str]| canonical(&format!("{base}?{}", parameters.join("&")));
        let plain: Vec<&str> = parameters.iter().map(|(wanted, _)| wanted.as_str()).collect();
        let mut noisy: Vec<&str> =
            parameters.iter().flat_map(|(wanted, noise)| [noise.as_str(), wanted]).collect();
        noisy.push(&last);
        prop_assert_eq!(with(&noisy), with(&plain));
        prop_assert_eq!(with(&[]), canonical(&base));
    }
}
