//! What it costs, and who pays.

use super::{check, trial};
use crate::enrich::facts::find;

#[test]
fn what_it_costs() {
    check(&[
        ("sv", "Budget: 4,5 mkr", "budget=4,5 mkr"),
        ("sv", "Projektet kostar 12 miljoner kronor.", "budget=12 miljoner kronor"),
        ("sv", "Kommunen beviljas 500 000 kronor i bidrag.", "budget=500 000 kronor"),
        ("sv", "Den totala budgeten är 20 mkr, varav staden bidrar med 5 mkr.", "budget=20 mkr"),
        ("sv", "Ramen för utlysningen är 30 miljoner kronor.", "budget=30 miljoner kronor"),
        ("sv", "Stöd på knappt 3 miljoner kronor.", "budget=3 miljoner kronor"),
        ("sv", "Satsningen kostar 5–7 miljoner kronor.", "budget=5–7 miljoner kronor"),
        ("en", "The project has a total budget of €2.4 million.", "budget=€2.4 million"),
        ("en", "They were awarded a grant of EUR 150 000.", "budget=EUR 150 000"),
        ("da", "Projektet koster 12 mio. kr.", "budget=12 mio. kr"),
        ("nb", "Prosjektet har fått tilskudd på 2 millioner kroner.", "budget=2 millioner kroner"),
        ("de", "Das Vorhaben wird mit 3,2 Mio. Euro gefördert.", "budget=3,2 Mio. Euro"),
        ("fi", "Hankkeen budjetti on 300 000 euroa.", "budget=300 000 euroa"),
        // Prices, people, turnover, fines and savings are no budgets.
        ("sv", "Det kostar 30 kr per resa.", ""),
        ("sv", "Kommunen har 1 500 invånare.", ""),
        ("sv", "Anslaget föreslås öka med 200 miljoner kronor.", ""),
        ("sv", "Bolaget omsätter 40 miljoner kronor.", ""),
        ("sv", "Företaget fick betala böter på 5 miljoner kronor.", ""),
        ("sv", "De fick 25 000 kronor i prispengar.", ""),
        ("sv", "Biljetten kostar 450 kronor.", ""),
        ("sv", "Avgiften är 50 000 kronor.", ""),
        ("en", "The company was fined 3 million euros.", ""),
    ]);
    let in_sek = |language: &str, text: &str| {
        let found = trial(language, text).with(|reading| find(reading, None));
        found.first().and_then(|fact| fact.number)
    };
    assert_eq!(in_sek("sv", "Budget: 4,5 mkr"), Some(4_500_000));
    assert_eq!(in_sek("da", "Projektet koster 12 mio. kr."), Some(17_760_000));
    assert_eq!(in_sek("sv", "Satsningen kostar 5–7 miljoner kronor."), Some(6_000_000));
}

#[test]
fn who_pays() {
    check(&[
        ("sv", "Arbetet finansieras av Vinnova.", "funder=Vinnova"),
        (
            "sv",
            "Det drivs med stöd från Energimyndigheten och Formas.",
            "funder=Energimyndigheten; funder=Formas",
        ),
        (
            "sv",
            "Staden har beviljats medel från Naturvårdsverket genom Klimatklivet.",
            "programme=Klimatklivet; funder=Naturvårdsverket",
        ),
        (
            "sv",
            "Projektet finansieras inom Horisont Europa.",
            "programme=Horisont Europa; funder=EU",
        ),
        ("sv", "Projektet ingår i programmet Viable Cities.", "programme=Viable Cities"),
        ("sv", "Motionen fick stöd från KD och SD.", ""),
        ("sv", "Reglerna för medel från fonden gäller på EU-nivå.", ""),
        ("sv", "Finansieras av Sparbanksstiftelsen Skåne.", "funder=Sparbanksstiftelsen Skåne"),
        ("sv", "Interreg-projektet löper vidare.", "programme=Interreg; funder=EU"),
        (
            "en",
            "It is funded by the European Union under Horizon 2020.",
            "programme=Horizon 2020; funder=EU",
        ),
        ("da", "Det er støttet af Realdania.", "funder=Realdania"),
        ("nb", "Finansiert av Forskningsrådet.", "funder=Forskningsrådet"),
        ("de", "Gefördert durch das BMBF.", "funder=BMBF"),
        ("sv", "De har fått 850 000 kronor från Vinnova.", "funder=Vinnova; budget=850 000 kronor"),
        ("de", "Das Vorhaben wird vom BMK gefördert.", "funder=BMK"),
        ("fi", "Business Finlandin rahoittama kokeilu.", "funder=Business Finland"),
        ("sv", "Vinnova anordnade en konferens.", ""),
        ("sv", "Kommuner kan söka stöd från Naturvårdsverket.", ""),
        ("en", "A better life for all is funded by taxes.", ""),
        ("en", "Projects need money (EU funds).", ""),
        ("sv", "Boverket får i uppdrag att se över reglerna.", ""),
    ]);
}
