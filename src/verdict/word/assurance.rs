//! Sure where the source is not: “have proved that it took 600 years” beside “suggest that it could have taken 600 years”.

use super::super::difference::{Difference, Slot};
use super::super::view::View;
use super::beside::{Beside, denials};
use super::matter::{Bar, NEAR};
use crate::evidence::Facts;
use crate::language::Words;
use crate::language::lexicon::{self, Group};
use std::ops::Range;

/// What a free sentence that tells of the matter alone must say of the rest.
const BAR: Bar = Bar { full: 0.6, own: 0.35, lead: NEAR };
/// Tokens that a hedge reaches.
const REACH: usize = 24;

pub fn find(b: &Beside) -> Option<Difference> {
    let sure = sure(&b.claim.words)?;
    if sure_of(b.source) || !denials(b.claim).is_empty() {
        return None;
    }
    let hedge = hedge(b.source)?;
    let rest: Vec<usize> = (0..b.claim.words.len()).filter(|i| b.claim.about(*i) && !sure.contains(i)).collect();
    let after: Vec<usize> = rest.iter().copied().filter(|i| *i >= sure.end).collect();
    let scope = if after.len() >= 2 { after } else { rest };
    let reach = hedge.start.saturating_sub(REACH / 2)..(hedge.end + REACH).min(b.source.words.len());
    let said = scope.iter().filter(|i| b.view.like.best(**i, reach.clone()) >= 0.75).count();
    let apart = |k: usize| sure.contains(&k);
    if said < 2 || said * 2 < scope.len() || b.guarded() || elsewhere(b, &scope, said) || !b.alone(&BAR, apart, |_| false) {
        return None;
    }
    let claimed = b.claim.words.cover(sure.start, sure.end);
    let found = b.source.words.cover(hedge.start, hedge.end);
    Some(Difference { slot: Slot::Modality, rule: "modality-overclaim", claimed, found, replaceable: false })
}

/// Words that leave no doubt: “proved”, “is certain”, “guaranteed”, “undoubtedly”.
fn sure(words: &Words) -> Option<Range<usize>> {
    (0..words.len()).find_map(|i| {
        let (len, grade) = lexicon::certainty(words, i)?;
        let before = i.checked_sub(1).map_or("", |k| words.fold(k));
        let linked = matches!(before, "is" | "are" | "was" | "were" | "'s" | "be" | "almost" | "now" | "seem" | "seems");
        let counts = match words.fold(i) {
            "must" | "always" | "have" | "has" | "had" => false,
            "certain" => linked || matches!(words.fold(i + 1), "that" | "to" | "of"),
            _ => true,
        };
        (grade == 5 && counts && !matches!(before, "not" | "n't" | "almost" | "no" | "to")).then_some(i..i + len)
    })
}

fn sure_of(facts: &Facts) -> bool {
    sure(&facts.words).is_some_and(|s| {
        let span = facts.words.cover(s.start, s.end);
        !denials(facts).iter().any(|n| n.predicate.is_some_and(|p| s.contains(&p)) || n.cue.overlaps(span))
    })
}

/// A word that tells how unsure it is. Abilities, duties, wishes and words of saying are no hedges; “does not guarantee” is one.
fn hedge(facts: &Facts) -> Option<Range<usize>> {
    let words = &facts.words;
    let hedged = (0..words.len()).find_map(|i| {
        let (len, grade) = lexicon::certainty(words, i).filter(|(_, g)| *g <= 3)?;
        // “could wake up”: beside “will definitely” no ability
        let open = words.fold(i) == "could" && words.tokens.get(i + 1).is_some_and(|t| t.is_word() && t.content());
        let knows = open || !words.lemma_is(i, Group::NoHedge) || matches!(words.lemma(i), "suggest" | "think" | "believe" | "feel");
        let idle = matches!(words.fold(i), "if" | "can" | "would" | "should" | "wish" | "try" | "set" | "due" | "ready");
        let idle = idle || words.fold(i) == "could" && !open;
        (grade <= 3 && knows && !idle).then_some(i..i + len)
    });
    let denied = denials(facts).into_iter().find_map(|n| {
        let p = n
            .predicate
            .filter(|p| matches!(words.lemma(*p), "assure" | "guarantee" | "ensure" | "prove" | "certain" | "sure" | "clear"))?;
        Some(p..p + 1)
    });
    hedged.filter(|h| denials(facts).iter().all(|n| n.scope.end <= h.start || n.scope.start >= h.end)).or(denied)
}

/// Another sentence says as much without a hedge.
fn elsewhere(b: &Beside, scope: &[usize], said: usize) -> bool {
    let firm =
        |v: &View| hedge(&v.facts).is_none() && scope.iter().filter(|i| v.like.best(**i, 0..v.facts.words.len()) >= 0.75).count() >= said;
    b.case.views.iter().any(|v| v.place() != b.view.place() && (firm(v) || sure_of(&v.facts) && v.coverage.own >= 0.3))
}
