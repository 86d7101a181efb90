//! Texts that look Swedish to an index: a few words very often, most of them seldom.

use fastrand::Rng;

/// The most frequent words, those of any Swedish news text and of our field.
const COMMON: &str = "och i att det som en på är av för med den till har de inte om ett han men \
    var jag från vi så kan man när år säger hon under också efter eller nu sin där vid mot ska \
    skulle kommer ut får finns vara hade alla andra mycket än här då sedan över bara in blir upp \
    även vad få två vill ha många hur mer går kommunen staden projektet digital tjänst invånarna \
    belysning sensorer parken data trafiken skolan hösten testas lösningen platser energi nätverk \
    samverkan vården upphandling resultatet visar";

/// What all other words are made of: two of these, and an ending.
const PARTS: &str = "sol vind vatten väg gatu stads park skol vård hem trafik buss cykel energi \
    data nät ljus luft ljud bygg bostads miljö klimat avfalls papper fjärr värme kyl mät sensor \
    larm karta plan pilot projekt forskning samhälls region kommun läns bygd torg hamn flyg tåg \
    spår bro tunnel skog åker djur träd blom barn ungdoms äldre vuxen kultur musik film bok \
    idrotts bad is snö regn dag natt vår höst vinter sommar budget skatte avgift stöd bidrag";
const ENDINGS: [&str; 10] =
    ["", "en", "et", "ar", "er", "erna", "ens", "ning", "ningen", "ningarna"];

/// All words there are, the most frequent first.
pub struct Words(Vec<String>);

impl Words {
    pub fn new() -> Self {
        let parts: Vec<&str> = PARTS.split_whitespace().collect();
        let mut seldom = Vec::new();
        for first in &parts {
            for second in &parts {
                seldom.extend(ENDINGS.iter().map(|ending| format!("{first}{second}{ending}")));
            }
        }
        Rng::with_seed(1).shuffle(&mut seldom);
        Self(COMMON.split_whitespace().map(str::to_owned).chain(seldom).collect())
    }

    /// A text of at least so many bytes, the same for the same seed.
    pub fn text(&self, seed: usize, bytes: usize) -> String {
        let mut rng = Rng::with_seed(seed as u64);
        let mut text = String::with_capacity(bytes + 32);
        while text.len() < bytes {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(self.draw(&mut rng));
        }
        text
    }

    /// Draws by Zipf's law: the hundredth word comes a hundredth as often as the first.
    fn draw(&self, rng: &mut Rng) -> &str {
        #[expect(clippy::cast_precision_loss, reason = "there are not that many words")]
        let count = self.0.len() as f64;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index")]
        let rank = count.powf(rng.f64()) as usize - 1;
        &self.0[rank.min(self.0.len() - 1)]
    }
}
