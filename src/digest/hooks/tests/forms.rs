//! Each form holds what is new, and nothing that the title of a stranger's page could do with it.

use serde_json::Value;

use super::letter;
use crate::digest::hooks::forms;
use crate::model::HookForm;

const HOSTILE: &str = "@channel @everyone @here @anna <!here> <@U123> <!channel|x> <at>Bo</at> \
    [länk](https://ond.example) ![bild](https://ond.example/p.png) *fet* `kod` :smile: ~off-topic \
    <https://ond.example|klicka> & utkik--manage--token \u{202e}";

fn payload(form: HookForm, title: &str, summary: &str) -> Value {
    let (subject, payload) = forms::payload(form, &letter(title, summary));
    assert!(subject.starts_with("Utkik v. 48: "), "{subject}");
    serde_json::from_str(&payload).unwrap()
}

/// All texts of a payload.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        Value::Object(fields) => fields.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn every_form_tells_what_is_new_and_where_the_rest_is() {
    for form in HookForm::ALL {
        let payload = payload(form, "Landskrona testar", "Sensorer i stället för besök.");
        let all = texts(&payload).join("\n");
        for part in ["Landskrona testar", "Sydnytt", "https://utkik.example/searches/nattillsyn"] {
            assert!(all.contains(part), "{form:?} lacks {part}: {all}");
        }
        assert!(all.contains("11 december") || all.contains("2026-12-11"), "{form:?}: {all}");
        assert!(all.contains("14 nya träffar") || form == HookForm::Json, "{form:?}: {all}");
    }
}

#[test]
fn nothing_in_a_message_is_of_one_reader_alone() {
    for form in HookForm::ALL {
        let (_, payload) = forms::payload(form, &letter(HOSTILE, HOSTILE));
        assert!(!payload.contains("utkik--"), "{form:?}");
        assert!(!payload.contains("/subscriptions/"), "{form:?}");
        assert!(!payload.contains('\u{202e}'), "{form:?}");
    }
}

#[test]
fn in_slack_nobody_is_called_and_no_link_is_made() {
    let payload = payload(HookForm::Slack, HOSTILE, HOSTILE);
    let texts = texts(&payload);
    for text in &texts {
        // The only `<` are those of our own links.
        for part in text.split('<').skip(1) {
            let is_ours = part.starts_with("https://ekvik.example/nyhet?id=")
                || part.starts_with("https://utkik.example/searches/");
            assert!(is_ours, "{text}");
        }
        assert!(!text.contains('`'), "{text}");
    }
    let blocks = payload["blocks"].as_array().unwrap();
    assert_eq!(blocks.len(), 11);
    for block in blocks.iter().skip(1) {
        assert_eq!(block["text"]["verbatim"], true);
    }
}

#[test]
fn in_mattermost_nobody_is_called_and_no_mark_is_read() {
    let payload = payload(HookForm::Mattermost, HOSTILE, HOSTILE);
    let text = payload["text"].as_str().unwrap();
    for sign in ["@c", "@e", "@h", "@a", " [", "![", " *f", " `", ":smile:", " ~", "<"] {
        assert!(!text.contains(sign), "{sign}: {text}");
    }
    assert_eq!(text.matches("](https://ekvik.example/nyhet?id=").count(), 8);
    assert_eq!(text.matches("](").count(), 9 + text.matches("\\](").count());
}

#[test]
fn in_teams_all_text_is_plain() {
    let payload = payload(HookForm::Teams, HOSTILE, HOSTILE);
    assert_eq!(payload["type"], "message");
    let attachment = &payload["attachments"][0];
    assert_eq!(attachment["contentType"], "application/vnd.microsoft.card.adaptive");
    let card = &attachment["content"];
    assert_eq!(
        (card["type"].as_str(), card["version"].as_str()),
        (Some("AdaptiveCard"), Some("1.4"))
    );
    // Neither a block that reads Markdown nor entities that would call somebody.
    let text = payload.to_string();
    assert!(!text.contains("\"TextBlock\"") && !text.contains("\"entities\""));
    assert_eq!(text.matches("\"Action.OpenUrl\"").count(), 9);
}

#[test]
fn in_ntfy_all_text_is_plain() {
    let payload = payload(HookForm::Ntfy, HOSTILE, HOSTILE);
    assert_eq!(payload["markdown"], false);
    assert_eq!(payload.get("topic"), None, "a topic is a secret");
    assert_eq!(payload.get("attach"), None);
}

#[test]
fn every_service_gets_as_much_as_it_takes() {
    for letter_of in ["å", "&", "<", "@", "\"", "漢"] {
        let long = letter_of.repeat(3000);
        for form in HookForm::ALL {
            let payload = payload(form, &long, &long);
            let whole = payload.to_string();
            match form {
                HookForm::Json => assert!(whole.len() < 400_000),
                HookForm::Slack => {
                    let blocks = payload["blocks"].as_array().unwrap();
                    assert!(blocks.len() <= 50);
                    for block in blocks {
                        let text = block["text"]["text"].as_str().unwrap();
                        let most = if block["type"] == "header" { 150 } else { 3000 };
                        assert!((1..=most).contains(&text.chars().count()), "{}", text.len());
                    }
                }
                HookForm::Mattermost => {
                    assert!(payload["text"].as_str().unwrap().chars().count() <= 16_383);
                }
                HookForm::Teams => assert!(whole.len() <= 28_000, "{}", whole.len()),
                HookForm::Ntfy => assert!(payload["message"].as_str().unwrap().len() <= 4096),
            }
        }
    }
}
