//! Which parameters of an address say who came from where, and nothing about the page.

/// Families of campaign parameters: Google Analytics, Matomo, Piwik, `HubSpot`, Vero, Omeda,
/// Webtrekk, Listrak, comScore.
const PREFIXES: [&str; 11] =
    ["utm_", "mtm_", "pk_", "piwik_", "hsa_", "_hs", "vero_", "oly_", "wt_mc", "trk_", "ns_m"];

/// Click and campaign identifiers that come alone.
const NAMES: [&str; 52] = [
    "__hsfp",
    "__hssc",
    "__hstc",
    "_bta_c",
    "_bta_tid",
    "_ga",
    "_gl",
    "_ke",
    "_kx",
    "_openstat",
    "at_campaign",
    "at_medium",
    "cmpid",
    "dclid",
    "dm_i",
    "epik",
    "fb_action_ids",
    "fb_action_types",
    "fb_ref",
    "fb_source",
    "fbclid",
    "gad_campaignid",
    "gad_source",
    "gbraid",
    "gclid",
    "gclsrc",
    "gdffi",
    "gdfms",
    "gdftrk",
    "gpromocode",
    "gqt",
    "igsh",
    "igshid",
    "li_fat_id",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "ml_subscriber",
    "ml_subscriber_hash",
    "msclkid",
    "ns_campaign",
    "ns_source",
    "rb_clickid",
    "s_cid",
    "srsltid",
    "ttclid",
    "twclid",
    "wbraid",
    "wickedid",
    "wt.mc_id",
    "xtor",
    "yclid",
];

/// Session identifiers of PHP, Java, ASP, `ColdFusion` and shop systems.
const SESSIONS: [&str; 9] = [
    "cfid",
    "cftoken",
    "jsessionid",
    "oscsid",
    "phpsessid",
    "session_id",
    "sessionid",
    "sessid",
    "zenid",
];

/// Whether a parameter (`name=value`, as it stands in the query) may be dropped.
pub(super) fn is_noise(parameter: &str) -> bool {
    let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
    // Feeds that escape twice leave `&amp;utm_source=…`.
    let name = name.strip_prefix("amp;").unwrap_or(name).to_ascii_lowercase();
    let name = name.as_str();
    name.is_empty()
        || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
        || NAMES.contains(&name)
        || SESSIONS.contains(&name)
        || name.starts_with("aspsessionid")
        || (name == "sid" && !is_short_number(value))
}

/// Some sites call their pages `sid=1234`; a session identifier is longer, or has letters.
fn is_short_number(value: &str) -> bool {
    (1..=10).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_noise_is_noise() {
        for parameter in ["utm_source=x", "UTM_Medium", "fbclid=1", "amp;gclid=2", "sid=a1b2", ""] {
            assert!(is_noise(parameter), "{parameter}");
        }
        for parameter in ["id=7", "sid=1234", "page=2", "sida=3", "s=x", "q=utm_source", "ref=a"] {
            assert!(!is_noise(parameter), "{parameter}");
        }
    }
}
