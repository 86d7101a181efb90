//! The words by which letters give their frame away, in Swedish, English, German, Danish, Norwegian
//! and Finnish.

/// Longer texts are never a line of the frame.
const LONGEST_FRAME: usize = 300;
/// Longer lines greet nobody.
const LONGEST_GREETING: usize = 60;

/// What a line about the subscription, the view or the sender says.
const FRAME: [&str; 78] = [
    "avregistrera",
    "avprenumerera",
    "avsluta prenumeration",
    "avsluta din prenumeration",
    "säg upp prenumeration",
    "avanmäl",
    "hantera prenumeration",
    "ändra din prenumeration",
    "ändra dina uppgifter",
    "uppdatera dina uppgifter",
    "visa i webbläsare",
    "öppna i webbläsare",
    "läs i webbläsare",
    "webbversion",
    "i din webbläsare",
    "visas inte korrekt",
    "du får detta",
    "du får det här",
    "du får mejlet",
    "detta mejl skickades",
    "detta mail skickades",
    "detta utskick",
    "tipsa en vän",
    "integritetspolicy",
    "unsubscribe",
    "opt out",
    "opt-out",
    "manage preferences",
    "manage your preferences",
    "manage subscription",
    "manage your subscription",
    "update your preferences",
    "update profile",
    "update your profile",
    "email preferences",
    "view in browser",
    "view this email",
    "view online",
    "view it in your browser",
    "in your browser",
    "web version",
    "trouble viewing",
    "you are receiving",
    "you received this",
    "this email was sent",
    "this message was sent",
    "forward to a friend",
    "privacy policy",
    "all rights reserved",
    "abmelden",
    "abbestellen",
    "austragen",
    "im browser",
    "browseransicht",
    "online-version",
    "sie erhalten diese",
    "datenschutz",
    "impressum",
    "afmeld",
    "frameld",
    "rediger dine oplysninger",
    "vis i browser",
    "se i browser",
    "i din browser",
    "du modtager",
    "privatlivspolitik",
    "avmeld",
    "meld deg av",
    "vis i nettleser",
    "i nettleseren",
    "du mottar",
    "personvern",
    "peruuta tilaus",
    "peruuta uutiskirje",
    "poistu postituslistalta",
    "näytä selaimessa",
    "selaimessa",
    "tietosuoja",
];

/// Words of a link that leads on without being a headline.
const LEADING_ON: [&str; 26] = [
    "läs mer",
    "läs hela",
    "läs vidare",
    "läs artikeln",
    "läs nyheten",
    "till artikeln",
    "mer information",
    "mer om",
    "anmäl dig",
    "anmälan",
    "se programmet",
    "read more",
    "read on",
    "learn more",
    "find out more",
    "full story",
    "register",
    "sign up",
    "mehr lesen",
    "weiterlesen",
    "mehr erfahren",
    "læs mere",
    "les mer",
    "lue lisää",
    "lue koko",
    "ilmoittaudu",
];

/// Networks that a letter is shared on, where a link says nothing else.
const SHARING: [&str; 14] = [
    "facebook",
    "linkedin",
    "twitter",
    "x",
    "instagram",
    "youtube",
    "mastodon",
    "bluesky",
    "threads",
    "vimeo",
    "dela",
    "share",
    "teilen",
    "jaa",
];

const GREETINGS: [&str; 21] = [
    "hej",
    "hejsan",
    "hallå",
    "kära",
    "bästa",
    "god morgon",
    "hi",
    "hello",
    "dear",
    "good morning",
    "hallo",
    "liebe",
    "lieber",
    "guten tag",
    "guten morgen",
    "sehr geehrte",
    "kære",
    "kjære",
    "hei",
    "hyvä",
    "moi",
];

/// Whether a text belongs to the frame of a letter and not to what it tells.
pub(super) fn is_frame(text: &str) -> bool {
    if text.chars().count() > LONGEST_FRAME {
        return false;
    }
    let lower = text.to_lowercase();
    FRAME.iter().any(|words| lower.contains(words))
}

/// Whether a link leads on to what stands beside it.
pub(super) fn leads_on(text: &str) -> bool {
    let lower = text.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    bare.chars().count() <= 60 && LEADING_ON.iter().any(|words| bare.starts_with(words))
}

/// Whether a link only names a network to share or follow on.
pub(super) fn is_sharing(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let few = words.clone().count() <= 4;
    few && words.any(|word| SHARING.contains(&word))
}

/// Whether a line greets its reader, by name or not.
pub(super) fn is_greeting(text: &str) -> bool {
    let text = text.trim();
    if text.chars().count() > LONGEST_GREETING || text.ends_with(['.', '?']) {
        return false;
    }
    let lower = text.to_lowercase();
    GREETINGS.iter().any(|greeting| {
        let rest = lower.strip_prefix(greeting);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',', '!']))
    })
}

/// What follows a greeting at the beginning of a text.
pub(super) fn after_greeting(text: &str) -> Option<&str> {
    let mut rests = GREETINGS.iter().filter_map(|greeting| after(text, greeting));
    rests.find(|rest| rest.is_empty() || rest.starts_with([' ', ',', '!']))
}

/// What follows some words at the beginning of a text, in whichever case they stand there.
pub(super) fn after<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let end = text.char_indices().nth(words.chars().count()).map_or(text.len(), |(at, _)| at);
    let (beginning, rest) = text.split_at_checked(end)?;
    (beginning.to_lowercase() == words.to_lowercase()).then_some(rest)
}
