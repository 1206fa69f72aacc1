use super::difference::{Difference, Slot};
use super::view::{View, views_of};
use super::{
    Conflict, Judgement, Place, Reason, Verdict, apart, ascribed, definition, exchange, frame, free, functional, known, other, parallel,
    parts, quotation, roles, short, slip, speaker, support, taken_back, word, words,
};
use crate::claim::Claim;
use crate::corpus::Source;
use crate::document::Document;
use crate::evidence::{Facts, states};
use crate::language::{is_english, lexicon};
use crate::mention::modality::Stance;
use crate::mention::name::Aliases;
use crate::mention::quantity::Kind;
use crate::mention::quotation::Quotation;
use crate::mention::{self, modality};
use crate::text::Span;
use std::borrow::Cow;

/// Bytes of the longest sentence, claim or candidate, that is lined up: the work grows with the square of its words, and
/// what is longer is no prose. Quotations in it are judged all the same.
pub const LONGEST: usize = 4_000;
/// Share of the claim's content words, in order, that makes a near-copy (ENGINE §1).
pub const NEAR: f32 = 0.75;

/// The same that makes it all but certain.
const COPIED: f32 = 0.85;

/// Everything the gates look at for one claim.
pub struct Case<'a> {
    pub text: &'a str,
    pub claim: &'a Facts,
    pub sources: &'a [&'a Source],
    pub views: &'a [View],
    pub aliases: Aliases,
    /// See [`known::label`].
    pub label: std::ops::Range<usize>,
}

/// Judges a claim of `note` against `sources` (all in scope, in order). `whole` is false when the scope is
/// every source of the workspace: then only quotations and near-copies are judged, and nothing is missing.
pub fn assess(note: &Document, claim: &Claim, sources: &[&Source], whole: bool) -> Judgement {
    assess_read(note, claim, &sentence(note, claim), sources, whole)
}

/// The same for a claim whose [`sentence`] was worked out before.
pub fn assess_read(note: &Document, claim: &Claim, sentence: &Facts, sources: &[&Source], whole: bool) -> Judgement {
    if sources.is_empty() {
        return Judgement::unverified(Reason::NoSource);
    }
    let quotations = quotations_at(note, claim.span);
    let begun: Vec<Quotation> = quotations.iter().filter(|q| q.outer.start >= claim.span.start).copied().collect();
    let mut quoted = quotation::assess(note, claim, &begun, sources, whole);
    if claim.span.len() > LONGEST {
        let verdict = if quoted.conflicts.is_empty() { Verdict::Unverified(Reason::Unclear) } else { Verdict::Conflict };
        let evidence = quoted.conflicts.first().and_then(|c| c.evidence);
        return Judgement { verdict, conflicts: quoted.conflicts, evidence, trace: Vec::new() };
    }
    let facts = working(sentence, sources);
    let stance = modality::stance(&note.text, &facts.words);
    let asked = matches!(stance, Stance::Question | Stance::Plan);
    if whole && !asked {
        let others = speaker::quotations(note, &facts, &begun, &quoted, sources);
        quoted.conflicts.extend(others);
    }
    let left_alone = match stance {
        Stance::Question => Some(Reason::Question),
        Stance::Plan => Some(Reason::Plan),
        Stance::Opinion => Some(Reason::Opinion),
        Stance::Conditional => Some(Reason::Unclear),
        _ => None,
    };
    let views = views_of(&facts, sources);
    // “we have to see to what extent …” is no plan of the writer's when the source says so
    let copied = views.iter().any(|v| v.alignment.ordered >= COPIED && matched_words(&facts, v) >= 5);
    let left_alone = left_alone.filter(|r| *r == Reason::Question || !copied);
    if let Some(reason) = left_alone
        && quoted.conflicts.is_empty()
    {
        return Judgement::unverified(reason);
    }
    let case = Case::new(&note.text, &facts, sources, &views);
    if whole && quoted.conflicts.is_empty() {
        quoted.conflicts = short::conflicts(note, &case, &begun);
    }
    let foreign = !is_english(&facts.words);
    let mut judged = if foreign {
        neutral(&case)
    } else if left_alone.is_some() {
        Judgement::unverified(Reason::Unclear)
    } else {
        decide(&case, whole)
    };
    // of the words of a quotation found in a source nothing more is to be said, also in the sentence where it ends
    let settled = |s: Span| quoted.handled.iter().any(|h| h.overlaps(s)) || quotations.iter().any(|q| !q.scare && q.outer.overlaps(s));
    judged.conflicts.retain(|c| !other::thing(&case, c) && !taken_back::idle(&case, c));
    // whose a quotation is has been judged with it
    judged.conflicts.retain(|c| !settled(c.claimed) && (c.rule != "misattribution" || quoted.handled.is_empty()));
    if whole
        && !foreign
        && left_alone.is_none()
        && matches!(judged.verdict, Verdict::Unverified(_))
        && let Some(place) = parts::supported(&note.text, &claim.skip, &facts, sources)
    {
        (judged.verdict, judged.evidence) = (Verdict::Supported, Some(place));
    }
    if judged.conflicts.is_empty() && judged.verdict == Verdict::Conflict {
        judged.verdict = Verdict::Unverified(Reason::Unclear);
    }
    if quoted.supported
        && judged.verdict != Verdict::Conflict
        && mostly(&facts, claim.span, &quoted.handled)
        && framed(&case, &quoted.handled, &quoted.places)
    {
        judged.verdict = Verdict::Supported;
        judged.evidence = quoted.places.first().copied();
    }
    if !quoted.conflicts.is_empty() {
        judged.evidence = quoted.conflicts[0].evidence;
        judged.verdict = Verdict::Conflict;
        judged.conflicts.retain(|c| !quoted.conflicts.iter().any(|q| q.claimed.overlaps(c.claimed)));
        judged.conflicts.splice(0..0, quoted.conflicts);
    }
    judged
}

