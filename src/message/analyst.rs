//! What the pages of analysts say, and what they write down.

messages! {
    sign_in_heading() { sv: "Logga in", en: "Sign in" }
    sign_in_lead() {
        sv: "För dig som sköter bevakningar, läser svar och skriver nätverksbrev. Att söka och prenumerera kräver ingen inloggning.",
        en: "For those who look after saved searches, read answers and write network letters. Searching and subscribing need no account.",
    }
    token_label() { sv: "Nyckel", en: "Key" }
    sign_in_button() { sv: "Logga in", en: "Sign in" }
    wrong_token() {
        sv: "Nyckeln stämmer inte. Kontrollera att hela kom med.",
        en: "That is not the key. Check that all of it was pasted.",
    }
    only_by_proxy() {
        sv: "Här loggar man in via organisationens egen inloggning, och den har inte skickat med något namn. Öppna Utkik på den vanliga adressen eller fråga den som driver tjänsten.",
        en: "Here one signs in by the organisation's own sign-in, and it has sent no name. Open Utkik at its usual address, or ask whoever runs the service.",
    }
    set_up_heading() { sv: "Inloggningen är inte påslagen", en: "Signing in is not set up" }
    set_up_token() {
        sv: "Den som driver tjänsten slår på den genom att ge servern en lång slumpad nyckel och starta om den:",
        en: "Whoever runs the service sets it up by giving the server a long random key and starting it again:",
    }
    set_up_proxy() {
        sv: "Eller låter en betrodd omvänd proxy tala om vem som är inloggad, i utkik.toml:",
        en: "Or lets a trusted reverse proxy say who is signed in, in utkik.toml:",
    }
    signed_in() { sv: "Inloggad", en: "Signed in" }
    signed_in_as(who: &str) { sv: "Inloggad som {who}", en: "Signed in as {who}" }
    sign_out() { sv: "Logga ut", en: "Sign out" }
    not_signed_in() {
        sv: "Det här kräver inloggning. Logga in och försök igen.",
        en: "This needs a session. Sign in and try again.",
    }
    stale_form() {
        sv: "Formuläret hör till en annan inloggning. Ladda om sidan och försök igen.",
        en: "The form belongs to another session. Load the page again and try once more.",
    }

    menu_label() { sv: "Analys", en: "Analysts" }
    menu_overview() { sv: "Översikt", en: "Overview" }
    menu_searches() { sv: "Bevakningar", en: "Saved searches" }
    menu_feedback() { sv: "Svar", en: "Answers" }
    menu_baskets() { sv: "Samlingar", en: "Baskets" }

    overview_heading() { sv: "Översikt", en: "Overview" }
    figure_searches() { sv: "Bevakningar", en: "Saved searches" }
    figure_subscriptions() { sv: "Prenumerationer", en: "Subscriptions" }
    figure_waiting() { sv: "Brev som väntar", en: "Letters waiting" }
    figure_sent() { sv: "Skickade brev", en: "Letters sent" }
    figure_failed() { sv: "Misslyckade", en: "Failed" }
    since(number: &str, distance: &str) {
        sv: "{number} (äldst {distance})", en: "{number} (oldest {distance})",
    }
    letters_failed(number: u64) {
        sv: "Brev som inte kunde lämnas: {number}. Adressen har avvisats av mottagarens server.",
        en: "Letters that could not be delivered: {number}. Their servers refused the address.",
    }
    search_in_trouble(title: &str, why: &str) {
        sv: "Bevakningen ”{title}” kan inte läsas: {why}.",
        en: "The saved search “{title}” cannot be read: {why}.",
    }
    sources_in_trouble(sources: &str) {
        sv: "{sources} behöver ses över.", en: "To be looked at: {sources}.",
    }
    last_answers() { sv: "Senaste svar från läsare", en: "Last answers of readers" }
    all_answers() { sv: "Alla svar", en: "All answers" }
    no_answers() {
        sv: "Ingen läsare har svarat ännu. Svarslänkarna står vid varje träff i breven.",
        en: "No reader has answered yet. The links to answer stand at each hit of a letter.",
    }
    none_yet() { sv: "inget ännu", en: "nothing yet" }
    cannot_be_read() { sv: "kan inte läsas", en: "cannot be read" }
    column_title() { sv: "Bevakning", en: "Saved search" }
    column_subscribers() { sv: "Prenumeranter", en: "Subscribers" }
    column_last_news() { sv: "Senast nytt", en: "Last news" }
    column_document() { sv: "Träff", en: "Hit" }
    column_last() { sv: "Senast", en: "Last" }

    searches_lead() {
        sv: "Delade bevakningar syns för alla och kan följas av vem som helst. Privata hittas bara av den som har adressen.",
        en: "Shared searches are seen by all, and anybody can follow them. Private ones are found by those who have their address.",
    }
    no_searches() { sv: "Det finns inga bevakningar ännu.", en: "There are no saved searches yet." }
    new_search() { sv: "Ny bevakning", en: "New saved search" }
    edit_search() { sv: "Ändra bevakningen", en: "Edit the saved search" }
    of_the_list() { sv: "Ur källförteckningen", en: "From the source list" }
    shared() { sv: "Delad", en: "Shared" }
    private() { sv: "Privat", en: "Private" }
    changed_in_list() {
        sv: "Ändras i sources.toml, under [[search]].",
        en: "Changed in sources.toml, at its [[search]].",
    }
    owner() { sv: "Ansvarig", en: "Owner" }
    secret_address() { sv: "Hemlig adress", en: "Secret address" }
    edit() { sv: "Ändra", en: "Edit" }
    remove() { sv: "Ta bort", en: "Remove" }
    followed_heading(number: usize) {
        sv: "Sökningar som prenumeranter följer ({number})",
        en: "Searches that subscribers follow ({number})",
    }
    query_label() { sv: "Sökfråga", en: "Query" }
    query_help() {
        sv: "Som på söksidan. Andra bevakningar kan ingå: bevakning:namn.",
        en: "As on the search page. Others can be part of it: search:name.",
    }
    query_missing() { sv: "Skriv vad som ska bevakas.", en: "Write what to watch for." }
    show_hits() { sv: "Visa träffar", en: "Show hits" }
    title_label() { sv: "Rubrik", en: "Title" }
    search_title_help() {
        sv: "Som läsarna ser den: Digital nattillsyn.", en: "As readers see it: Digital night supervision.",
    }
    title_missing() { sv: "Ge bevakningen en rubrik.", en: "Give the search a title." }
    name_label() { sv: "Namn", en: "Name" }
    name_help() {
        sv: "För adresser och andra sökningar: a–z, siffror och bindestreck. Kan inte ändras senare.",
        en: "For addresses and other searches: a–z, digits and hyphens. It cannot be changed later.",
    }
    name_wrong() {
        sv: "Skriv 1–60 tecken ur a–z, siffror och bindestreck, till exempel digital-nattillsyn.",
        en: "Write 1 to 60 of a–z, digits and hyphens, such as digital-night.",
    }
    name_taken() {
        sv: "Namnet är upptaget av en annan bevakning.", en: "Another saved search has this name.",
    }
    description_label() { sv: "Beskrivning", en: "Description" }
    description_help() {
        sv: "En mening för den som väljer. Kan lämnas tomt.",
        en: "A sentence for those who choose. It may be empty.",
    }
    visibility_label() { sv: "Vem hittar den?", en: "Who finds it?" }
    shared_choice() { sv: "Alla: den står i listan", en: "Everybody: it stands in the list" }
    private_choice() {
        sv: "Bara den som har adressen, som inte går att gissa",
        en: "Those who have its address, which cannot be guessed",
    }
    owner_label() { sv: "E-postadress till den som ansvarar", en: "Mail address of its owner" }
    owner_help() {
        sv: "Får veta om frågan slutar fungera. Visas inte för läsare. Kan lämnas tomt.",
        en: "Hears when the query stops working. Not shown to readers. It may be empty.",
    }
    owner_wrong() {
        sv: "Det är ingen e-postadress som går att skriva till.",
        en: "That is no mail address that can be written to.",
    }
    preview_heading() { sv: "Så här blir det", en: "What it finds" }
    no_preview() {
        sv: "Skriv en sökfråga och tryck på Visa träffar.",
        en: "Write a query and press Show hits.",
    }
    see_all() { sv: "Visa alla", en: "See all" }
    save() { sv: "Spara", en: "Save" }
    cancel() { sv: "Avbryt", en: "Cancel" }
    remove_button() { sv: "Ta bort", en: "Remove" }
    remove_search_heading() { sv: "Ta bort bevakningen?", en: "Remove the saved search?" }
    remove_search(title: &str, subscribers: u64) {
        sv: "Sidan, flödena och breven för ”{title}” upphör. Prenumeranter: {subscribers}.",
        en: "The page, the feeds and the letters of “{title}” come to an end. Subscribers: {subscribers}.",
    }

    feedback_heading() { sv: "Svar från läsare", en: "Answers of readers" }
    feedback_lead() {
        sv: "Vad prenumeranter har svarat på träffarna i sina brev. Bara antal: vem som svarat visas inte.",
        en: "What subscribers answered to the hits of their letters. Counts alone: who answered is not shown.",
    }
    tuning_heading() {
        sv: "Så påverkar svaren senare brev", en: "How answers tune later letters",
    }
    tuning() {
        sv: "Svaren ändrar ordningen i senare brev för samma bevakning: träffar från en källa, eller av en typ, som minst två gånger fått Relevant eller Vill veta mer kommer först, och de som minst två gånger fått Inte för oss kommer sist. Är svaren delade gäller de flesta. Inget försvinner, och andra bevakningar påverkas inte. Brevet säger när ordningen har påverkats.",
        en: "Answers change the order of later letters of the same search: hits of a source, or of a kind, that was answered Relevant or Tell me more at least twice come first, those answered Not for us at least twice come last. Where answers differ, most count. Nothing disappears, and no other search is touched. The letter says when its order was changed.",
    }
    verdict_relevant() { sv: "relevant", en: "relevant" }
    verdict_not_for_us() { sv: "inte för oss", en: "not for us" }
    verdict_we_do_this() { sv: "gör vi redan", en: "we do this already" }
    verdict_tell_more() { sv: "vill veta mer", en: "tell me more" }
    head_relevant() { sv: "Relevant", en: "Relevant" }
    head_not_for_us() { sv: "Inte för oss", en: "Not for us" }
    head_we_do_this() { sv: "Gör vi redan", en: "We do this" }
    head_tell_more() { sv: "Vill veta mer", en: "Tell me more" }
    /// Columns of the file, with commas between.
    feedback_headings() {
        sv: "Bevakning,Dokument,Rubrik,Källa,Relevant,Inte för oss,Gör vi redan,Vill veta mer,Senast",
        en: "Saved search,Document,Title,Source,Relevant,Not for us,We do this,Tell me more,Last",
    }
    network_letter() { sv: "Nätverksbrevet", en: "The network letter" }
    document_gone() { sv: "Dokumentet finns inte längre", en: "The document is gone" }

    baskets_lead() {
        sv: "Träffar som lagts undan med en kommentar, för att dela som lista eller skicka som nätverksbrev.",
        en: "Hits set aside with a comment, to share as a list or send as a network letter.",
    }
    no_baskets() {
        sv: "Det finns inga samlingar ännu. Sök, och tryck på Lägg i samling vid en träff.",
        en: "There are no baskets yet. Search, and press Put into basket at a hit.",
    }
    new_basket() { sv: "Ny samling", en: "New basket" }
    make_basket() { sv: "Skapa", en: "Create" }
    basket_of_day(day: &str) { sv: "Samling {day}", en: "Basket of {day}" }
    basket_changed(hits: &str, day: &str) {
        sv: "{hits}, ändrad {day}", en: "{hits}, changed {day}",
    }
    basket_sent(hits: &str, day: &str) { sv: "{hits}, skickad {day}", en: "{hits}, sent {day}" }
    pick() { sv: "Lägg i samling", en: "Put into basket" }
    is_picked(title: &str) { sv: "Ligger i ”{title}”", en: "In “{title}”" }
    pick_label() { sv: "Lägg i samlingen", en: "Put into the basket" }
    save_as_search() { sv: "Spara som bevakning", en: "Save this search" }
    picks_go_to(title: &str) {
        sv: "Träffar läggs i ”{title}”", en: "Hits are put into “{title}”",
    }
    full_text_note() {
        sv: "Hela texten visas för att du är inloggad. Den är källans; sprid den inte vidare.",
        en: "The whole text is shown because you are signed in. It belongs to its source; do not pass it on.",
    }
    title_help() { sv: "Blir brevets ämne.", en: "It becomes the subject of the letter." }
    introduction_label() { sv: "Inledning", en: "Introduction" }
    signature_label() { sv: "Underskrift", en: "Signature" }
    signature_help() { sv: "Vem brevet kommer från.", en: "Who the letter comes from." }
    empty_basket() {
        sv: "Samlingen är tom. Sök, och tryck på Lägg i samling vid en träff.",
        en: "The basket is empty. Search, and press Put into basket at a hit.",
    }
    ask_label() { sv: "Vad ber du om?", en: "What do you ask for?" }
    ask_know() { sv: "För kännedom", en: "For information" }
    ask_discuss() { sv: "Ta upp", en: "To discuss" }
    ask_answer() { sv: "Svara", en: "To answer" }
    ask_answer_before() { sv: "Svara före", en: "Answer before" }
    ask_answer_by(day: &str) { sv: "Svara före {day}", en: "Answer before {day}" }
    answer_by_label() { sv: "Dag att svara före", en: "Day to answer before" }
    lacks_day() {
        sv: "Där du ber om svar behövs också en dag. Resten är sparat.",
        en: "Where you ask for an answer a day is needed, too. The rest is saved.",
    }
    comment_label() { sv: "Kommentar", en: "Comment" }
    move_up() { sv: "Flytta upp", en: "Move up" }
    move_down() { sv: "Flytta ned", en: "Move down" }
    take_out() { sv: "Ta ur samlingen", en: "Take out" }
    save_and_preview() { sv: "Spara och förhandsgranska", en: "Save and preview" }
    as_list() { sv: "Lista att klistra in", en: "List to paste" }
    as_letter() { sv: "Som brev", en: "As a letter" }
    remove_basket_heading() { sv: "Ta bort samlingen", en: "Remove the basket" }
    remove_basket(title: &str) {
        sv: "”{title}” tas bort med kommentarerna. Träffarna finns kvar i Utkik.",
        en: "“{title}” is removed with its comments. The hits stay in Utkik.",
    }
    /// Columns of the file, with commas between.
    picked_headings() {
        sv: "Rubrik,Källa,Datum,Vad,Senast,Kommentar,Länk",
        en: "Title,Source,Date,Ask,Answer by,Comment,Link",
    }

    preview_of_letter() { sv: "Brevet i förväg", en: "The letter in advance" }
    preview_note() {
        sv: "Varje läsare får ramtexterna på sitt språk; det du har skrivit står som du skrev det. Länkarna för att svara och avsluta fungerar inte i förhandsvisningen.",
        en: "Each reader gets the surrounding texts in their language; what you wrote stays as written. The links to answer and to end do not work in the preview.",
    }
    in_swedish() { sv: "På svenska", en: "In Swedish" }
    in_english() { sv: "På engelska", en: "In English" }
    see_as_mail() { sv: "Visa som e-post", en: "See it as a mail" }
    as_eml() { sv: "Öppna i e-postprogram (.eml)", en: "Open in a mail program (.eml)" }
    to_send() { sv: "Vidare till att skicka", en: "On to sending" }
    back_to_basket() { sv: "Till samlingen", en: "To the basket" }
    subject_label() { sv: "Ämne", en: "Subject" }
    send_heading() { sv: "Skicka nätverksbrevet", en: "Send the network letter" }
    goes_to(number: u64) {
        sv: "Bekräftade prenumeranter som får brevet: {number}.",
        en: "Confirmed subscribers who get the letter: {number}.",
    }
    send_note() {
        sv: "Ett brev som har skickats går inte att ändra eller skicka igen.",
        en: "A letter that was sent can neither be changed nor sent again.",
    }
    send_button() { sv: "Skicka nu", en: "Send now" }
    letters_queued(number: u64) {
        sv: "Klart. Brev på väg: {number}.", en: "Done. Letters on their way: {number}.",
    }
    was_sent(day: &str) {
        sv: "Skickades {day} som nätverksbrev och kan inte ändras längre.",
        en: "Sent {day} as a network letter; it can no longer be changed.",
    }
    sent_before() {
        sv: "Brevet är redan skickat. Inget skickades igen.",
        en: "The letter was sent already. Nothing was sent again.",
    }
    nobody_waits() {
        sv: "Ingen har bekräftat att de vill ha nätverksbrevet ännu, så inget har skickats.",
        en: "Nobody has confirmed yet that they want the network letter, so nothing was sent.",
    }
    nothing_to_send() { sv: "Samlingen är tom.", en: "The basket is empty." }
    no_mail() {
        sv: "Servern kan inte skicka brev: [mail] saknas i utkik.toml.",
        en: "The server cannot send letters: there is no [mail] in utkik.toml.",
    }
}
