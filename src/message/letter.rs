//! What letters say, and how often they come.

use super::Locale;
use crate::model::{Ask, Cadence, NETWORK_LETTER, Pace, Verdict};

messages! {
    week(week: i8) { sv: "vecka {week}", en: "week {week}" }
    /// What begins a subject; the news follow.
    subject_head(week: i8) { sv: "Utkik v. {week}: ", en: "Utkik week {week}: " }
    one_call_closes(day: &str) { sv: "utlysning stänger {day}", en: "call closes {day}" }
    calls_close(number: &str, month: &str) {
        sv: "{number} utlysningar stänger i {month}", en: "{number} calls close in {month}",
    }

    for_you(told: &str) { sv: " → {told} för dig", en: " → {told} for you" }
    in_network(number: &str) { sv: "{number} i nätverket", en: "{number} in the network" }
    in_nordic(number: &str) { sv: "{number} i Norden", en: "{number} in the Nordic countries" }
    one_closes_soon() {
        sv: "1 utlysning stänger inom 14 dagar", en: "1 call closes within 14 days",
    }
    many_close_soon(number: &str) {
        sv: "{number} utlysningar stänger inom 14 dagar", en: "{number} calls close within 14 days",
    }
    one_new() { sv: "1 ny träff", en: "1 new hit" }
    many_new(number: &str) { sv: "{number} nya träffar", en: "{number} new hits" }

    own_heading() { sv: "I nätverket", en: "In the network" }
    world_heading() { sv: "Utanför nätverket", en: "Outside the network" }
    one_more() { sv: "Se 1 träff till i Utkik", en: "See 1 more hit in Utkik" }
    many_more(number: &str) {
        sv: "Se {number} träffar till i Utkik", en: "See {number} more hits in Utkik",
    }

    matched(words: &str) { sv: "Matchade: {words}", en: "Matched: {words}" }
    cost(sum: &str) { sv: "Kostnad {sum} enligt källan", en: "Cost {sum} according to the source" }
    /// What a call gives, which is nobody's cost.
    amount(sum: &str) { sv: "Belopp {sum} enligt källan", en: "Amount {sum} according to the source" }
    last_day(day: &str) { sv: "Sista dag {day}", en: "Last day {day}" }
    has_closed(day: &str) { sv: "Stängde {day}", en: "Closed {day}" }
    takes_place(day: &str) { sv: "Äger rum {day}", en: "Takes place {day}" }
    took_place(day: &str) { sv: "Ägde rum {day}", en: "Took place {day}" }
    in_language(name: &str) { sv: "på {name}", en: "in {name}" }
    needs_login() { sv: "kräver inloggning", en: "needs a login" }
    also_in_one(source: &str) { sv: "även i {source}", en: "also in {source}" }
    also_in_many(number: &str) { sv: "även i {number} källor", en: "also in {number} sources" }
    open_in_utkik() { sv: "Öppna i Utkik", en: "Open in Utkik" }
    to_original() { sv: "Originalet", en: "The original" }
    answer_before(day: &str) { sv: "Svara före {day}", en: "Answer before {day}" }
    to_answer() { sv: "Svara", en: "Answer" }

    /// One line on coverage.
    silent_sources(number: &str) {
        sv: "Källor som varit tysta: {number}.", en: "Sources that have been silent: {number}.",
    }
    heeds_answers() {
        sv: "Läsarnas svar har påverkat ordningen.", en: "Readers' answers have changed the order.",
    }
    /// What becomes of the answers that a letter offers.
    about_answers() {
        sv: "Svarslänkarna är dina egna. Svaren ses av dem som sköter bevakningen.",
        en: "The answer links are your own. Those who keep the watch see the answers.",
    }
    /// In plain text, where the links are at the end.
    answers_at_end() { sv: "Länkar för att svara finns sist i brevet.", en: "Links to answer are at the end." }
    answers_heading() { sv: "Svara på träffarna", en: "Answer the hits" }
    forwarded() { sv: "Vidarebefordrat?", en: "Forwarded to you?" }
    subscribe_yourself() { sv: "Prenumerera själv", en: "Subscribe yourself" }
    why_search(title: &str) {
        sv: "Du får brevet för att du har bekräftat att du vill följa bevakningen ”{title}”.",
        en: "You get this letter because you confirmed that you want to follow the saved search “{title}”.",
    }
    why_network() {
        sv: "Du får brevet för att du har bekräftat att du vill ha nätverksbrevet.",
        en: "You get this letter because you confirmed that you want the network letter.",
    }
    manage() { sv: "Ändra, pausa eller avsluta", en: "Change, pause or end" }
    sent_by(network: &str) { sv: "Skickas av {network} med Utkik.", en: "Sent by {network} with Utkik." }
    sent_by_utkik() { sv: "Skickas av Utkik.", en: "Sent by Utkik." }
    not_measured() {
        sv: "Ingen mäter om du öppnar brevet eller vad du klickar på.",
        en: "Nobody measures whether you open this letter or what you click.",
    }
    network_letter() { sv: "Nätverksbrev", en: "Network letter" }
    saved_search() { sv: "Bevakningsbrev", en: "Digest" }

    confirm_subject(title: &str) {
        sv: "Bekräfta att du vill följa ”{title}”", en: "Confirm that you want to follow “{title}”",
    }
    confirm_heading() { sv: "Bekräfta din prenumeration", en: "Confirm your subscription" }
    confirm_lead() {
        sv: "Någon, troligen du, har bett oss skicka bevakningsbrev hit. Inget skickas förrän du har bekräftat.",
        en: "Somebody, probably you, asked us to send digests here. Nothing is sent until you confirm.",
    }
    confirm_button() { sv: "Bekräfta prenumerationen", en: "Confirm the subscription" }
    confirm_link_is() { sv: "Bekräfta här:", en: "Confirm here:" }
    confirm_hours() {
        sv: "Länken gäller i 48 timmar och visar först en sida där du trycker på en knapp.",
        en: "The link works for 48 hours and first shows a page with a button to press.",
    }
    confirm_not_you() {
        sv: "Har du inte bett om det här? Då behöver du inte göra något. Inget mer skickas.",
        en: "You did not ask for this? Then there is nothing to do. Nothing more is sent.",
    }
    label_search() { sv: "Bevakning", en: "Saved search" }
    label_finds() { sv: "Hittar", en: "Finds" }
    label_cadence() { sv: "Hur ofta", en: "How often" }

    trouble_subject(title: &str) {
        sv: "Bevakningen ”{title}” kan inte längre läsas",
        en: "The saved search “{title}” can no longer be read",
    }
    trouble_lead() {
        sv: "Sökfrågan går inte längre att läsa. Tills den är rättad hittar bevakningen inget nytt, och de som följer den får inga brev.",
        en: "Its query can no longer be read. Until it is put right the saved search finds nothing new, and those who follow it get no letters.",
    }
    label_name() { sv: "Namn", en: "Name" }
    label_query() { sv: "Sökfråga", en: "Query" }
    label_trouble() { sv: "Felet", en: "What is wrong" }
    label_where() { sv: "Ändra den", en: "Change it" }
    trouble_in_list(name: &str) {
        sv: "i `sources.toml`, under `[[search]]` med namnet `{name}`",
        en: "in `sources.toml`, in the `[[search]]` called `{name}`",
    }
    why_trouble() {
        sv: "Du får brevet för att din adress står som ägare av bevakningen.",
        en: "You get this letter because your address is given as the owner of the saved search.",
    }

    every_quarter() { sv: "var 15:e minut", en: "every 15 minutes" }
    every_hour() { sv: "varje timme", en: "every hour" }
    every_day(clock: &str) { sv: "varje dag {clock}", en: "every day {clock}" }
    every_weekday(clock: &str) { sv: "varje vardag {clock}", en: "every weekday {clock}" }
    every_week(day: &str, clock: &str) { sv: "{day} {clock}", en: "{day} {clock}" }
    every_month(clock: &str) {
        sv: "den 1:a i månaden {clock}", en: "on the first of the month {clock}",
    }
    /// The network letter has no rhythm.
    as_it_is_sent() {
        sv: "när nätverkets omvärldsbevakare skickar det", en: "when the network's analysts send it",
    }
    at_clock(hour: u8) { sv: "kl. {hour:02}", en: "at {hour:02}:00" }
}