/// The quotations of the claim's block that overlap the claim.
pub fn quotations_at(note: &Document, span: Span) -> Vec<Quotation> {
    let block = note.block_at(span.start);
    let all = block.map(|b| mention::quotation::find_in(note, b)).unwrap_or_default();
    all.into_iter().filter(|q| q.outer.overlaps(span)).collect()
}

/// At least half of the claim's content words stand in the quotations found.
fn mostly(facts: &Facts, span: Span, handled: &[Span]) -> bool {
    let content: Vec<Span> = facts.words.tokens.iter().filter(|t| t.content()).map(|t| t.span).collect();
    let inside = content.iter().filter(|s| handled.iter().any(|h| h.contains(**s))).count();
    inside * 2 >= content.len() && handled.iter().any(|h| h.overlaps(span))
}

/// A claim in another language than English: only a number in an otherwise copied sentence is judged.
fn neutral(case: &Case) -> Judgement {
    let copied = |v: &&View| v.alignment.ordered >= COPIED && matched_words(case.claim, v) >= 4;
    let Some(view) = case.views.iter().filter(copied).max_by(|a, b| a.alignment.ordered.total_cmp(&b.alignment.ordered)) else {
        return Judgement::unverified(Reason::Language);
    };
    let written = |i: usize| case.claim.quantities.get(i).is_some_and(|q| !q.as_words);
    let number = |d: &Difference| matches!(d.slot, Slot::Quantity(i, _) if written(i));
    let found = view.differences(case);
    let unseen = |v: &View| v.alignment.to_source.iter().all(Option::is_some) && v.alignment.to_claim.iter().all(Option::is_some);
    if found.is_empty() && case.views.iter().any(unseen) {
        return Judgement { verdict: Verdict::Supported, evidence: Some(view.place()), ..Judgement::unverified(Reason::Language) };
    }
    match found {
        [one] if number(one) && !vetoed(case, view, one) => {
            let conflicts = vec![conflict(case, view, one, "near-copy")];
            Judgement { verdict: Verdict::Conflict, conflicts, evidence: Some(view.place()), trace: Vec::new() }
        }
        _ => Judgement::unverified(Reason::Language),
    }
}

