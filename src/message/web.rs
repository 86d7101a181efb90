//! What `web` says.

messages! {
    /// After the name of a page in the browser's title.
    tagline() {
        sv: "Omvärldsbevakning för kommuner",
        en: "Watching what cities do",
    }
    skip_to_content() { sv: "Hoppa till innehållet", en: "Skip to content" }
    main_navigation() { sv: "Huvudmeny", en: "Main" }
    nav_search() { sv: "Sök", en: "Search" }
    nav_watching() { sv: "Bevakningar", en: "Follow" }
    nav_sources() { sv: "Källor", en: "Sources" }
    nav_analyst() { sv: "Analys", en: "Analysts" }
    footer_sign_in() { sv: "För analytiker", en: "For analysts" }
    /// The link to the other language, written in that language.
    other_language() { sv: "In English", en: "På svenska" }
    footer_point() {
        sv: "Utkik pekar vidare. Texterna tillhör källorna – läs dem där.",
        en: "Utkik points the way. The texts belong to their sources – read them there.",
    }
    footer_contact() { sv: "Kontakt", en: "Contact" }
    footer_api() { sv: "Öppet API", en: "Open API" }

    start_heading() {
        sv: "Vad gör andra städer – och är det något för oss?",
        en: "What are other cities doing – and is it something for us?",
    }
    search_label() { sv: "Sök i det vi bevakar", en: "Search what we watch" }
    search_button() { sv: "Sök", en: "Search" }
    search_hint() { sv: "Prova till exempel", en: "Try for example" }
    example_words() { sv: "smarta papperskorgar", en: "smart lighting" }
    example_filter() { sv: "laddning land:norden senaste:90d", en: "charging country:nordic newer:90d" }
    newest_heading() { sv: "Senast inkommet", en: "Latest" }
    watching(sources: &str, documents: &str) {
        sv: "Vi bevakar {sources} och har samlat {documents}.",
        en: "We watch {sources} and have collected {documents}.",
    }
    one_source() { sv: "1 källa", en: "1 source" }
    many_sources(number: &str) { sv: "{number} källor", en: "{number} sources" }
    one_document() { sv: "1 dokument", en: "1 document" }
    many_documents(number: &str) { sv: "{number} dokument", en: "{number} documents" }
    nothing_collected() {
        sv: "Inget är insamlat ännu. Sidan fylls så snart den första insamlingen är klar.",
        en: "Nothing has been collected yet. The page fills as soon as the first crawl is done.",
    }

    results_title(query: &str) { sv: "{query} – sökning", en: "{query} – search" }
    page_title(page: usize) { sv: "sida {page}", en: "page {page}" }
    one_hit() { sv: "1 träff", en: "1 hit" }
    many_hits(number: &str) { sv: "{number} träffar", en: "{number} hits" }
    no_hits() { sv: "Inga träffar", en: "No hits" }
    no_full_hits() { sv: "Inga träffar med alla ord", en: "No hits with all the words" }
    further_hits(number: &str) {
        sv: "och {number} till som saknar något av orden",
        en: "and {number} more that lack some of the words",
    }
    only_further_hits(number: &str) {
        sv: "men {number} som har några av dem",
        en: "but {number} that have some of them",
    }
    no_hits_advice() {
        sv: "Prova färre eller andra ord, eller den korta formen av ett sammansatt ord (belysning i stället för gatubelysningsprojekt).",
        en: "Try fewer or other words, or the short form of a compound (lighting rather than street lighting project).",
    }
    no_hits_filters() {
        sv: "Sökningen är avgränsad. Utan avgränsning kan det finnas mer:",
        en: "The search is narrowed. There may be more without its filters:",
    }
    without_filters() { sv: "Sök utan avgränsning", en: "Search without filters" }
    past_the_end() {
        sv: "Så många sidor har sökningen inte.",
        en: "The search does not have that many pages.",
    }
    to_first_page() { sv: "Till första sidan", en: "To the first page" }
    sort_label() { sv: "Sortera", en: "Sort" }
    sort_relevance() { sv: "Relevans", en: "Relevance" }
    sort_date() { sv: "Senaste först", en: "Newest first" }
    /// Before the hits that lack these words.
    hits_without() { sv: "Träffar utan", en: "Hits without" }
    /// Between the words that hits lack.
    or() { sv: "eller", en: "or" }
    lacks() { sv: "Saknar", en: "Lacks" }
    about_document() { sv: "Om dokumentet", en: "About this document" }
    no_link() { sv: "utan länk", en: "no link" }
    feeds_label() { sv: "Följ sökningen som flöde", en: "Follow this search as a feed" }
    feed_of(query: &str) { sv: "Utkik: {query}", en: "Utkik: {query}" }
    feed_of_all() { sv: "Utkik: allt nytt", en: "Utkik: everything new" }
    pages_label() { sv: "Sidor", en: "Pages" }
    previous_page() { sv: "Föregående", en: "Previous" }
    next_page() { sv: "Nästa", en: "Next" }
    page_number(page: usize) { sv: "Sida {page}", en: "Page {page}" }

    narrow_heading() { sv: "Avgränsa sökningen", en: "Narrow the search" }
    facet_source() { sv: "Källa", en: "Source" }
    facet_group() { sv: "Område", en: "Area" }
    facet_language() { sv: "Språk", en: "Language" }
    facet_country() { sv: "Land", en: "Country" }
    facet_month() { sv: "Månad", en: "Month" }
    facet_more(number: usize) { sv: "Visa {number} till", en: "Show {number} more" }
    filters_label() { sv: "Avgränsad till", en: "Narrowed to" }
    remove_filter() { sv: "Ta bort", en: "Remove" }

    query_unreadable() { sv: "Sökningen gick inte att tolka", en: "The search could not be read" }
    query_here() { sv: "Felet är vid det som är markerat:", en: "The mistake is at the mark:" }
    did_you_mean() { sv: "Menade du", en: "Did you mean" }

    same_story() { sv: "Samma nyhet", en: "The same story" }
    more_like_this() { sv: "Liknande", en: "More like this" }
    more_of_project() { sv: "Allt om projektet", en: "All about the project" }
    sort_closing() { sv: "Sista dag", en: "Last day" }
    closed_calls(count: usize) { sv: "{count} har stängt", en: "{count} have closed" }
    words_alone() { sv: "Sök bara på orden", en: "Search for the words alone" }
    meant_instead() { sv: "Menade du", en: "Did you mean" }
    downloads_label() { sv: "Hämta som", en: "Download as" }
    more_boxes() { sv: "Fler sökrutor", en: "More search boxes" }
    box_any() { sv: "Minst ett av orden", en: "At least one of the words" }
    box_all() { sv: "Alla orden", en: "All of the words" }
    box_none() { sv: "Inget av orden", en: "None of the words" }
    box_phrase() { sv: "Orden i följd", en: "The words in a row" }
    box_rest() { sv: "Villkor, till exempel plats:Lund", en: "Conditions, such as place:Lund" }
    document_facts() { sv: "Uppgifter", en: "Facts" }
    fact_source() { sv: "Källa", en: "Source" }
    fact_site() { sv: "Webbplats", en: "Site" }
    fact_published() { sv: "Publicerad", en: "Published" }
    fact_updated() { sv: "Uppdaterad av källan", en: "Updated by the source" }
    fact_author() { sv: "Författare", en: "Author" }
    fact_language() { sv: "Språk", en: "Language" }
    fact_country() { sv: "Land", en: "Country" }
    fact_place() { sv: "Plats", en: "Place" }
    fact_first_seen() { sv: "Först sedd av oss", en: "First seen by us" }
    fact_revision() { sv: "Version", en: "Version" }
    first_version() { sv: "1, aldrig ändrad", en: "1, never changed" }
    later_version(revision: u32, day: &str) {
        sv: "{revision}, senast ändrad {day}",
        en: "{revision}, last changed {day}",
    }
    fact_id() { sv: "Id", en: "Id" }
    not_stated() { sv: "framgår inte", en: "not stated" }
    read_at(site: &str) { sv: "Läs hela hos {site}", en: "Read it all at {site}" }
    more_from_source() { sv: "Mer från källan", en: "More from this source" }
    excerpt_only() {
        sv: "Vi visar bara början. Hela texten finns hos källan.",
        en: "We show only the beginning. The whole text is at the source.",
    }

    sources_heading() { sv: "Källor", en: "Sources" }
    sources_intro(watched: &str) { sv: "Vi bevakar {watched}.", en: "We watch {watched}." }
    sources_well(number: usize) {
        sv: "{number} svarade som de skulle vid senaste kontrollen.",
        en: "At the last check, {number} answered as they should.",
    }
    sources_failing(sources: &str) {
        sv: "{sources} behöver ses över; vad som hänt och vad som händer härnäst står vid dem.",
        en: "{sources} should be looked at: what happened, and what happens next, is said there.",
    }
    sources_none() {
        sv: "Inga källor är inställda. De står i filen sources.toml.",
        en: "No sources are configured. They belong in the file sources.toml.",
    }
    source_documents() { sv: "Dokument", en: "Documents" }
    source_last_check() { sv: "Senaste kontroll", en: "Last check" }
    source_next_check() { sv: "Nästa kontroll", en: "Next check" }
    never_checked() { sv: "inte ännu", en: "not yet" }
    just_now() { sv: "nyss", en: "just now" }
    minutes(number: u64) { sv: "{number} min", en: "{number} min" }
    hours(number: u64) { sv: "{number} tim", en: "{number} h" }
    ago(how_long: &str) { sv: "för {how_long} sedan", en: "{how_long} ago" }
    ahead(how_long: &str) { sv: "om {how_long}", en: "in {how_long}" }
    due_now() { sv: "vid nästa insamling", en: "at the next crawl" }
    source_moved() { sv: "Till den nya adressen", en: "To the new address" }
    disabled_heading(sources: &str) {
        sv: "{sources} bevakar vi inte just nu",
        en: "{sources} that we do not watch at present",
    }

    fault_heading_missing() { sv: "Sidan finns inte", en: "There is no such page" }
    fault_heading() { sv: "Det gick inte", en: "That did not work" }
    fault_not_found() {
        sv: "Det du letar efter finns inte här, eller har tagits bort.",
        en: "What you are looking for is not here, or has been removed.",
    }
    fault_forgotten(day: &str) {
        sv: "Dokumentet är borttaget enligt begäran {day}.",
        en: "The document was removed on request on {day}.",
    }
    fault_method() {
        sv: "Här går det bara att läsa (GET).",
        en: "Only reading (GET) is possible here.",
    }
    fault_address_too_long() { sv: "Adressen är för lång.", en: "The address is too long." }
    fault_parameter(name: &str, wanted: &str) {
        sv: "Värdet på `{name}` går inte att läsa; skriv {wanted}",
        en: "The value of `{name}` cannot be read; write {wanted}",
    }
    fault_nothing_collected() {
        sv: "Inget är insamlat ännu. Försök igen när den första insamlingen är klar.",
        en: "Nothing has been collected yet. Try again after the first crawl.",
    }
    fault_no_letters() {
        sv: "Härifrån skickas inga brev ännu. Flödena fungerar ändå.",
        en: "No letters are sent from here yet. The feeds work all the same.",
    }
    fault_too_slow() {
        sv: "Det tog för lång tid. Försök igen om en stund.",
        en: "It took too long. Try again in a while.",
    }
    fault_internal() {
        sv: "Något gick fel hos oss. Försök igen om en stund.",
        en: "Something went wrong on our side. Try again in a while.",
    }
    to_search() { sv: "Till sökningen", en: "To the search" }
}
