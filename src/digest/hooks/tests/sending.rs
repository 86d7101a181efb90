//! A message goes to its webhook, signed, and what is answered decides what becomes of it.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::server::Webhook;
use super::{letter, now};
use crate::digest::hooks::{message, send_to_hook};
use crate::fetch::{FetchSettings, Fetcher};
use crate::model::{Channel, Claimed, Clock, Hook, HookForm, Language, Queued, Sent, Timestamp};
use crate::{markup, token};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

fn fetcher(listed: &[&Webhook]) -> Fetcher {
    let settings = FetchSettings {
        user_agent: "Utkik/0.1 (+mailto:test@example.se)".to_owned(),
        allow_networks: listed.iter().map(|hook| hook.address.parse().unwrap()).collect(),
        ..FetchSettings::default()
    };
    Fetcher::new(settings, Clock::Fixed(now()), Vec::new()).unwrap()
}

fn hook(form: HookForm, url: &str, secret: Option<&str>) -> Hook {
    Hook {
        name: "kanalen".to_owned(),
        search: "nattillsyn".to_owned(),
        form,
        url: url.to_owned(),
        secret: secret.map(str::to_owned),
        language: Language::SV,
    }
}

fn claimed(form: HookForm, created: Timestamp) -> Claimed {
    let letter = message(form, &letter("Landskrona testar", ""));
    let queued = Queued {
        channel: Channel::Hook,
        recipient: "kanalen".to_owned(),
        issue: 3,
        letter: letter.id.clone(),
        message_id: format!("kanalen-3-{}", letter.id),
    };
    Claimed { queued, address: None, attempts: 0, created, letter: Arc::new(letter) }
}

async fn send(fetcher: &Fetcher, hook: &Hook) -> Sent {
    send_to_hook(fetcher, hook, &claimed(hook.form, now()), now()).await
}

#[tokio::test]
async fn a_message_to_a_program_is_signed() {
    let server = Webhook::start("204 No Content").await;
    let hook = hook(HookForm::Json, &server.url("/utkik"), Some(SECRET));
    assert_eq!(send(&fetcher(&[&server]), &hook).await, Sent::Accepted);
    let [taken] = server.taken().try_into().unwrap();
    assert_eq!(taken.path, "/utkik");
    assert_eq!(taken.header("content-type"), Some("application/json"));
    let id = taken.header("webhook-id").unwrap();
    assert!(id.starts_with("kanalen-3-"), "the same at each attempt: {id}");
    let moment = taken.header("webhook-timestamp").unwrap();
    assert_eq!(moment, now().as_secs().to_string());
    let key = markup::decode_base64(SECRET.strip_prefix("whsec_").unwrap()).unwrap();
    let signed = format!("{id}.{moment}.{}", taken.body);
    let expected = markup::encode_base64(&token::authenticate(&key, signed.as_bytes()));
    assert_eq!(taken.header("webhook-signature"), Some(format!("v1,{expected}").as_str()));
    let body: Value = serde_json::from_str(&taken.body).unwrap();
    assert_eq!(body["type"], "search.news");
    assert_eq!(body["data"]["own"][0]["title"], "Landskrona testar");
    assert_eq!(body["data"]["counts"]["hits"], 14);
}

#[tokio::test]
async fn a_push_message_goes_to_its_topic() {
    let server = Webhook::start("200 OK").await;
    let hook = hook(HookForm::Ntfy, &server.url("/hemligt-amne"), Some("tk_abc"));
    assert_eq!(send(&fetcher(&[&server]), &hook).await, Sent::Accepted);
    let [taken] = server.taken().try_into().unwrap();
    let body: Value = serde_json::from_str(&taken.body).unwrap();
    assert_eq!((taken.path.as_str(), body["topic"].as_str()), ("/", Some("hemligt-amne")));
    assert_eq!(taken.header("authorization"), Some("Bearer tk_abc"));
    assert_eq!(taken.header("webhook-signature"), None);
}

#[tokio::test]
async fn what_may_work_later_is_tried_again_and_the_rest_is_not() {
    for (answer, later, refused) in [
        ("500 Internal Server Error", false, false),
        ("429 Too Many Requests\r\nRetry-After: 600", true, false),
        ("400 Bad Request", false, true),
        ("404 Not Found", false, true),
    ] {
        let server = Webhook::start(answer).await;
        let hook = hook(HookForm::Slack, &server.url("/services/hemligt"), None);
        let sent = send(&fetcher(&[&server]), &hook).await;
        let why = match &sent {
            Sent::Later { not_before, why } => {
                assert!(later, "{answer}");
                assert_eq!(*not_before, now().plus(Duration::from_mins(10)));
                why
            }
            Sent::Unreached { why } => {
                assert!(!later && !refused, "{answer}");
                why
            }
            Sent::Refused { why } => {
                assert!(refused, "{answer}");
                why
            }
            other => panic!("{answer}: {other:?}"),
        };
        assert!(why.starts_with("webhook `kanalen`: ") && !why.contains("hemligt"), "{why}");
        assert_eq!(server.taken().len(), 1);
    }
}

#[tokio::test]
async fn no_redirect_is_followed() {
    let trap = Webhook::start("200 OK").await;
    let location = format!("307 Temporary Redirect\r\nLocation: {}", trap.url("/"));
    let server = Webhook::start(location.leak()).await;
    let hook = hook(HookForm::Teams, &server.url("/flow"), None);
    let sent = send(&fetcher(&[&server, &trap]), &hook).await;
    assert!(matches!(sent, Sent::Refused { .. }), "{sent:?}");
    assert_eq!((trap.taken().len(), server.taken().len()), (0, 1));
}

#[tokio::test]
async fn the_own_network_is_not_reached_unless_listed() {
    let server = Webhook::start("200 OK").await;
    let hook = hook(HookForm::Mattermost, &server.url("/hooks/hemligt"), None);
    let sent = send(&fetcher(&[]), &hook).await;
    let Sent::Refused { why } = sent else { panic!("{sent:?}") };
    assert!(why.contains("allow_networks") && !why.contains("hemligt"), "{why}");
    assert_eq!(server.taken().len(), 0);
    assert_eq!(send(&fetcher(&[&server]), &hook).await, Sent::Accepted);
}

#[tokio::test]
async fn what_is_missing_is_said_and_nothing_is_lost() {
    let fetcher = fetcher(&[]);
    for (hook, part) in [
        (hook(HookForm::Slack, "", None), "UTKIK_WEBHOOK_<NAME>_URL"),
        (hook(HookForm::Json, "https://a.example/", None), "UTKIK_WEBHOOK_<NAME>_SECRET"),
        (hook(HookForm::Json, "https://a.example/", Some("kort")), "UTKIK_WEBHOOK_<NAME>_SECRET"),
        (hook(HookForm::Ntfy, "https://ntfy.example/", None), "names no topic"),
    ] {
        let sent = send(&fetcher, &hook).await;
        let Sent::Unreached { why } = sent else { panic!("{sent:?}") };
        assert!(why.contains(part), "{why}");
    }
    let hook = hook(HookForm::Slack, "", None);
    let old = claimed(hook.form, now().minus(Duration::from_hours(100)));
    let sent = send_to_hook(&fetcher, &hook, &old, now()).await;
    assert!(matches!(&sent, Sent::Refused { why } if why.ends_with("three days")), "{sent:?}");
}
