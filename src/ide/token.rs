//! What an editor may colour: terms, citations, quotations and figures, with what is known of the claims that they stand in.

use crate::analysis::{Haste, NoteReport, Noted, Snapshot};
use crate::claim::citations;
use crate::config::Role;
use crate::document::Document;
use crate::text::{Cancel, Cancelled, Span};
use crate::verdict::Verdict;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum TokenKind {
    Term,
    Citation,
    Quotation,
    Figure,
}

impl TokenKind {
    /// All kinds, in the order of their discriminants.
    pub const ALL: [TokenKind; 4] = [TokenKind::Term, TokenKind::Citation, TokenKind::Quotation, TokenKind::Figure];

    /// The kind's name in the protocol.
    pub fn name(self) -> &'static str {
        match self {
            TokenKind::Term => "term",
            TokenKind::Citation => "citation",
            TokenKind::Quotation => "quotation",
            TokenKind::Figure => "figure",
        }
    }
}

/// Something to colour. No two overlap.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// Into the original text; may run over several lines.
    pub span: Span,
    pub kind: TokenKind,
    /// It stands in a claim that a source supports.
    pub supported: bool,
    /// It conflicts with a source.
    pub conflict: bool,
}

/// What to do about what takes its time to be found out: what is known of the claims of a note that was never judged, which short
/// forms the sources spell out before all of them are read, and what stands far down in a long text that was never looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Slow {
    Wait,
    Leave,
}

/// What was left out of the tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Left {
    pub verdicts: bool,
    pub rest: bool,
}

/// The tokens of a document.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tokens {
    /// By place.
    pub tokens: Vec<Token>,
    pub left: Left,
}

/// The tokens of a document that touch `within` (of its original text); none for a file that is no document of the workspace.
/// Of two things in one place the smaller kind wins: a citation, a figure, a term, then what is left of a quotation.
///
/// # Errors
/// `cancel` was set.
pub fn tokens(snapshot: &Snapshot, path: &str, within: Span, slow: Slow, cancel: &Cancel) -> Result<Tokens, Cancelled> {
    let Some(document) = snapshot.document(path) else { return Ok(Tokens::default()) };
    let role = snapshot.role(path);
    if !matches!(role, Some(Role::Note | Role::Source | Role::Glossary)) {
        return Ok(Tokens::default());
    }
    let note = role == Some(Role::Note);
    let report = match slow {
        Slow::Wait if note => Some(snapshot.check(path, cancel)?),
        Slow::Leave if note => snapshot.check_known(path, cancel)?,
        _ => None,
    };
    let haste = if slow == Slow::Wait { Haste::None } else { Haste::Some };
    let touched = |s: &Span| s.start <= within.end && within.start <= s.end;
    let noted = snapshot.noted(document, within, haste, cancel)?;
    let of = |wanted: Noted| {
        let mut spans: Vec<Span> = noted.found.iter().filter(|n| n.1 == wanted).map(|n| document.outer(n.0)).filter(touched).collect();
        // of two that overlap the longer one, of two quotations the outer one
        spans.sort_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
        spans
    };
    let cited: Vec<Span> = match &report {
        Some(report) => report.citations.iter().map(|c| c.outer).filter(touched).collect(),
        None if note => snapshot.citations(path).iter().map(|c| c.outer).filter(touched).collect(),
        None if role == Some(Role::Glossary) => citations(document, snapshot.corpus()).iter().map(|c| c.outer).filter(touched).collect(),
        None => Vec::new(),
    };
    let mut out: Vec<(Span, TokenKind)> = Vec::new();
    beside(&mut out, cited, TokenKind::Citation);
    beside(&mut out, of(Noted::Figure), TokenKind::Figure);
    beside(&mut out, of(Noted::Term), TokenKind::Term);
    around(&mut out, of(Noted::Quotation));
    let left = Left { verdicts: note && report.is_none(), rest: !noted.whole };
    Ok(Tokens { tokens: judged(document, report.as_deref(), out), left })
}