/// What the claim says around its quotations is so where these stand: every value and name, and nothing is denied.
fn framed(case: &Case, handled: &[Span], places: &[Place]) -> bool {
    let outside = |s: Span| !handled.iter().any(|h| h.overlaps(s));
    let here: Vec<&View> =
        case.views.iter().filter(|v| places.iter().any(|p| p.source == v.candidate.source && p.span.overlaps(v.span))).collect();
    let claim = case.claim;
    let met = |met: &dyn Fn(&View) -> bool| here.iter().any(|v| met(v));
    (0..claim.quantities.len()).all(|i| !outside(claim.quantities[i].span) || met(&|v| support::quantity(case, v, i)))
        && (0..claim.dates.len()).all(|i| !outside(claim.dates[i].span) || met(&|v| support::same_date(case, v, i)))
        && (0..claim.names.len()).all(|i| !outside(claim.names[i].span) || here.is_empty() || met(&|v| support::name(case, v, i)))
        && claim.negations.iter().all(|n| !outside(n.cue))
        && (here.is_empty() || !opening(claim, &outside) || met(&|v| v.coverage.found.first().is_some_and(|f| *f >= 0.75)))
}

/// The claim begins with a word that can only be a name.
fn opening(claim: &Facts, outside: &dyn Fn(Span) -> bool) -> bool {
    let named = claim.names.iter().any(|n| n.tokens.contains(&0));
    claim.words.tokens.first().is_some_and(|t| t.capital && t.content() && !lexicon::is_word(t.key) && !named && outside(t.span))
}

/// The claim's sentence worked out, whatever it is judged against. Nothing of one that is too long to be lined up.
pub fn sentence(note: &Document, claim: &Claim) -> Facts {
    let span = if claim.span.len() > LONGEST { Span { end: claim.span.start, ..claim.span } } else { claim.span };
    Facts::of(&note.text, span, &claim.skip, None)
}

/// The same, the values left aside that are part of what the sources are called.
pub fn working<'f>(sentence: &'f Facts, sources: &[&Source]) -> Cow<'f, Facts> {
    let titled = known::titled(sentence, sources);
    if titled.is_empty() {
        return Cow::Borrowed(sentence);
    }
    let mut facts = sentence.clone();
    facts.name_values(&titled);
    Cow::Owned(facts)
}

impl<'a> Case<'a> {
    pub fn new(text: &'a str, claim: &'a Facts, sources: &'a [&'a Source], views: &'a [View]) -> Case<'a> {
        // what the claim and its candidates say of names: acronyms spelled out, surnames with first names
        let mut aliases = Aliases::default();
        if !claim.names.is_empty() {
            aliases.add(&claim.words, &claim.names);
            views.iter().for_each(|v| aliases.add(&v.facts.words, &v.facts.names));
        }
        Case { text, claim, sources, views, aliases, label: known::label(claim, sources) }
    }
}

impl Case<'_> {
    /// The finding that the note has `claimed` for what stands at `found` in the sentence `evidence`, in whose words it may be put instead.
    pub fn finding(&self, rule: &'static str, claimed: Span, found: Place, evidence: Place, gates: Vec<&'static str>) -> Conflict {
        let text = self.sources.get(found.source).map_or("", |s| &s.document.text);
        let source_says = found.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        Conflict {
            rule,
            claimed,
            found: Some(found),
            evidence: Some(evidence),
            note_says: claimed.of(self.text).to_string(),
            replacement: Some(source_says.clone()),
            source_says,
            gates,
        }
    }
}