/// How often letters on what has this key come.
pub fn how_often(locale: Locale, search: &str, cadence: Cadence) -> String {
    if search == NETWORK_LETTER { as_it_is_sent(locale) } else { cadence_in_words(locale, cadence) }
}

/// How often, in words: `måndagar kl. 07`, `varje vardag kl. 06`, `var 15:e minut`.
pub fn cadence_in_words(locale: Locale, cadence: Cadence) -> String {
    let clock = at_clock(locale, cadence.hour);
    match cadence.pace {
        Pace::Quarterly => every_quarter(locale),
        Pace::Hourly => every_hour(locale),
        Pace::Daily => every_day(locale, &clock),
        Pace::Weekdays => every_weekday(locale, &clock),
        Pace::Weekly => every_week(locale, weekdays(locale, cadence.weekday), &clock),
        Pace::Monthly => every_month(locale, &clock),
    }
}

/// A day of the week in the plural: 1 is Monday.
fn weekdays(locale: Locale, number: u8) -> &'static str {
    let (sv, en) = match number {
        2 => ("tisdagar", "Tuesdays"),
        3 => ("onsdagar", "Wednesdays"),
        4 => ("torsdagar", "Thursdays"),
        5 => ("fredagar", "Fridays"),
        6 => ("lördagar", "Saturdays"),
        7 => ("söndagar", "Sundays"),
        _ => ("måndagar", "Mondays"),
    };
    locale.choose(sv, en)
}

