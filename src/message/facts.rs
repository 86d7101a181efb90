//! The labels of facts.

use super::Locale;
use crate::model::FactName;

/// What stands before a fact.
pub fn label(locale: Locale, name: FactName) -> &'static str {
    let (sv, en) = match name {
        FactName::Status => ("Läge", "Status"),
        FactName::Organisation => ("Ansvarig", "Responsible"),
        FactName::Place => ("Plats", "Place"),
        FactName::Country => ("Land", "Country"),
        FactName::Programme => ("Program", "Programme"),
        FactName::Funder => ("Finansiär", "Funder"),
        FactName::Budget => ("Budget", "Budget"),
        FactName::Currency => ("Valuta", "Currency"),
        FactName::Start => ("Start", "Start"),
        FactName::End => ("Slut", "End"),
        FactName::Deadline => ("Sista ansökningsdag", "Deadline"),
        FactName::Partners => ("Deltagare", "Partners"),
        FactName::Contact => ("Kontakt", "Contact"),
        FactName::Phase => ("Skede", "Phase"),
        FactName::Project => ("Projekt", "Project"),
        FactName::Supplier => ("Leverantör", "Supplier"),
        FactName::Product => ("Produkt eller teknik", "Product or technology"),
        FactName::Effect => ("Effekt", "Effect"),
        FactName::Lesson => ("Lärdom", "Lesson learned"),
        FactName::Event => ("Äger rum", "Takes place"),
        FactName::Venue => ("Lokal", "Venue"),
    };
    locale.choose(sv, en)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_fact_has_a_label_of_its_own() {
        for locale in [Locale::Sv, Locale::En] {
            let labels: HashSet<_> = FactName::ALL.map(|name| label(locale, name)).into();
            assert_eq!(labels.len(), FactName::ALL.len());
        }
    }
}