/// Adds the spans that overlap nothing that is there. Both are sorted by start, and so is the result.
fn beside(out: &mut Vec<(Span, TokenKind)>, spans: Vec<Span>, kind: TokenKind) {
    let mut new: Vec<(Span, TokenKind)> = Vec::new();
    for span in spans {
        let next = out.partition_point(|t| t.0.end <= span.start);
        let free = out.get(next).is_none_or(|t| t.0.start >= span.end);
        if free && !span.is_empty() && new.last().is_none_or(|last| last.0.end <= span.start) {
            new.push((span, kind));
        }
    }
    out.extend(new);
    out.sort_by_key(|t| t.0);
}

/// Adds what is left of the quotations around the things in them.
fn around(out: &mut Vec<(Span, TokenKind)>, spans: Vec<Span>) {
    let mut new: Vec<(Span, TokenKind)> = Vec::new();
    let mut free = 0;
    for span in spans {
        let mut start = span.start.max(free);
        let first = out.partition_point(|t| t.0.end <= start);
        for (inside, _) in out.get(first..).unwrap_or(&[]).iter().take_while(|t| t.0.start < span.end) {
            if start < inside.start {
                new.push((Span { start, end: inside.start }, TokenKind::Quotation));
            }
            start = start.max(inside.end);
        }
        if start < span.end {
            new.push((Span { start, end: span.end }, TokenKind::Quotation));
        }
        free = free.max(span.end);
    }
    out.extend(new);
    out.sort_by_key(|t| t.0);
}

/// With what is known of the claims.
fn judged(document: &Document, report: Option<&NoteReport>, found: Vec<(Span, TokenKind)>) -> Vec<Token> {
    let mut supported: Vec<Span> = Vec::new();
    let mut conflicts: Vec<Span> = Vec::new();
    for claim in report.map_or(&[][..], |r| &r.claims) {
        match claim.judgement.verdict {
            Verdict::Supported => supported.push(document.outer(claim.claim.span)),
            Verdict::Conflict => conflicts.extend(claim.judgement.conflicts.iter().map(|c| document.outer(c.claimed))),
            Verdict::Unverified(_) => {}
        }
    }
    let (supported, conflicts) = (united(supported), united(conflicts));
    let within = |spans: &[Span], span: Span| {
        let at = spans.partition_point(|s| s.end <= span.start);
        spans.get(at).is_some_and(|s| s.start < span.end)
    };
    let token = |(span, kind)| Token { span, kind, supported: within(&supported, span), conflict: within(&conflicts, span) };
    found.into_iter().map(token).collect()
}

