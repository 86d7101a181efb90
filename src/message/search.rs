//! What `search` says.

messages! {
    /// Head of the sentence that says how a query was understood.
    read_as(what: &str) { sv: "Tolkat som: {what}", en: "Read as: {what}" }
    everything() { sv: "alla dokument", en: "all documents" }
    wanted_words(words: &str) { sv: "helst alla orden {words}", en: "preferably all of the words {words}" }
    wanted_word(word: &str) { sv: "ordet {word}", en: "the word {word}" }
    required_word(word: &str) { sv: "måste ha {word}", en: "must have {word}" }
    exact_word(word: &str) { sv: "exakt {word}", en: "exactly {word}" }
    phrase(words: &str) { sv: "frasen ”{words}”", en: "the phrase “{words}”" }
    not(what: &str) { sv: "inte {what}", en: "not {what}" }
    and() { sv: " och ", en: " and " }
    or() { sv: " eller ", en: " or " }
    without_weight(words: &str) { sv: "utan vikt: {words}", en: "without weight: {words}" }
    passed_over(typed: &str) { sv: "överhoppat: {typed}", en: "passed over: {typed}" }
    from_source(value: &str) { sv: "från källan {value}", en: "from the source {value}" }
    from_site(value: &str) { sv: "från webbplatsen {value}", en: "from the site {value}" }
    in_language(name: &str) { sv: "på {name}", en: "in {name}" }
    from_country(name: &str) { sv: "från {name}", en: "from {name}" }
    from_nordic() { sv: "från Norden", en: "from the Nordic countries" }
    from_group(value: &str) { sv: "från gruppen {value}", en: "from the group {value}" }
    inside_network() { sv: "från det egna nätverket", en: "from the own network" }
    outside_network() { sv: "utanför det egna nätverket", en: "from outside the own network" }
    dated_from(day: &str) { sv: "från och med {day}", en: "from {day} on" }
    dated_before(day: &str) { sv: "före {day}", en: "before {day}" }
    near(words: &str, most: u32) {
        sv: "{words} med högst {most} ord emellan", en: "{words} with at most {most} words between",
    }
    one_word_between(words: &str) {
        sv: "{words} med högst ett ord emellan", en: "{words} with at most one word between",
    }
    side_by_side(words: &str) { sv: "{words} intill varandra", en: "{words} side by side" }
    beginning(word: &str) { sv: "ord som börjar på {word}", en: "words that begin with {word}" }
    mistyped_once(word: &str) {
        sv: "{word}, även med en bokstav fel", en: "{word}, also with one letter wrong",
    }
    mistyped(word: &str, most: u8) {
        sv: "{word}, även med {most} bokstäver fel", en: "{word}, also with {most} letters wrong",
    }
    in_title(what: &str) { sv: "{what} i rubriken", en: "{what} in the title" }
    weighed(what: &str, weight: &str) { sv: "{what} (vikt {weight})", en: "{what} (weight {weight})" }
    about_place(places: &str) { sv: "handlar om eller nämner {places}", en: "about or naming {places}" }
    within_theme(theme: &str) { sv: "inom temat {theme}", en: "within the theme {theme}" }
    about_concept(concept: &str) { sv: "tar upp begreppet {concept}", en: "speaks of {concept}" }
    of_kind(kind: &str) { sv: "av typen {kind}", en: "of the kind {kind}" }
    with_status(status: &str) { sv: "med status {status}", en: "with the status {status}" }
    in_phase(phase: &str) { sv: "i skedet {phase}", en: "in the phase {phase}" }
    with_fact(label: &str, value: &str) { sv: "med {label} {value}", en: "with the {label} {value}" }
    budget(limits: &str) { sv: "med en budget på {limits} kr", en: "with a budget of {limits} SEK" }
    population(limits: &str) {
        sv: "om kommuner med {limits} invånare", en: "about municipalities with {limits} inhabitants",
    }
    closes(limits: &str) { sv: "med sista ansökningsdag {limits}", en: "with the deadline {limits}" }
    takes_place(limits: &str) { sv: "som äger rum {limits}", en: "that takes place {limits}" }
    of_story(id: &str) { sv: "samma händelse som {id}", en: "the same story as {id}" }
    of_saved_search(name: &str) {
        sv: "det som bevakningen ”{name}” hittar", en: "what the saved search “{name}” finds",
    }
    more_than(number: &str) { sv: "mer än {number}", en: "more than {number}" }
    at_least(number: &str) { sv: "minst {number}", en: "at least {number}" }
    less_than(number: &str) { sv: "mindre än {number}", en: "less than {number}" }
    at_most(number: &str) { sv: "högst {number}", en: "at most {number}" }
    from_day_to_day(from: &str, to: &str) { sv: "{from} till {to}", en: "{from} to {to}" }
    day_or_later(day: &str) { sv: "{day} eller senare", en: "{day} or later" }
    day_or_earlier(day: &str) { sv: "{day} eller tidigare", en: "{day} or earlier" }

    /// A looser search, when nothing was found.
    without(what: &str) { sv: "utan villkoret {what}", en: "without the condition {what}" }
    without_conditions() { sv: "utan alla villkor", en: "without any condition" }
    not_left_out(what: &str) { sv: "utan att utesluta {what}", en: "without leaving out {what}" }
    as_words(words: &str) { sv: "orden {words} var för sig", en: "the words {words}, each for itself" }
    in_any_form(word: &str) { sv: "{word} i alla böjningar", en: "{word} in any form" }
    preferably(word: &str) { sv: "helst men inte nödvändigt {word}", en: "{word} preferred, not demanded" }
    anywhere(what: &str) { sv: "inte bara {what}", en: "not only {what}" }
    spelled_alike() { sv: "även stavat på liknande sätt", en: "spelled alike as well" }

    query_too_long(most: usize) {
        sv: "frågan är för lång; skriv högst {most} tecken",
        en: "the query is too long; write at most {most} characters",
    }
    too_many_terms(most: usize) {
        sv: "frågan har för många sökord; skriv högst {most}",
        en: "the query has too many words; write at most {most}",
    }
    no_saved_search(name: &str) {
        sv: "det finns ingen bevakning som heter `{name}`",
        en: "there is no saved search called `{name}`",
    }
    no_saved_search_within(within: &str, name: &str) {
        sv: "bevakningen `{within}` hänvisar till `{name}`, som inte finns",
        en: "the saved search `{within}` refers to `{name}`, which does not exist",
    }
    saved_search_in_itself(around: &str) {
        sv: "bevakningen hänvisar till sig själv: {around}",
        en: "the saved search refers to itself: {around}",
    }
    saved_searches_too_deep(most: usize) {
        sv: "bevakningar hänvisar till varandra i mer än {most} steg",
        en: "saved searches refer to each other in more than {most} steps",
    }
    saved_search_unreadable(name: &str, trouble: &str) {
        sv: "bevakningen `{name}` kan inte läsas: {trouble}",
        en: "the saved search `{name}` cannot be read: {trouble}",
    }
    nested_too_deep() {
        sv: "för många parenteser inuti varandra",
        en: "too many parentheses inside each other",
    }
    unknown_field(field: &str) {
        sv: "fältet `{field}:` finns inte; sätt citattecken omkring om det är text",
        en: "there is no field `{field}:`; put quotation marks around it if it is text",
    }
    field_without_value(field: &str) {
        sv: "`{field}:` saknar värde; skriv det direkt efter kolonet",
        en: "`{field}:` has no value; write it right after the colon",
    }
    field_before_group(field: &str) {
        sv: "`{field}:` gäller ett värde och ingen parentes; skriv flera värden med komma, `{field}:a,b`",
        en: "`{field}:` takes a value and no parenthesis; write several values with commas, `{field}:a,b`",
    }
    colon_missing(field: &str) {
        sv: "kolonet saknas efter fältet `{field}`",
        en: "the colon is missing after the field `{field}`",
    }
    star_first(word: &str) {
        sv: "`{word}` börjar med `*`; `*` kan bara stå sist i ett ord. Delar av sammansatta ord hittas ändå: `belysning` hittar gatubelysning",
        en: "`{word}` begins with `*`, which can only end a word. Parts of compound words are found anyway: `belysning` finds gatubelysning",
    }
    star_inside(word: &str) {
        sv: "`{word}` har `*` inuti; `*` kan bara stå sist i ett ord",
        en: "`{word}` has `*` inside; `*` can only end a word",
    }
    beginning_too_short(least: usize) {
        sv: "skriv minst {least} bokstäver före `*`",
        en: "write at least {least} letters before `*`",
    }
    star_and_tilde(word: &str) {
        sv: "`{word}` har både `*` och `~`; använd det ena",
        en: "`{word}` has both `*` and `~`; use one of them",
    }
    exact_and_more(word: &str) {
        sv: "`={word}` söker exakt det ordet; ta bort `=`, eller `*` och `~`",
        en: "`={word}` finds exactly that word; leave out `=`, or `*` and `~`",
    }
    too_short_for_tilde(least: usize) {
        sv: "skriv minst {least} bokstäver före `~`",
        en: "write at least {least} letters before `~`",
    }
    not_so_many_mistakes(number: &str) {
        sv: "`~{number}` är för många felskrivna bokstäver; skriv `~1` eller `~2`",
        en: "`~{number}` is too many mistyped letters; write `~1` or `~2`",
    }
    not_a_weight(number: &str) {
        sv: "`^{number}` är ingen vikt; skriv ett tal från 0,1 till 10, till exempel `^3`",
        en: "`^{number}` is not a weight; write a number from 0.1 to 10, for example `^3`",
    }
    weight_of_nothing() {
        sv: "en vikt kan bara stå direkt efter ett ord, en fras eller en parentes med ord",
        en: "a weight can only stand right after a word, a phrase or a parenthesis with words",
    }
    mark_without_word(mark: &str) {
        sv: "`{mark}` ska stå direkt efter ett ord eller en fras; sätt citattecken omkring om det är text",
        en: "`{mark}` must stand right after a word or a phrase; put quotation marks around it if it is text",
    }
    not_a_distance(most: u32) {
        sv: "skriv högst hur många ord som får stå emellan efter `~`: ett heltal från 0 till {most}",
        en: "write after `~` how many words may stand between: a whole number from 0 to {most}",
    }
    near_without_number(operator: &str, most: u32) {
        sv: "skriv efter `{operator}/` högst hur många ord som får stå emellan, 0 till {most}; sätt citattecken omkring om det är text",
        en: "write after `{operator}/` how many words may stand between, 0 to {most}; put quotation marks around it if it is text",
    }
    near_needs_words(operator: &str) {
        sv: "`{operator}` kan bara stå mellan två ord",
        en: "`{operator}` can only stand between two words",
    }
    operator_in_value(value: &str) {
        sv: "`{value}`: `*`, `~` och `^` gäller ord och inte fältens värden",
        en: "`{value}`: `*`, `~` and `^` apply to words and not to the values of fields",
    }
    value_without_words(value: &str) {
        sv: "`{value}` innehåller varken bokstav eller siffra",
        en: "`{value}` holds neither a letter nor a digit",
    }
    empty_range(value: &str) {
        sv: "inget ryms i `{value}`; skriv det lägre före det högre",
        en: "nothing fits in `{value}`; write the lower before the higher",
    }
    operator_without_operand(operator: &str) {
        sv: "`{operator}` saknar något att gälla",
        en: "`{operator}` has nothing to apply to",
    }
    nothing_to_search_for(typed: &str) {
        sv: "`{typed}` innehåller inget att söka efter; skriv minst ett ord eller en siffra",
        en: "`{typed}` holds nothing to search for; write at least one word or number",
    }
    quote_not_closed() {
        sv: "citattecknet avslutas aldrig; skriv ett till efter frasen",
        en: "the quotation mark is never closed; write another after the phrase",
    }
    parenthesis_not_closed() {
        sv: "parentesen avslutas aldrig; skriv `)` efter uttrycket",
        en: "the parenthesis is never closed; write `)` after the expression",
    }
    parenthesis_not_opened() {
        sv: "`)` utan `(` före",
        en: "`)` without a `(` before it",
    }
    not_a_language(value: &str) {
        sv: "`{value}` är inget språk; skriv en kod som `sv` eller ett namn som `svenska`",
        en: "`{value}` is not a language; write a code such as `sv` or a name such as `swedish`",
    }
    not_a_country(value: &str) {
        sv: "`{value}` är inget land som vi känner; skriv en kod som `SE`, ett namn som `sverige`, eller `norden`",
        en: "`{value}` is not a country that we know; write a code such as `SE`, a name such as `sweden`, or `norden`",
    }
    not_a_group(value: &str, groups: &str) {
        sv: "`{value}` är ingen grupp; skriv en av {groups}",
        en: "`{value}` is not a group; write one of {groups}",
    }
    not_yes_or_no(value: &str) {
        sv: "`{value}` är varken ja eller nej",
        en: "`{value}` is neither yes nor no",
    }
    not_a_day(value: &str) {
        sv: "`{value}` är inget datum; skriv 2026, 2026-10 eller 2026-10-05",
        en: "`{value}` is not a date; write 2026, 2026-10 or 2026-10-05",
    }
    not_a_span(value: &str) {
        sv: "`{value}` är ingen tid; skriv till exempel 7d, 2v, 3m eller 1å",
        en: "`{value}` is not a span of time; write for example 7d, 2w, 3m or 1y",
    }
    not_a_period(value: &str) {
        sv: "`{value}` är ingen tid; skriv 2026, 2026-10, 2026-10-05 eller 2026-10-01..2026-10-15",
        en: "`{value}` is not a time; write 2026, 2026-10, 2026-10-05 or 2026-10-01..2026-10-15",
    }
    not_a_closing(value: &str) {
        sv: "`{value}` är ingen sista dag; skriv <14d, öppen, 2027-03 eller 2026-12-01..2026-12-15",
        en: "`{value}` is not a last day; write <14d, open, 2027-03 or 2026-12-01..2026-12-15",
    }
    not_an_event_day(value: &str) {
        sv: "`{value}` är ingen dag; skriv <14d, 2027-03 eller 2026-12-01..2026-12-15",
        en: "`{value}` is not a day; write <14d, 2027-03 or 2026-12-01..2026-12-15",
    }
    not_an_amount(value: &str) {
        sv: "`{value}` är inget belopp; skriv till exempel >1mkr, 500tkr..2mkr eller <100 000 EUR",
        en: "`{value}` is not an amount; write for example >1mkr, 500tkr..2mkr or <100 000 EUR",
    }
    not_a_count(value: &str) {
        sv: "`{value}` är inget invånarantal; skriv till exempel <30000 eller 10000..30000",
        en: "`{value}` is not a number of inhabitants; write for example <30000 or 10000..30000",
    }
    not_a_source(value: &str) {
        sv: "`{value}` kan inte vara en källas id; det har bokstäverna a–z, siffror och bindestreck",
        en: "`{value}` cannot be the id of a source; it has the letters a–z, digits and hyphens",
    }
    not_a_site(value: &str) {
        sv: "`{value}` är ingen webbplats; skriv till exempel malmo.se",
        en: "`{value}` is not a site; write for example malmo.se",
    }
    not_a_place(value: &str) {
        sv: "`{value}` är ingen plats som vi känner; skriv en kommun, stad, region eller ett land",
        en: "`{value}` is not a place that we know; write a municipality, city, region or country",
    }
    not_a_concept(value: &str) {
        sv: "`{value}` är inget begrepp i ordlistan",
        en: "`{value}` is not a concept of the thesaurus",
    }
    not_one_of(value: &str, known: &str) {
        sv: "`{value}` finns inte; skriv en av {known}",
        en: "there is no `{value}`; write one of {known}",
    }
}
