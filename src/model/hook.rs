//! Where else news go: `[[webhook]]` of `utkik.toml`.

use std::str::FromStr;

/// A webhook that hears of a saved search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hook {
    /// Of a–z, 0–9 and hyphens; unique.
    pub name: String,
    /// Name of the saved search.
    pub search: String,
    pub form: HookForm,
    /// Where messages are posted. It often holds a secret, so it is never logged.
    pub url: String,
    /// Signs the body, for the form `json`; from the environment, never from the file.
    pub secret: Option<String>,
    /// `sv` or `en`.
    pub language: super::Language,
}

/// What messages look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HookForm {
    /// Our own, signed (Standard Webhooks).
    Json,
    Slack,
    Mattermost,
    /// An Adaptive Card, as Workflows in Microsoft Teams takes it.
    Teams,
    /// Push messages: ntfy.sh or an own server.
    Ntfy,
}

impl HookForm {
    pub const ALL: [Self; 5] = [Self::Json, Self::Slack, Self::Mattermost, Self::Teams, Self::Ntfy];

    pub fn code(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Slack => "slack",
            Self::Mattermost => "mattermost",
            Self::Teams => "teams",
            Self::Ntfy => "ntfy",
        }
    }
}

impl FromStr for HookForm {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|form| form.code() == text);
        known.ok_or_else(|| {
            format!("`{text}` is no form; write json, slack, mattermost, teams or ntfy")
        })
    }
}