/// An answer as letters and pages offer it.
pub fn verdict(locale: Locale, verdict: Verdict) -> &'static str {
    let (sv, en) = match verdict {
        Verdict::Relevant => ("Relevant", "Relevant"),
        Verdict::NotForUs => ("Inte för oss", "Not for us"),
        Verdict::WeDoThis => ("Det här gör vi redan", "We already do this"),
        Verdict::TellMore => ("Vill veta mer", "Tell me more"),
    };
    locale.choose(sv, en)
}

/// What an analyst asks for; for an answer without its day.
pub fn ask(locale: Locale, ask: Ask) -> &'static str {
    let (sv, en) = match ask {
        Ask::Know => ("För kännedom", "For your information"),
        Ask::Discuss => ("Ta upp", "Bring it up"),
        Ask::Answer => ("Svara", "Please answer"),
    };
    locale.choose(sv, en)
}

/// `14 nya träffar`.
pub fn new_hits(locale: Locale, count: usize) -> String {
    if count == 1 { one_new(locale) } else { many_new(locale, &number(locale, count)) }
}

pub fn closing_soon(locale: Locale, count: usize) -> String {
    if count == 1 {
        one_closes_soon(locale)
    } else {
        many_close_soon(locale, &number(locale, count))
    }
}

/// What leads to the hits that a letter does not tell.
pub fn more_hits(locale: Locale, count: usize) -> String {
    if count == 1 { one_more(locale) } else { many_more(locale, &number(locale, count)) }
}

/// Small numbers as words, as running text has them; from thirteen on in digits.
pub fn number_word(locale: Locale, count: usize) -> String {
    const SWEDISH: [&str; 13] = [
        "noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva",
        "tolv",
    ];
    const ENGLISH: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    let words = if locale == Locale::Sv { SWEDISH } else { ENGLISH };
    words.get(count).map_or_else(|| number(locale, count), |word| (*word).to_owned())
}

/// `1 234`, or `1,234` in English.
pub fn number(locale: Locale, count: usize) -> String {
    let digits = count.to_string();
    let gap = locale.choose("\u{a0}", ",");
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push_str(gap);
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cadence_is_said_as_one_would_say_it() {
        let check = |pace, hour, weekday, sv: &str, en: &str| {
            let cadence = Cadence { pace, hour, weekday };
            assert_eq!(cadence_in_words(Locale::Sv, cadence), sv);
            assert_eq!(cadence_in_words(Locale::En, cadence), en);
        };
        check(Pace::Quarterly, 7, 1, "var 15:e minut", "every 15 minutes");
        check(Pace::Hourly, 7, 1, "varje timme", "every hour");
        check(Pace::Daily, 16, 1, "varje dag kl. 16", "every day at 16:00");
        check(Pace::Weekdays, 6, 1, "varje vardag kl. 06", "every weekday at 06:00");
        check(Pace::Weekly, 7, 1, "måndagar kl. 07", "Mondays at 07:00");
        check(Pace::Weekly, 0, 7, "söndagar kl. 00", "Sundays at 00:00");
        check(
            Pace::Monthly,
            8,
            1,
            "den 1:a i månaden kl. 08",
            "on the first of the month at 08:00",
        );
    }

    #[test]
    fn one_is_not_many() {
        assert_eq!(new_hits(Locale::Sv, 1), "1 ny träff");
        assert_eq!(new_hits(Locale::Sv, 1402), "1\u{a0}402 nya träffar");
        assert_eq!(new_hits(Locale::En, 1), "1 new hit");
        assert_eq!(closing_soon(Locale::Sv, 1), "1 utlysning stänger inom 14 dagar");
        assert_eq!(closing_soon(Locale::En, 2), "2 calls close within 14 days");
        assert_eq!(more_hits(Locale::Sv, 1), "Se 1 träff till i Utkik");
        assert_eq!(number_word(Locale::Sv, 2), "två");
        assert_eq!(number_word(Locale::En, 13), "13");
    }
}