fn decide(case: &Case, whole: bool) -> Judgement {
    // before support: the words are there, only from another speaker, or the person with another post
    let mut others = if whole { speaker::conflicts(case) } else { Vec::new() };
    if whole && others.is_empty() {
        others = roles::conflicts(case);
    }
    if whole && others.is_empty() {
        others = definition::conflicts(case);
    }
    let mut conflicts = if others.is_empty() { near(case) } else { Vec::new() };
    if whole && others.is_empty() && conflicts.is_empty() {
        others = frame::conflicts(case);
    }
    if whole && others.is_empty() && conflicts.is_empty() {
        others = exchange::conflicts(case);
        // a copy is told name by name
        conflicts = if others.is_empty() { conflicts } else { copied(case) };
        if !conflicts.is_empty() {
            others.clear();
        }
    }
    if !others.is_empty() {
        let evidence = others[0].evidence;
        return Judgement { verdict: Verdict::Conflict, conflicts: others, evidence, trace: Vec::new() };
    }
    if let Some(view) = case.views.iter().find(|v| support::supports(case, v) && !silent(case, v, &conflicts)) {
        let conflicts = if whole { disagreement(case, view) } else { Vec::new() };
        let verdict = if ascribed::theirs(case, view) { Verdict::Supported } else { Verdict::Unverified(Reason::Unclear) };
        return Judgement { verdict, conflicts, evidence: Some(view.place()), trace: Vec::new() };
    }
    if conflicts.is_empty() {
        conflicts = copied(case);
    }
    if conflicts.is_empty() && whole {
        conflicts = slip::conflicts(case);
    }
    if conflicts.is_empty() && whole {
        conflicts = free::conflicts(case);
    }
    if conflicts.is_empty() && whole {
        conflicts = local(case);
    }
    if conflicts.is_empty() && whole {
        conflicts = functional::conflicts(case);
    }
    if conflicts.is_empty() && whole {
        conflicts = word::conflicts(case);
    }
    if !conflicts.is_empty() {
        let evidence = conflicts[0].evidence;
        return Judgement { verdict: Verdict::Conflict, conflicts, evidence, trace: Vec::new() };
    }
    // a copy that says otherwise is what the note was taken from
    let altered = case.views.iter().any(|v| v.alignment.ordered >= COPIED && !v.differences(case).is_empty());
    if !altered && let Some(view) = case.views.iter().find(|v| support::recognised(case, v)) {
        return Judgement { verdict: Verdict::Supported, evidence: Some(view.place()), ..Judgement::unverified(Reason::Unclear) };
    }
    match case.views.first() {
        Some(v) if v.coverage.full >= 0.5 => Judgement { evidence: Some(v.place()), ..Judgement::unverified(Reason::Unclear) },
        _ => Judgement::unverified(Reason::NoEvidence),
    }
}

/// Sources of the scope that give another value than the one that supports the claim.
fn disagreement(case: &Case, follows: &View) -> Vec<Conflict> {
    const MOST: usize = 6;
    if !(2..=MOST).contains(&case.sources.len()) || case.claim.quantities.is_empty() && case.claim.dates.is_empty() {
        return Vec::new();
    }
    let others = case.sources.iter().enumerate().filter(|(i, _)| *i != follows.candidate.source);
    let differs = |(i, source): (usize, &&Source)| {
        let alone = [*source];
        let views = views_of(case.claim, &alone);
        let sub = Case::new(case.text, case.claim, &alone, &views);
        if views.iter().any(|v| support::supports(&sub, v)) {
            return None;
        }
        let mut found = near(&sub);
        if found.is_empty() {
            found = free::conflicts(&sub);
        }
        let mut conflict = found.into_iter().find(|c| matches!(c.rule, "number-conflict" | "date-conflict"))?;
        let moved = |p: Place| Place { source: i, ..p };
        conflict.rule = "source-disagreement";
        (conflict.found, conflict.evidence) = (conflict.found.map(moved), conflict.evidence.map(moved));
        conflict.replacement = None;
        Some(conflict)
    };
    others.filter_map(differs).take(1).collect()
}

