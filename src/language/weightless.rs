//! Words that say nothing about what is sought: question words and the smallest function words.

/// At the head of a query these only ask: *vem har*, *vad gör*, *finns det*, *who has*.
const QUESTIONS: &[&str] = &[
    // Swedish
    "vem", "vilka", "vilken", "vilket", "vad", "var", "hur", "när", "varför", "finns", "har", "gör",
    "gjort", "gjorde", "är", "kan", "ska", "det", "någon", "några", "något", "man", "vi", "ni",
    "som", // English
    "who", "what", "where", "when", "why", "how", "which", "has", "have", "had", "does", "do",
    "did", "done", "is", "are", "there", "can", "any", "anyone", "we", "you", "that",
    // Danish, Norwegian, German, Finnish
    "hvem", "hvad", "hva", "hvor", "hvordan", "findes", "finnes", "wer", "was", "wie", "wo", "gibt",
    "es", "kuka", "mitä", "missä", "miten", "onko",
];

/// Only these open a question; `har` and `det` alone do not.
const OPENINGS: &[&str] = &[
    "vem", "vilka", "vilken", "vilket", "vad", "var", "hur", "när", "varför", "finns", "har",
    "who", "what", "where", "when", "why", "how", "which", "has", "does", "did", "is", "are",
    "hvem", "hvad", "hva", "hvor", "hvordan", "findes", "finnes", "wer", "was", "wie", "wo",
    "gibt", "kuka", "mitä", "missä", "miten", "onko",
];

/// Nearly every text of its language has them, so they would only put the texts of all other
/// languages below the line.
const FUNCTION_WORDS: &[&str] = &[
    "och", "i", "på", "av", "för", "med", "till", "som", "en", "ett", "den", "det", "de", "att",
    "om", "från", "vid", "inom", "hos", "the", "of", "in", "and", "for", "to", "a", "an", "on",
    "with", "by", "at", "from", "der", "die", "das", "und", "für", "mit", "von", "im", "zu", "og",
    "på", "af", "til", "et", "ja",
];

/// Who asks: these stand behind the verb of a question, *hur sänker man energin*.
const ASKERS: &[&str] = &["man", "vi", "ni", "det", "we", "you"];

/// Which of a query's words, lower case and in order, weigh nothing. When that would be all of
/// them, none is.
pub fn weightless(words: &[&str]) -> Vec<bool> {
    let asks = words.first().is_some_and(|word| OPENINGS.contains(word));
    let question =
        if asks { words.iter().take_while(|word| QUESTIONS.contains(word)).count() } else { 0 };
    let marks: Vec<bool> = words
        .iter()
        .enumerate()
        .map(|(number, word)| {
            let is_asker = asks && ASKERS.contains(word);
            number < question || is_asker || FUNCTION_WORDS.contains(word)
        })
        .collect();
    if marks.iter().all(|mark| *mark) { vec![false; words.len()] } else { marks }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_asks_weighs_nothing() {
        for (query, kept) in [
            ("vem har smarta papperskorgar", "smarta papperskorgar"),
            ("vad gör malmö i skolan", "malmö skolan"),
            ("finns det sensorer för buller", "sensorer buller"),
            ("who has smart bins", "smart bins"),
            ("hur sänker man energin i skolor", "sänker energin skolor"),
            ("isle of man", "isle man"),
            ("hur", "hur"),
            ("och på", "och på"),
            ("solceller när", "solceller när"),
        ] {
            let words: Vec<&str> = query.split(' ').collect();
            let marks = weightless(&words);
            let left: Vec<&str> =
                words.iter().zip(marks).filter(|(_, mark)| !mark).map(|(word, _)| *word).collect();
            assert_eq!(left.join(" "), kept, "{query}");
        }
    }
}
