//! What was repaired in a feed, for those who can ask the site to mend it.

use super::Locale;
use crate::model::Repair;

/// One sentence for a kind of repair.
pub fn repaired(locale: Locale, repair: Repair) -> String {
    match repair {
        Repair::Encoding => encoding(locale),
        Repair::Bytes => bytes(locale),
        Repair::DoubleEncoding => double_encoding(locale),
        Repair::Controls => controls(locale),
        Repair::Preamble => preamble(locale),
        Repair::Ampersands => ampersands(locale),
        Repair::Tags => tags(locale),
        Repair::Prefixes => prefixes(locale),
        Repair::Dates => dates(locale),
        Repair::Entries => entries(locale),
        Repair::ContentType => content_type(locale),
    }
}

messages! {
    /// Heading above the sentences.
    heading() { sv: "Rättat vid läsningen", en: "Repaired while reading" }
    encoding() {
        sv: "Texten har en annan teckenkodning än den uppger; den rätta kändes igen.",
        en: "The text is in another encoding than it says; the right one was recognised.",
    }
    bytes() {
        sv: "Några tecken var trasiga och ersattes med �.",
        en: "Some characters were damaged and were replaced by �.",
    }
    double_encoding() {
        sv: "Å, ä, ö och andra tecken var dubbelkodade (som ”Ã¥”) och sattes rätt.",
        en: "Letters such as å, ä and ö were encoded twice (as “Ã¥”) and were put right.",
    }
    controls() {
        sv: "Otillåtna styrtecken togs bort.",
        en: "Control characters that are not allowed were removed.",
    }
    preamble() {
        sv: "Det stod annat före flödets början; det hoppades över.",
        en: "Something stood before the beginning of the feed; it was passed over.",
    }
    ampersands() {
        sv: "Tecknet & stod där det ska stå &amp;, eller så användes teckennamn som XML inte har; \
             det lästes som det var menat.",
        en: "An & stood where &amp; should, or names of letters that XML does not have; they were \
             read as they were meant.",
    }
    tags() {
        sv: "Taggar saknade sin början eller sitt slut; det lästes som det var menat.",
        en: "Tags lacked their beginning or their end; they were read as they were meant.",
    }
    prefixes() {
        sv: "Prefix användes utan att förklaras (xmlns); de lästes som de brukar användas.",
        en: "Prefixes were used without being declared (xmlns); they were read as is usual.",
    }
    dates() {
        sv: "Datum som inte går att läsa hoppades över; de posterna saknar datum.",
        en: "Dates that cannot be read were passed over; those entries have no date.",
    }
    entries() {
        sv: "Några poster var för trasiga för att läsas; de andra lästes.",
        en: "Some entries were too broken to be read; the others were read.",
    }
    content_type() {
        sv: "Svaret kallar sig webbsida (Content-Type) men är ett flöde, och lästes som ett sådant.",
        en: "The answer calls itself a page (Content-Type) but is a feed, and was read as one.",
    }
}