/// The near-copy regime: the closest sentence decides, unless one as close has no difference.
fn near(case: &Case) -> Vec<Conflict> {
    let enough = |v: &View| if v.alignment.ordered >= 0.99 { 3 } else { 4 };
    let near = |v: &&View| v.prose && v.alignment.ordered >= NEAR && matched_words(case.claim, v) >= enough(v);
    let mut close: Vec<&View> = case.views.iter().filter(near).collect();
    close.sort_by(|a, b| b.alignment.ordered.total_cmp(&a.alignment.ordered));
    let Some(best) = close.first() else { return Vec::new() };
    for view in close.iter().filter(|v| v.alignment.ordered >= best.alignment.ordered - 0.1) {
        if view.differences(case).is_empty() {
            return Vec::new();
        }
    }
    let mut found = best.differences(case).to_vec();
    parallel::retain(case, best, &close, &mut found);
    if let Some(source) = case.sources.get(best.candidate.source) {
        let pair = best.pair(case.text, case.claim, source);
        // “it was not 12 but 21”, “18 other buses”, “the middle farm” for “the upper farm”: not the source's statement
        if words::loose(&pair).0 > 0 || words::excepted(&pair) || words::other_subject(&pair) {
            let other = words::excepted(&pair) || words::other_subject(&pair);
            found.retain(|d| matches!(d.slot, Slot::Negation | Slot::Opposite) || d.slot == Slot::Quantifier && !other);
        }
    }
    if apart::things(case.claim, best) {
        found.retain(|d| !matches!(d.slot, Slot::Quantity(..) | Slot::Date(..)));
    }
    // “the southern gate” where the source tells of a western and of an eastern one: a further one of the kind
    if close.len() > 1 {
        found.retain(|d| {
            d.slot != Slot::Opposite
                || !words::exclusive(d, case.text, case.sources.get(best.candidate.source).map_or("", |s| &s.document.text))
        });
    }
    // two kinds of value changed at once: a parallel fact, not a slip (ENGINE: listings)
    let kinds = |d: &Difference| std::mem::discriminant(&d.slot);
    let mixed = found.windows(2).any(|w| kinds(&w[0]) != kinds(&w[1]));
    if found.len() > 2 || found.len() == 2 && (mixed || matched_words(case.claim, best) < 8) {
        return Vec::new();
    }
    found.retain(|d| !vetoed(case, best, d));
    // a value that the sentence does not give: then it may say something else altogether (a remainder, another share)
    let value = |d: &Difference| matches!(d.slot, Slot::Quantity(..) | Slot::Date(..) | Slot::Name(..) | Slot::Copied);
    let comparable = |i: usize| case.claim.quantities.get(i).is_some_and(|q| q.comparable());
    // “the first” beside “the last” is told as a word
    let worded: Vec<Span> = found.iter().filter(|d| d.slot == Slot::Opposite).map(|d| d.claimed).collect();
    let rank =
        |i: usize| case.claim.quantities.get(i).is_some_and(|q| q.kind == Kind::Ordinal && worded.iter().any(|w| w.overlaps(q.number)));
    let known = |i: usize| !comparable(i) || rank(i) || support::quantity(case, best, i);
    let told = |i: usize| !comparable(i) || rank(i) || case.views.iter().any(|v| support::quantity(case, v, i));
    let settled = (0..case.claim.quantities.len()).all(told) && (0..case.claim.dates.len()).all(|i| support::date(case, best, i));
    if !settled {
        found.retain(value);
    }
    // a figure of another time is another figure
    let copy = best.alignment.ordered >= COPIED;
    if !(0..case.claim.dates.len()).all(|i| support::same_date(case, best, i) || copy && slip::told_before(case, best, i)) {
        found.retain(|d| !matches!(d.slot, Slot::Quantity(..)));
    }
    // a line that says nothing of its own (a heading, an entry), and another's date
    let carried = |i: usize| {
        let head = case.claim.names.get(i).filter(|n| !n.acronym).map(|n| n.head);
        head.is_none_or(|h| best.coverage.found.get(h).is_some_and(|f| *f >= 0.75))
    };
    let dated = states(case.claim) && (0..case.claim.names.len()).all(|i| support::name(case, best, i) && carried(i));
    found.retain(|d| !matches!(d.slot, Slot::Date(..)) || dated);
    found.retain(|d| !matches!(d.slot, Slot::Name(..)) || states(case.claim));
    // a further figure that is neither met nor against it (“more than 98 reviews” of 98): taken at another time
    let open = |i: usize| known(i) || found.iter().any(|d| matches!(d.slot, Slot::Quantity(k, _) if k == i));
    if !(0..case.claim.quantities.len()).all(open) {
        found.clear();
    }
    found.iter().map(|d| conflict(case, best, d, "near-copy")).collect()
}

/// The same for a sentence so short that its one changed place is a good part of it.
fn copied(case: &Case) -> Vec<Conflict> {
    let told = |v: &&View| v.prose && v.differences(case).is_empty() && v.coverage.own >= COPIED;
    if case.views.iter().any(|v| told(&v)) {
        return Vec::new();
    }
    let settled = |v: &View| (0..case.claim.quantities.len()).all(|i| support::quantity(case, v, i));
    for view in case.views.iter().filter(|v| v.prose && settled(v)) {
        let Some(source) = case.sources.get(view.candidate.source) else { continue };
        let mut found = view.copied(&view.pair(case.text, case.claim, source), &case.aliases).to_vec();
        let others: Vec<&View> = case.views.iter().filter(|v| v.prose && v.alignment.ordered >= view.alignment.ordered - 0.1).collect();
        parallel::retain(case, view, &others, &mut found);
        if !found.is_empty() {
            return found.iter().map(|d| conflict(case, view, d, "near-copy")).collect();
        }
    }
    Vec::new()
}

