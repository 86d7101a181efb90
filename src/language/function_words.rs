//! The commonest small words of our languages, and of those that are taken for them.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Which languages share a word: one bit each, in the order of `LISTS`.
pub(super) type Bits = u16;

/// How many lists there are: ours in the order of `Language::OURS`, then the foreign ones.
pub(super) const LIST_COUNT: usize = 15;
/// Where the foreign lists begin.
pub(super) const FIRST_FOREIGN: usize = 7;

/// The languages in which a lower-case word is a function word.
pub(super) fn languages_of(word: &str) -> Bits {
    static TABLE: OnceLock<HashMap<&'static str, Bits>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = HashMap::with_capacity(700);
        for (at, list) in LISTS.iter().enumerate() {
            for word in list.split(' ').filter(|word| !word.is_empty()) {
                *table.entry(word).or_default() |= 1 << at;
            }
        }
        table
    });
    table.get(word).copied().unwrap_or(0)
}

const LISTS: [&str; LIST_COUNT] = [
    SWEDISH, ENGLISH, GERMAN, DANISH, BOKMAL, NYNORSK, FINNISH, DUTCH, FRENCH, SPANISH, ITALIAN,
    PORTUGUESE, POLISH, ICELANDIC, ESTONIAN,
];

const SWEDISH: &str = "och att det som en är på för av med den till inte har ett om de han men \
    var jag sig från vi så kan när ska skall eller hade du man nu över dem mot vid där ut även \
    efter mer mycket upp bara denna dessa blir blev finns sin sitt sina under alla andra detta \
    mellan också utan vill kommer vara varit skulle genom hur vad vilka vilket oss ni er inom \
    både få får göra gör samt i hon inga ingen något någon vår våra bli in än då här ju";
const ENGLISH: &str = "the of and to in is that for it as was with be on not by are this at from \
    have or an which they you we has but were can will their its about been more would there our \
    these who when all than how what your into also other some such only new most a i he she his \
    her if do no so up out one";
const GERMAN: &str = "der die und das den in ist von zu mit sich des auf für im dem nicht ein eine \
    als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über \
    einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde können wir ihre \
    ich kann diese dieser unter zwischen sowie was wenn ihr eines keine hier ihn schon";
const DANISH: &str = "og at det som en er på for af med den til ikke har et om de han men var jeg \
    sig fra vi så kan når skal eller havde du man nu over dem mod ved der ud også efter mere meget \
    op kun denne disse bliver blev findes sin sit sine under alle andre dette mellem uden vil \
    kommer være været skulle gennem hvor hvordan hvad hvilke os jer inden både få får gøre gør \
    samt i hun ingen noget nogen nogle vores blive ind end da her jo hvis derfor bl.a lige hvert \
    selv fordi sammen meget blandt mange kunne ville sådan";
const BOKMAL: &str = "og at det som en er på for av med den til ikke har et om de han men var jeg \
    seg fra vi så kan når skal eller hadde du man nå over dem mot ved der ut også etter mer mye \
    opp bare kun denne disse blir ble finnes sin sitt sine under alle andre dette mellom uten vil \
    kommer være vært skulle gjennom hvor hvordan hva hvilke oss dere innen både få får gjøre gjør \
    samt i hun ingen noe noen vår våre bli inn enn da her jo hvis derfor blant selv fordi sammen \
    mange kunne ville slik hver dette fått blitt";
const NYNORSK: &str = "og at det som ein er på for av med den til ikkje har eit om dei han men var \
    eg seg frå vi så kan når skal eller hadde du no over mot ved der ut òg etter meir mykje \
    opp berre denne desse blir vart finst sin sitt sine under alle andre dette mellom utan vil \
    kjem vere vore skulle gjennom kor korleis kva kven oss dykk innan både få får gjere gjer samt \
    i ho ingen noko nokon nokre vår våre bli inn enn då her jo dersom difor mellom sjølv fordi \
    saman mange kunne ville slik kvar ikkje dykkar heile";
const FINNISH: &str = "ja on ei se että oli hän mutta myös kun ovat sekä tai ole jos joka niin kuin \
    mukaan sen vain jotka tämä voi olla jo kanssa hänen noin mitä tämän siitä vuonna nyt vielä \
    jossa sitä ne kuten olisi eivät koska ennen jälkeen siis minä me he oli ollut olivat voidaan \
    mikä miten kaikki tästä joita hyvin niiden jonka ettei en";
const DUTCH: &str = "de het een van en in is dat op te zijn voor met niet aan er om ook als dan maar \
    bij nog uit wordt worden door naar over deze die werd heeft hebben was tot je wij zich meer \
    kan hun geen onder of al";
const FRENCH: &str = "le la les des de et est une un dans pour qui sur pas du au aux par avec ce \
    sont plus cette en que il elle nous vous ou leur ses son être mais ont été comme ces on se";
const SPANISH: &str = "el la los las del de una un por con para que su como más es y no lo en se \
    al entre sus este esta son ha ser o pero también sobre desde a";
const ITALIAN: &str = "il lo la di che della per una un con sono non del è le gli dei da al nel in \
    alla delle si come più anche e i a ha questo o ma";
const PORTUGUESE: &str = "o os a as da do de não uma um para com por que são dos das e em no na se \
    mais ao como foi ser ou pela pelo também";
const POLISH: &str = "się nie na jest do że w z i o to jak po od dla za przez ale oraz są przy tym \
    lub może jego które który";
const ICELANDIC: &str = "að og sem er það við ekki til um hann í á með var fyrir en þess hún eru \
    frá verið þau þeir hefur verður eftir þessi eða við";
const ESTONIAN: &str = "ja on ei see et kui ka oma mis kes aga või ning seda oli tema nii siis \
    välja nende kõik pole veel kuid saab mida tuleb aasta selle olla vaid eesti";
