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
    in_language(value: &str) { sv: "på språket {value}", en: "in the language {value}" }
    from_country(value: &str) { sv: "från landet {value}", en: "from the country {value}" }
    from_nordic() { sv: "från Norden", en: "from the Nordic countries" }
    from_group(value: &str) { sv: "från gruppen {value}", en: "from the group {value}" }
    inside_network() { sv: "från det egna nätverket", en: "from the own network" }
    outside_network() { sv: "utanför det egna nätverket", en: "from outside the own network" }
    dated_from(day: &str) { sv: "från och med {day}", en: "from {day} on" }
    dated_before(day: &str) { sv: "före {day}", en: "before {day}" }

    query_too_long(most: usize) {
        sv: "frågan är för lång; skriv högst {most} tecken",
        en: "the query is too long; write at most {most} characters",
    }
    too_many_terms(most: usize) {
        sv: "frågan har för många sökord; skriv högst {most}",
        en: "the query has too many words; write at most {most}",
    }
    nested_too_deep() {
        sv: "för många parenteser inuti varandra",
        en: "too many parentheses inside each other",
    }
    unknown_field(field: &str) {
        sv: "fältet `{field}:` finns inte; sätt citattecken omkring om det är text",
        en: "there is no field `{field}:`; put quotation marks around it if it is text",
    }
    field_not_yet(field: &str) {
        sv: "fältet `{field}:` stöds inte ännu",
        en: "the field `{field}:` is not supported yet",
    }
    field_without_value(field: &str) {
        sv: "`{field}:` saknar värde; skriv det direkt efter kolonet, utan mellanslag",
        en: "`{field}:` has no value; write it right after the colon, without a space",
    }
    operator_not_yet(operator: &str) {
        sv: "`{operator}` stöds inte ännu; sätt citattecken omkring om det är text",
        en: "`{operator}` is not supported yet; put quotation marks around it if it is text",
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
}