/// A passage of the claim is copied word for word but for one word that means the opposite: “raise its 2.5% tariff on
/// cars” beside “cut its 2.5% tariff on cars”, whatever the rest of the two sentences is.
fn local(case: &Case) -> Vec<Conflict> {
    let views = case.views.iter().filter(|v| v.prose && v.coverage.full >= 0.6 && v.coverage.own >= 0.45);
    let speaking = views.filter(|v| (0..case.claim.names.len()).all(|i| support::name(case, v, i)) && free::capitals(case, v));
    for view in speaking {
        let Some(source) = case.sources.get(view.candidate.source) else { continue };
        let pair = view.pair(case.text, case.claim, source);
        let values = (0..case.claim.quantities.len()).all(|i| support::quantity(case, view, i))
            && (0..case.claim.dates.len()).all(|i| support::date(case, view, i));
        if let Some(d) = words::passage(&pair).filter(|d| !words::exclusive(d, case.text, &source.document.text))
            && values
        {
            return vec![conflict(case, view, &d, "passage")];
        }
    }
    Vec::new()
}

/// The closest sentence says “some” where the claim says “all”, and this one says neither: words of that sort carry no content, so
/// that a sentence without them seems to say as much.
fn silent(case: &Case, view: &View, close: &[Conflict]) -> bool {
    let word = |c: &&Conflict| matches!(c.rule, "quantifier-conflict" | "modality-overclaim" | "direction-conflict");
    close.iter().filter(word).any(|c| {
        let tokens = case.claim.words.tokens.iter().enumerate().filter(|(_, t)| c.claimed.contains(t.span));
        tokens.into_iter().any(|(i, _)| view.alignment.to_source.get(i).copied().flatten().is_none())
    })
}

/// Content words of the claim that are matched in order.
fn matched_words(claim: &Facts, view: &View) -> usize {
    view.alignment.to_source.iter().enumerate().filter(|(i, j)| j.is_some() && claim.about(*i)).count()
}

/// Something else in the scope satisfies the value that differs.
pub fn vetoed(case: &Case, best: &View, d: &Difference) -> bool {
    let floor = best.coverage.full * 0.6;
    let others = case.views.iter().filter(|v| v.place() != best.place() && v.coverage.full >= floor);
    match d.slot {
        Slot::Quantity(i, _) => others.into_iter().any(|v| support::quantity(case, v, i)),
        Slot::Date(i, _) => others.into_iter().any(|v| support::date(case, v, i)),
        Slot::Name(i, _) => others.into_iter().any(|v| support::name(case, v, i)),
        _ => false,
    }
}

/// Puts a difference into words. A figure is quoted with its bound, a date with its side: “more than 129” and “129”, “before 1999”
/// and “1999” are not the same.
pub fn conflict(case: &Case, view: &View, d: &Difference, regime: &'static str) -> Conflict {
    let source = case.sources.get(view.candidate.source).map_or("", |s| &s.document.text);
    let figures = match d.slot {
        Slot::Quantity(i, j) => case.claim.quantities.get(i).zip(view.facts.quantities.get(j)).map(|(q, r)| (q.span, r.span)),
        Slot::Date(i, j) => case.claim.dates.get(i).zip(view.facts.dates.get(j)).map(|(d, r)| (d.told(), r.told())),
        _ => None,
    };
    let (note_says, source_says) = figures.unwrap_or((d.claimed, d.found));
    Conflict {
        rule: d.rule,
        claimed: d.claimed,
        found: Some(Place { source: view.candidate.source, span: d.found }),
        evidence: Some(view.place()),
        note_says: note_says.of(case.text).to_string(),
        replacement: d.replaceable.then(|| d.found.of(source).to_string()),
        source_says: source_says.of(source).to_string(),
        gates: vec![regime],
    }
}

impl View {
    /// Where the sentence stands.
    pub fn place(&self) -> Place {
        Place { source: self.candidate.source, span: self.span }
    }
}
