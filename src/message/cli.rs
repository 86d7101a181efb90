//! What the command line says.

use super::Locale;
use crate::model::Hit;

messages! {
    /// Above the hits: how many there are.
    hits(total: usize) { sv: "{total} träffar", en: "{total} hits" }
    one_hit() { sv: "1 träff", en: "1 hit" }
    /// Behind the count: documents below the line.
    partly(total: usize) {
        sv: "{total} till där något av orden saknas",
        en: "{total} more that miss some of the words",
    }
    no_hits() {
        sv: "Inga träffar. Prova färre ord, eller se vad som bevakas: `utkik sources`.",
        en: "No hits. Try fewer words, or see what is watched: `utkik sources`.",
    }
    /// The line between documents with all words and the rest.
    without(words: &str) { sv: "Träffar utan {words}", en: "Hits without {words}" }
    /// Behind one hit below the line.
    without_here(words: &str) { sv: "saknar {words}", en: "lacks {words}" }
    more_hits(shown: usize, next: usize) {
        sv: "{shown} visas; fortsätt med `--offset {next}`",
        en: "{shown} shown; go on with `--offset {next}`",
    }
    facet_source() { sv: "Källa", en: "Source" }
    facet_group() { sv: "Grupp", en: "Group" }
    facet_language() { sv: "Språk", en: "Language" }
    facet_country() { sv: "Land", en: "Country" }
    facet_month() { sv: "Månad", en: "Month" }
    no_document(id: &str) {
        sv: "det finns inget dokument `{id}`; `utkik search` visar ids",
        en: "there is no document `{id}`; `utkik search` shows ids",
    }
    published() { sv: "Publicerat", en: "Published" }
    not_stated() { sv: "framgår inte", en: "not stated" }
    source() { sv: "Källa", en: "Source" }
    language() { sv: "Språk", en: "Language" }
    address() { sv: "Adress", en: "Address" }
    author() { sv: "Författare", en: "Author" }
    tags() { sv: "Taggar", en: "Tags" }
    first_seen() { sv: "Först sett", en: "First seen" }
    revision(number: u32, day: &str) {
        sv: "version {number}, ersatt {day}", en: "version {number}, replaced {day}",
    }
    revisions() { sv: "Tidigare versioner", en: "Earlier versions" }
    demo_search(query: &str) { sv: "Sökning: {query}", en: "Search: {query}" }
    demo_page(address: &str) {
        sv: "Söksidan finns på {address} – avsluta med Ctrl-C",
        en: "The search page is at {address} – end with Ctrl-C",
    }
    demo_sites(sites: usize, articles: usize) {
        sv: "{sites} exempelwebbplatser med {articles} exempeltexter har startats på den egna datorn.",
        en: "{sites} sample sites with {articles} sample texts have been started on this machine.",
    }
    serving(address: &str) {
        sv: "söksidan finns på {address}", en: "the search page is at {address}",
    }
    reindexed(documents: u64, seconds: &str) {
        sv: "{documents} dokument indexerade på {seconds} s",
        en: "{documents} documents indexed in {seconds} s",
    }
    backed_up(documents: u64, megabytes: &str, file: &str) {
        sv: "{documents} dokument säkerhetskopierade till `{file}` ({megabytes} MB)",
        en: "{documents} documents backed up to `{file}` ({megabytes} MB)",
    }
    restored(documents: u64, seconds: &str) {
        sv: "säkerhetskopian är återläst: {documents} dokument, sökindexet uppbyggt på nytt, {seconds} s",
        en: "the backup is restored: {documents} documents, the search index built anew, {seconds} s",
    }
    kept_aside(file: &str) {
        sv: "den tidigare databasen finns kvar som `{file}`; ta bort den när allt är som det ska",
        en: "the database from before is kept as `{file}`; remove it when all is as it should be",
    }
    still_forgotten(documents: usize) {
        sv: "{documents} dokument i säkerhetskopian är borttagna på begäran, helt eller delvis, och har hållits borta",
        en: "{documents} documents of the backup were removed on request, wholly or in part, and have been kept out",
    }
    forgotten_unknown() {
        sv: "den tidigare databasen går inte att läsa, så det som togs bort med `utkik forget` efter att säkerhetskopian gjordes kan vara tillbaka; glöm det på nytt",
        en: "the database from before cannot be read, so what `utkik forget` removed after the backup was made may be back; forget it again",
    }
    nothing_restored() {
        sv: "inget är återläst, databasen är som den var",
        en: "nothing was restored, the database is as it was",
    }
    nothing_due() {
        sv: "Inget att hämta just nu; `--all` tar även det som inte står på tur.",
        en: "Nothing is due; `--all` takes also what is not.",
    }
    behind(indexed: u64, documents: u64) {
        sv: "sökindexet är efter: {indexed} av {documents} dokument; nästa insamling eller `utkik reindex` tar igen det",
        en: "the search index is behind: {indexed} of {documents} documents; the next crawl or `utkik reindex` catches up",
    }
    behind_edits() {
        sv: "sökindexet är efter: ändrade dokument saknas; nästa insamling eller `utkik reindex` tar igen det",
        en: "the search index is behind: edited documents are missing; the next crawl or `utkik reindex` catches up",
    }
    /// The headings of a table of hits, parted by commas.
    table_headings() {
        sv: "datum,titel,källa,typ,plats,tema,status,skede,projekt,finansiär,budget,budget SEK,sista ansökningsdag,äger rum,språk,land,adress,id,saknade ord",
        en: "date,title,source,kind,place,theme,status,phase,project,funder,budget,budget SEK,deadline,event,language,country,url,id,missing",
    }
    sound(documents: u64) {
        sv: "allt är i ordning: {documents} dokument i databas och index",
        en: "all is well: {documents} documents in database and index",
    }
}

/// What stands before the hits that miss words.
pub fn heading_of_partial(locale: Locale, hits: &[Hit]) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in hits.iter().flat_map(|hit| &hit.missing) {
        if !words.contains(word) {
            words.push(word.clone());
        }
    }
    without(locale, &either(locale, &words))
}

/// "smarta", "smarta eller papperskorgar".
pub fn either(locale: Locale, words: &[String]) -> String {
    let or = match locale {
        Locale::Sv => " eller ",
        Locale::En => " or ",
    };
    match words {
        [most @ .., last] if !most.is_empty() => format!("{}{or}{last}", most.join(", ")),
        _ => words.concat(),
    }
}

/// "1 träff", "14 träffar".
pub fn count_of_hits(locale: Locale, total: usize) -> String {
    if total == 1 { one_hit(locale) } else { hits(locale, total) }
}
