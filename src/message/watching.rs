//! What the pages about saved searches and subscriptions say.

use crate::message::Locale;
use crate::model::{Pace, SubscriptionState, Verdict};

messages! {
    watch_search() { sv: "Bevaka sökningen", en: "Follow this search" }
    watch_this() { sv: "Bevaka", en: "Follow" }

    searches_heading() { sv: "Bevakningar", en: "Saved searches" }
    searches_intro() {
        sv: "Frågor som nätverket följer. Ta emot det nya som brev, eller läs det i ett flöde.",
        en: "Questions that the network follows. Have what is new sent as a letter, or read it in a feed.",
    }
    searches_none() {
        sv: "Nätverket delar inga bevakningar ännu. Sök efter det du undrar över och välj Bevaka sökningen.",
        en: "The network shares no searches yet. Search for what you wonder about, and choose Follow this search.",
    }
    searches_list() { sv: "Alla bevakningar som OPML", en: "All saved searches as OPML" }
    network_letter() { sv: "Nätverksbrev", en: "Network letter" }
    network_letter_about() {
        sv: "Urvalet som nätverkets omvärldsbevakare gör och skriver under: det som är värt att känna till, ta upp eller svara på.",
        en: "What the network's analysts pick and sign: worth knowing, raising or answering.",
    }
    looks_for(explanation: &str) { sv: "Söker efter: {explanation}", en: "Looks for: {explanation}" }
    looks_for_all() { sv: "Allt som kommer in.", en: "Everything that comes in." }
    follow_as() { sv: "Flöden", en: "Feeds" }
    fetch_as() { sv: "Filer", en: "Files" }
    unreadable_heading() {
        sv: "Bevakningen kan inte visas",
        en: "The search cannot be shown",
    }
    search_unreadable(title: &str, why: &str) {
        sv: "Bevakningen ”{title}” går inte att läsa längre: {why}",
        en: "The saved search “{title}” can no longer be read: {why}",
    }
    unreadable_more() {
        sv: "Inget är borta. Den som äger bevakningen kan rätta den, och då fortsätter den där den var.",
        en: "Nothing is lost. Whoever owns the search can mend it, and it goes on from where it was.",
    }
    search_removed() {
        sv: "Bevakningen är borttagen.",
        en: "The saved search has been removed.",
    }
    private_search() {
        sv: "Den här bevakningen är privat: bara den som har adressen hittar hit.",
        en: "This search is private: only those who have its address find it.",
    }
    all_hits(number: &str) { sv: "Visa alla {number} i sökningen", en: "Show all {number} in the search" }
    newest_hits() { sv: "Senaste träffarna", en: "Latest hits" }
    new_since() { sv: "Nytt sedan sist", en: "New since last time" }
    nothing_new() { sv: "Inget nytt sedan sist.", en: "Nothing new since last time." }
    one_new() { sv: "1 ny", en: "1 new" }
    many_new(number: &str) { sv: "{number} nya", en: "{number} new" }
    /// Before a link to the same page that shows only what comes from now on.
    bookmark() {
        sv: "Vill du se vad som är nytt nästa gång? Bokmärk den här länken:",
        en: "To see what is new next time, bookmark this link:",
    }
    bookmark_link() { sv: "nytt från och med nu", en: "new from now on" }
    to_all() { sv: "Visa hela bevakningen", en: "Show the whole search" }
    to_letter() { sv: "Så ser brevet ut", en: "What the letter looks like" }
    letter_of_news() {
        sv: "Så här blir ett veckobrev just nu, utan de länkar som bara är mottagarens.",
        en: "What a weekly letter would be now, without the links that are the recipient's alone.",
    }
    letter_of_hits() {
        sv: "Inget nytt har kommit den här veckan. Så här skulle ett brev med de senaste träffarna se ut.",
        en: "Nothing new has come this week. This is what a letter with the latest hits would look like.",
    }
    letter_of_nothing() {
        sv: "Bevakningen hittar inget ännu, och då skickas inget brev.",
        en: "The search finds nothing yet, so that no letter is sent.",
    }
    network_letter_waits() {
        sv: "Brevet kommer när det finns något att säga.",
        en: "The letter comes when there is something to say.",
    }

    subscribe_heading(title: &str) { sv: "Bevaka ”{title}”", en: "Follow “{title}”" }
    subscribe_kept() {
        sv: "Vi sparar din e-postadress, vad du bevakar och hur ofta du vill ha brev – inget annat, och bara tills du avslutar.",
        en: "We keep your e-mail address, what you follow and how often you want letters – nothing else, and only until you end it.",
    }
    subscribe_asked() {
        sv: "Först får du ett brev med en länk att bekräfta med; utan den kommer inga fler.",
        en: "First you get a letter with a link to confirm; without that, no more will come.",
    }
    more_than_words() {
        sv: "Breven tar även med andra ord för samma sak. Vill du bara ha dina egna ord söker du först med = framför dem: =robot.",
        en: "Letters also take other words for the same thing. To have your own words alone, first search with = before them: =robot.",
    }
    address_label() { sv: "Din e-postadress", en: "Your e-mail address" }
    address_wrong() {
        sv: "Adressen går inte att skicka till. Skriv den som namn@kommun.se, utan mellanslag och med bara bokstäverna a–z.",
        en: "That address cannot be sent to. Write it as name@city.example, without spaces and with the letters a–z only.",
    }
    how_often() { sv: "Hur ofta?", en: "How often?" }
    at_hour() { sv: "Klockan", en: "At" }
    at_hour_hint() {
        sv: "Svensk tid. Gäller inte varje kvart och varje timme.",
        en: "Swedish time. Not for every quarter and every hour.",
    }
    on_weekday() { sv: "Veckodag", en: "Day of the week" }
    on_weekday_hint() { sv: "Gäller en gång i veckan.", en: "For once a week." }
    letter_language() { sv: "Brevens språk", en: "Language of the letters" }
    subscribe_button() { sv: "Skicka bekräftelsebrev", en: "Send the letter to confirm" }
    nothing_no_letter() {
        sv: "Finns inget nytt kommer inget brev.",
        en: "When nothing is new, no letter comes.",
    }
    asked_heading() { sv: "Titta i din inkorg", en: "Look in your inbox" }
    asked_text() {
        sv: "Om adressen stämmer kommer ett brev inom några minuter. Öppna länken i det inom 48 timmar, så börjar bevakningen.",
        en: "If the address is right, a letter will come within minutes. Open its link within 48 hours, and it begins.",
    }
    asked_more() {
        sv: "Kommer inget? Titta bland skräpposten. Varje adress får högst ett sådant brev om dagen, och den som redan bevakar får inget nytt.",
        en: "Nothing there? Look among the spam. An address gets at most one such letter a day, and whoever follows the search already gets none.",
    }
    no_letters_heading() { sv: "Härifrån skickas inga brev ännu", en: "No letters are sent from here yet" }
    no_letters_text() {
        sv: "Den som driver tjänsten har inte ställt in hur brev skickas. Flödena fungerar redan: öppna ett i din flödesläsare, eller prenumerera på det i Outlook.",
        en: "Whoever runs this service has not set up how letters are sent. The feeds work already: open one in your feed reader, or subscribe to it in Outlook.",
    }

    confirm_heading() { sv: "Bekräfta din bevakning", en: "Confirm your subscription" }
    confirm_text(title: &str, cadence: &str, address: &str) {
        sv: "Brev om ”{title}” skickas till {address}: {cadence}.",
        en: "Letters on “{title}” will go to {address}: {cadence}.",
    }
    confirm_network(address: &str) {
        sv: "Nätverksbrevet skickas till {address} när nätverkets omvärldsbevakare har skrivit ett.",
        en: "The network letter will go to {address} when the network's analysts have written one.",
    }
    confirm_button() { sv: "Ja, börja skicka", en: "Yes, begin sending" }
    confirm_else() {
        sv: "Var det inte du? Då behöver du inte göra något: utan bekräftelse glömmer vi adressen efter 48 timmar.",
        en: "Was it not you? Then there is nothing to do: without a confirmation we forget the address after 48 hours.",
    }
    confirmed_heading() { sv: "Bevakningen har börjat", en: "The subscription has begun" }
    confirmed_text(day: &str) {
        sv: "Första brevet kommer tidigast {day}, om det då finns något nytt. I varje brev finns en länk för att ändra eller avsluta.",
        en: "The first letter comes on {day} at the earliest, if something is new by then. Each letter has a link to change or end it.",
    }
    confirmed_network() {
        sv: "Nästa nätverksbrev kommer till dig när det skickas. I varje brev finns en länk för att ändra eller avsluta.",
        en: "The next network letter comes to you when it is sent. Each letter has a link to change or end it.",
    }
    to_manage() { sv: "Ändra bevakningen", en: "Change the subscription" }
    unknown_heading() { sv: "Länken gäller inte längre", en: "The link is no longer valid" }
    unknown_link() {
        sv: "Länken har gått ut, är redan använd eller blev inte hel i brevet. Pröva att öppna den från brevet igen, eller bevaka på nytt.",
        en: "The link has expired, has been used, or did not come through whole. Try it from the letter again, or subscribe anew.",
    }
    to_searches() { sv: "Till bevakningarna", en: "To the saved searches" }

    manage_heading() { sv: "Din bevakning", en: "Your subscription" }
    manage_to(address: &str) { sv: "Breven går till {address}.", en: "Letters go to {address}." }
    manage_not_you() {
        sv: "Är det inte din adress har brevet vidarebefordrats till dig.",
        en: "If that is not your address, the letter was forwarded to you.",
    }
    manage_own() { sv: "Prenumerera själv", en: "Subscribe for yourself" }
    next_letter(day: &str) { sv: "Nästa brev kommer tidigast {day}.", en: "The next letter comes on {day} at the earliest." }
    state_suspended() {
        sv: "Breven har kommit tillbaka som obeställbara, så vi skickar inga fler. Bevaka på nytt om adressen fungerar igen.",
        en: "Letters came back as undeliverable, so we send no more. Subscribe anew if the address works again.",
    }
    change_heading() { sv: "Ändra", en: "Change" }
    change_button() { sv: "Spara ändringen", en: "Save the change" }
    changed() { sv: "Ändringen är sparad.", en: "The change is saved." }
    pause_heading() { sv: "Pausa", en: "Pause" }
    pause_text() {
        sv: "Inga brev kommer förrän du vill ha dem igen. Det som kommer in under tiden skickas inte i efterhand.",
        en: "No letters come until you want them again. What comes in meanwhile is not sent afterwards.",
    }
    pause_button() { sv: "Pausa breven", en: "Pause the letters" }
    paused() { sv: "Breven är pausade.", en: "The letters are paused." }
    resume_heading() { sv: "Fortsätt", en: "Resume" }
    resume_text() { sv: "Breven är pausade.", en: "The letters are paused." }
    resume_button() { sv: "Skicka brev igen", en: "Send letters again" }
    resumed() { sv: "Breven kommer igen.", en: "The letters come again." }
    end_heading() { sv: "Avsluta", en: "End" }
    end_text(title: &str) {
        sv: "Inga fler brev om ”{title}”. Vill du ha dem igen senare bevakar du på nytt.",
        en: "No more letters on “{title}”. If you want them again later, subscribe anew.",
    }
    end_button() { sv: "Avsluta bevakningen", en: "End the subscription" }
    subscribe_again() { sv: "Bevaka på nytt", en: "Subscribe again" }
    end_question() { sv: "Avsluta bevakningen?", en: "End the subscription?" }
    ended_heading() { sv: "Bevakningen är avslutad", en: "The subscription has ended" }
    ended_text(title: &str) {
        sv: "Inga fler brev om ”{title}” kommer.",
        en: "No more letters on “{title}” will come.",
    }
    keep_it() { sv: "Nej, behåll den", en: "No, keep it" }
    data_heading() { sv: "Dina uppgifter", en: "Your data" }
    export_text() {
        sv: "Allt vi har om din adress, i en fil (JSON): bevakningar, samtycken, svar och vilka brev som skickats.",
        en: "All that we have on your address, in a file (JSON): subscriptions, consents, answers, and which letters were sent.",
    }
    export_button() { sv: "Hämta mina uppgifter", en: "Download my data" }
    erase_text() {
        sv: "Tar bort adressen och alla dess bevakningar, genast och för gott. Svar du har gett blir kvar utan namn.",
        en: "Removes the address and all its subscriptions, at once and for good. Answers that you gave stay without a name.",
    }
    own_address() { sv: "Din e-postadress", en: "Your mail address" }
    own_address_hint() {
        sv: "Skriv den adress som breven går till. Länken räcker inte, eftersom ett brev kan ha vidarebefordrats.",
        en: "Type the address that the letters go to. The link is not enough, since a letter may have been forwarded.",
    }
    erase_button() { sv: "Radera allt om mig", en: "Erase everything about me" }
    not_the_address() {
        sv: "Det är inte den adress som breven går till, så ingenting har hänt. Kontrollera stavningen.",
        en: "That is not the address that the letters go to, so nothing has happened. Look at the spelling.",
    }
    erased_heading() { sv: "Allt är borttaget", en: "Everything is removed" }
    erased_text() {
        sv: "Vi har varken adressen eller bevakningarna kvar. Ett brev som redan är på väg kan ännu komma fram.",
        en: "We have neither the address nor its subscriptions any more. A letter that is already on its way may still arrive.",
    }

    answer_heading() { sv: "Vad säger du om träffen?", en: "What do you say about this hit?" }
    answer_effect() {
        sv: "Svaret syns för nätverkets omvärldsbevakare, utan ditt namn, och påverkar ordningen i kommande brev från samma bevakning.",
        en: "The answer is shown to the network's analysts, without your name, and affects the order in later letters of the same search.",
    }
    answer_effect_network() {
        sv: "Svaret syns för nätverkets omvärldsbevakare, utan ditt namn.",
        en: "The answer is shown to the network's analysts, without your name.",
    }
    answer_legend() { sv: "Ditt svar", en: "Your answer" }
    answer_button() { sv: "Skicka svaret", en: "Send the answer" }
    answer_thanks() { sv: "Tack, svaret är sparat", en: "Thank you, the answer is kept" }
    answer_kept(answer: &str) {
        sv: "Du svarade: {answer}. Du kan ändra dig; det sista svaret gäller.",
        en: "You answered: {answer}. You may change your mind; the last answer counts.",
    }

    too_many(minutes: u64) {
        sv: "Det blev för många försök på kort tid. Vänta {minutes} min och försök igen.",
        en: "Too many attempts in a short time. Wait {minutes} min and try again.",
    }
    too_large() { sv: "Formuläret är för stort.", en: "The form is too large." }
    cross_site() {
        sv: "Det kom från en annan webbplats än vår och är inte utfört. Öppna länken igen och försök härifrån.",
        en: "It came from another site than ours and was not done. Open the link again and try from here.",
    }

    quarterly() { sv: "Varje kvart", en: "Every quarter of an hour" }
    hourly() { sv: "Varje timme", en: "Every hour" }
    daily() { sv: "Varje dag", en: "Every day" }
    weekdays() { sv: "Vardagar", en: "Monday to Friday" }
    weekly() { sv: "En gång i veckan", en: "Once a week" }
    monthly() { sv: "Den första i månaden", en: "On the first of the month" }
    state_pending() { sv: "Väntar på att bekräftas", en: "Waiting to be confirmed" }
    state_confirmed() { sv: "Pågår", en: "Going on" }
    state_paused() { sv: "Pausad", en: "Paused" }
    state_ended() { sv: "Avslutad", en: "Ended" }
    relevant() { sv: "Relevant för oss", en: "Relevant to us" }
    not_for_us() { sv: "Inte för oss", en: "Not for us" }
    we_do_this() { sv: "Det här gör vi redan", en: "We do this already" }
    tell_more() { sv: "Vill veta mer", en: "Tell me more" }
}

/// As a choice: "Varje dag".
pub fn pace(locale: Locale, pace: Pace) -> String {
    match pace {
        Pace::Quarterly => quarterly(locale),
        Pace::Hourly => hourly(locale),
        Pace::Daily => daily(locale),
        Pace::Weekdays => weekdays(locale),
        Pace::Weekly => weekly(locale),
        Pace::Monthly => monthly(locale),
    }
}

/// `07.00`, or `07:00` in English.
pub fn hour(locale: Locale, hour: u8) -> String {
    format!("{hour:02}{}00", locale.choose(".", ":"))
}

pub fn state(locale: Locale, state: SubscriptionState) -> String {
    match state {
        SubscriptionState::Pending => state_pending(locale),
        SubscriptionState::Confirmed => state_confirmed(locale),
        SubscriptionState::Paused => state_paused(locale),
        SubscriptionState::Ended => state_ended(locale),
    }
}

pub fn verdict(locale: Locale, verdict: Verdict) -> String {
    match verdict {
        Verdict::Relevant => relevant(locale),
        Verdict::NotForUs => not_for_us(locale),
        Verdict::WeDoThis => we_do_this(locale),
        Verdict::TellMore => tell_more(locale),
    }
}