/// Sorted, those that overlap as one.
fn united(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match out.last_mut().filter(|last| last.overlaps(span)) {
            Some(last) => *last = last.cover(span),
            None => out.push(span),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::document::Format;

    const TIDE: &str = "The gauge stood in the harbour for 40 years. The mayor said: “Nobody will climb the mast again in May 1987, said the TEA.”\n\nThe Tidal Energy Authority (TEA) met.\n";

    fn marked(note: &str, within: Option<Span>) -> Vec<String> {
        let doc = |path: &str, text: &str| Document::from_text(path, text, Format::of(path));
        let documents = vec![doc("sources/tide.txt", TIDE), doc("glossary.md", "**Mast**: a pole\n"), doc("notes/n.md", note)];
        let snapshot = Snapshot::of_documents(Config::default(), None, documents);
        let within = within.unwrap_or(Span::new(0, note.len()));
        let found = |slow| tokens(&snapshot, "notes/n.md", within, slow, &Cancel::default()).unwrap_or_default();
        let early = found(Slow::Leave);
        assert_eq!(early.left, Left { verdicts: true, rest: true });
        let bare = |t: &Token| !t.supported && !t.conflict && t.span.of(note) != "TEA";
        assert!(early.tokens.iter().all(bare), "{early:?}");
        let all = found(Slow::Wait);
        assert_eq!(all.left, Left::default());
        assert_eq!(found(Slow::Leave).left, Left { verdicts: false, rest: true }, "it is judged now");
        snapshot.spell();
        assert_eq!(found(Slow::Leave), all);
        let found = all.tokens;
        assert!(found.windows(2).all(|w| matches!(w, [a, b] if a.span.end <= b.span.start)), "{found:?}");
        let flags = |t: &Token| {
            if t.conflict {
                "!"
            } else if t.supported {
                "+"
            } else {
                ""
            }
        };
        found.iter().map(|t| format!("{}{}:{}", t.kind.name(), flags(t), t.span.of(note))).collect()
    }

    #[test]
    fn citations_figures_terms_and_what_is_left_of_quotations() {
        let note = "# 𝄞 湖\n\nThe gauge stood in the harbour for 50 years. [[tide]]\n\nThe gauge stood in the harbour for **40 years**. [[tide]]\n\n\
            The mayor said: “Nobody will climb the mast again in May 1987, said the TEA.” [[tide]]\n\n`3 masts` and a 'mast'.\n";
        let found = marked(note, None);
        let wanted = [
            "figure!:50 years",
            "citation:[[tide]]",
            "figure+:40 years",
            "citation:[[tide]]",
            "quotation+:“Nobody will climb the ",
            "term+:mast",
            "quotation+: again in ",
            "figure+:May 1987",
            "quotation+:, said the ",
            "term+:TEA",
            "quotation+:.”",
            "citation:[[tide]]",
        ];
        assert_eq!(found.get(..wanted.len()).unwrap_or(&[]), wanted, "{found:#?}");
        assert_eq!(found.last().map(String::as_str), Some("term:mast"));
        let at = note.find("50 years").unwrap_or(0);
        assert_eq!(marked(note, Some(Span::new(at, at + 8))), ["figure!:50 years"]);
    }

    #[test]
    fn of_a_long_text_the_beginning_comes_first() {
        let text: String = (0..300).map(|n| format!("The gauge stood for {n} years.\n\n")).collect();
        let document = Document::from_text("notes/n.md", text.as_str(), Format::Markdown);
        let snapshot = Snapshot::of_documents(Config::default(), None, vec![document]);
        snapshot.spell();
        let all = Span::new(0, text.len());
        let tokens = |within, slow| tokens(&snapshot, "notes/n.md", within, slow, &Cancel::default()).unwrap_or_default();
        let end = Span::new(text.len() - 10, text.len());
        assert_eq!(tokens(end, Slow::Leave).tokens.len(), 1, "what is on the screen is there, wherever it is");
        let early = tokens(all, Slow::Leave);
        assert!(early.left.rest && early.tokens.len() == 41, "{:?}", early.tokens.len());
        let whole = tokens(all, Slow::Wait);
        assert_eq!((whole.tokens.len(), whole.tokens.get(..40)), (300, early.tokens.get(..40)));
        assert_eq!(tokens(all, Slow::Leave), whole);
    }

    #[test]
    fn what_overlaps_is_left_out_or_cut() {
        let span = |a, b| Span { start: a, end: b };
        let spans = |t: &[(Span, TokenKind)]| t.iter().map(|(s, _)| (s.start, s.end)).collect::<Vec<_>>();
        let taken = vec![(span(2, 4), TokenKind::Figure), (span(6, 8), TokenKind::Citation)];
        let mut quoted = taken.clone();
        around(&mut quoted, vec![span(0, 10), span(1, 5), span(9, 12)]);
        assert_eq!(spans(&quoted), [(0, 2), (2, 4), (4, 6), (6, 8), (8, 10), (10, 12)]);
        let mut terms = taken;
        beside(&mut terms, vec![span(3, 5), span(4, 6), span(5, 7), span(20, 21)], TokenKind::Term);
        assert_eq!(spans(&terms), [(2, 4), (4, 6), (6, 8), (20, 21)]);
    }
}
