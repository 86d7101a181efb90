//! What `utkik thesaurus` says.

messages! {
    unknown(word: &str) {
        sv: "`{word}` finns inte i tesaurusen; lägg till det i `thesaurus.tsv` bredvid källförteckningen",
        en: "`{word}` is not in the thesaurus; add it to `thesaurus.tsv` beside the source list",
    }
    /// Behind a concept: what the theme is called.
    theme(label: &str) { sv: "tema {label}", en: "theme {label}" }
    /// Behind a theme: how much the concept tells of it.
    weight(weight: f32) { sv: "vikt {weight}", en: "weight {weight}" }
    no_theme() { sv: "inget tema", en: "no theme" }
    /// Behind a term that is not searched for.
    not_searched() { sv: "söks inte", en: "not searched for" }
    /// Before the addresses of a concept in other vocabularies.
    matches() { sv: "motsvarar", en: "matches" }
    well(file: &str, lines: usize, concepts: usize) {
        sv: "`{file}` är rätt skriven: {lines} rader, tesaurusen har med dem {concepts} begrepp",
        en: "`{file}` is well written: {lines} lines, with which the thesaurus has {concepts} concepts",
    }
    no_file(file: &str) {
        sv: "`{file}` går inte att läsa; en egen tesaurus är en fil med tabbar mellan kolumnerna",
        en: "`{file}` cannot be read; a thesaurus of your own is a file with tabs between its columns",
    }
    broken(file: &str, problems: usize) {
        sv: "`{file}` har fel ({problems}); så länge används bara den medföljande tesaurusen",
        en: "`{file}` has problems ({problems}); as long as it has, only the shipped thesaurus is used",
    }
}
