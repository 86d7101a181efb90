//! `[[webhook]]`: those without problems are read, and no address is shown.

use super::run::load_run;
use crate::model::{HookForm, Language};

#[test]
fn a_webhook_may_keep_its_address_to_the_environment() {
    let (settings, problems) = load_run(
        "[[webhook]]\nname = \"kanalen\"\nsearch = \"nattillsyn\"\nform = \"slack\"\n\
         [[webhook]]\nname = \"intern\"\nsearch = \"oppna-data\"\nform = \"json\"\n\
         url = \"https://intern.ekvik.se/utkik\"\nlanguage = \"en\"\n",
    )
    .unwrap();
    assert_eq!(problems, [""; 0]);
    let [slack, json] = settings.run.hooks.as_slice() else { panic!("two webhooks") };
    assert_eq!((slack.name.as_str(), slack.search.as_str()), ("kanalen", "nattillsyn"));
    assert_eq!(
        (slack.form, slack.url.as_str(), slack.language),
        (HookForm::Slack, "", Language::SV)
    );
    assert_eq!((json.form, json.language), (HookForm::Json, Language::EN));
    assert_eq!((json.url.as_str(), &json.secret), ("https://intern.ekvik.se/utkik", &None));
}

#[test]
fn what_is_wrong_with_a_webhook_costs_that_one() {
    let (settings, problems) = load_run(
        "[[webhook]]\nname = \"bra\"\nsearch = \"s\"\nform = \"ntfy\"\n\
         [[webhook]]\nname = \"bra\"\nsearch = \"s\"\nform = \"ntfy\"\n\
         [[webhook]]\nname = \"Å\"\nsearch = \"s\"\nform = \"discord\"\n\
         url = \"https://hemligt@h.example/\"\nsecret = \"hemligt\"\nlanguage = \"da\"\n\
         [[webhook]]\nname = \"x\"\n",
    )
    .unwrap();
    let starts = [
        "6: webhook \"bra\": name is already taken in line 1; give this one another",
        "10: webhook \"Å\": name may hold only a–z",
        "12: webhook \"Å\": form \"discord\" is not known; there is `json`, `slack`",
        "13: webhook \"Å\": url is no address that can be posted to",
        "14: webhook \"Å\": key `secret` is not known here; it belongs into the environment",
        "15: webhook \"Å\": language \"da\" is not known; there is `sv`, `en`",
        "16: webhook \"x\": search is missing; write search = \"…\", the name of a saved search",
        "16: webhook \"x\": form is missing; write form = \"…\", json, slack",
    ];
    assert_eq!(problems.len(), starts.len(), "{problems:#?}");
    for (problem, start) in problems.iter().zip(starts) {
        assert!(problem.starts_with(start), "{problem}");
        assert!(!problem.contains("hemligt"), "{problem}");
    }
    assert_eq!(settings.run.hooks.len(), 1);
    let (settings, problems) = load_run("[webhook]\nname = \"a\"\n").unwrap();
    assert_eq!((settings.run.hooks.len(), problems.len()), (0, 1));
}
