//! Who takes part, who delivers, and who is responsible.

use super::Document;
use super::cues::{Cue, CueAt};
use super::findings::{Findings, New};
use super::named;
use super::organisation;
use super::sentence::Sentence;
use super::standing::is_denied;
use crate::model::{FactName, Kind};

/// Reads the names that follow or precede their cues.
pub(super) fn find(sentence: &Sentence<'_>, findings: &mut Findings) {
    for at in &sentence.cues {
        match at.cue {
            Cue::With => follow(sentence, at, FactName::Partners, 12, findings),
            Cue::SupplierFollows => follow(sentence, at, FactName::Supplier, 3, findings),
            Cue::OrganisationFollows => follow(sentence, at, FactName::Organisation, 1, findings),
            Cue::SupplierBefore => precede(sentence, at, findings),
            _ => {}
        }
    }
}

fn follow(
    sentence: &Sentence<'_>,
    at: &CueAt,
    name: FactName,
    most: usize,
    findings: &mut Findings,
) {
    if is_denied(sentence, at) || is_merely_named(sentence, at) {
        return;
    }
    let is_label = sentence.text.get(..at.to).is_some_and(|text| text.ends_with(':'));
    let names = named::list(sentence.after(at.to));
    for one in names.into_iter().filter(|one| organisation::is_organisation(one)).take(most) {
        if name == FactName::Supplier && organisation::is_public(one) {
            continue;
        }
        // `tillsammans med Zambia`: without a sign of an organisation, only of a project.
        let is_partner = name == FactName::Partners && !is_label;
        if is_partner && !organisation::has_sign(one) && !sentence.has(Cue::Undertaking) {
            continue;
        }
        findings.add(New {
            name,
            value: one.to_owned(),
            number: None,
            sentence: sentence.text,
            confidence: if is_label { 85 } else { 70 },
        });
    }
}

/// `it-leverantören Tietoevry` delivers to somebody; that it does so here, a contract or a project says.
fn is_merely_named(sentence: &Sentence<'_>, at: &CueAt) -> bool {
    let wording = sentence.text.get(at.from..at.to).unwrap_or_default().to_lowercase();
    let is_bare = ["leverantören", "leverandøren", "the supplier"].contains(&wording.as_str());
    let lower = sentence.text.to_lowercase();
    let of_a_contract = ["avtal", "kontrakt", "upphand", "aftale", "avtale", "udbud", "contract"]
        .iter()
        .any(|word| lower.contains(word));
    let is_part = sentence.before(at.from).ends_with('-');
    is_bare && (is_part || !(of_a_contract || sentence.has(Cue::Undertaking)))
}

/// `Atea vann upphandlingen`: the name right before.
fn precede(sentence: &Sentence<'_>, at: &CueAt, findings: &mut Findings) {
    let before = sentence.before(at.from).trim_end();
    let starts = before
        .char_indices()
        .filter(|(at, letter)| letter.is_uppercase() && super::cues::begins_word(before, *at))
        .map(|(at, _)| at);
    // The earliest start whose name reaches to the cue.
    let name = starts.filter_map(|start| named::name(before.get(start..)?)).find(|name| {
        before.ends_with(name)
            && organisation::is_organisation(name)
            && !organisation::is_public(name)
    });
    if let Some(name) = name {
        findings.add(New {
            name: FactName::Supplier,
            value: name.to_owned(),
            number: None,
            sentence: sentence.text,
            confidence: 70,
        });
    }
}

/// A project that a place's own source tells of, and that is about that place, is that source's.
pub(super) fn of_source(
    document: &Document<'_>,
    about_place: Option<&str>,
    findings: &mut Findings,
) {
    let source = document.reading.source;
    let own = source.place.as_deref().zip(about_place).is_some_and(|(own, about)| own == about);
    if document.kind == Some(Kind::Project) && own && !findings.has(FactName::Organisation) {
        findings.add(New {
            name: FactName::Organisation,
            value: source.name.clone(),
            number: None,
            sentence: "",
            confidence: 60,
        });
    }
}
