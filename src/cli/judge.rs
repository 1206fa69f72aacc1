//! `postil judge`: one JSON object per line in, one per line out, in order. No configuration, no corpus.

use crate::claim::{self, Claim};
use crate::corpus::{Corpus, Source};
use crate::document::{Document, Format, Located};
use crate::evidence::Facts;
use crate::rules::{self, Sides};
use crate::text::Span;
use crate::verdict::{Conflict, Judgement, Place, Verdict, assess_read, sentence};
use serde::Serialize;
use serde_json::{Map, Value};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// A line longer than this is refused: positions are 32 bits wide, with room for what parsing adds.
const LONGEST: usize = 1 << 30;

/// Judges every line of `input`. The exit code is 2 if a line was malformed.
pub fn run(input: impl Read, output: impl Write) -> io::Result<u8> {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let mut output = BufWriter::with_capacity(1 << 16, output);
    let mut code = super::CLEAN;
    let mut bytes = Vec::new();
    let mut number = 0;
    let mut kept = Kept::default();
    loop {
        // an answer must not wait in the buffer while the other side waits for it
        if !input.buffer().contains(&b'\n') {
            output.flush()?;
        }
        bytes.clear();
        if input.read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        number += 1;
        let line = if number == 1 { bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes) } else { &bytes };
        if line.trim_ascii().is_empty() {
            continue;
        }
        match answer(line, &mut kept) {
            Ok(answer) => serde_json::to_writer(&mut output, &answer)?,
            Err((id, error)) => {
                code = super::TROUBLE;
                serde_json::to_writer(&mut output, &Malformed { id, line: number, error })?;
            }
        }
        output.write_all(b"\n")?;
    }
    output.flush()?;
    Ok(code)
}

#[derive(Serialize)]
struct Malformed {
    id: Value,
    /// 1-based, blank lines counted.
    line: usize,
    error: String,
}

#[derive(Serialize)]
struct Answer {
    id: Value,
    verdict: &'static str,
    rule: Option<&'static str>,
    confidence: Option<f64>,
    claimed: Option<Claimed>,
    found: Option<Found>,
    message: Option<String>,
}

#[derive(Serialize)]
struct Claimed {
    text: String,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Found {
    text: String,
    start: usize,
    end: usize,
    evidence: usize,
}

/// One line, its types checked.
struct Pair {
    claim: String,
    told: Told,
    context: String,
}

/// What a line says of its evidence.
#[derive(PartialEq)]
struct Told {
    passages: Vec<String>,
    title: Option<String>,
    date: Option<String>,
}

/// What was worked out for the lines before.
#[derive(Default)]
struct Kept {
    evidence: Evidence,
    note: Option<Note>,
}

/// The evidence of the lines before, worked out, the newest first: lines about one document mostly stand near one another.
#[derive(Default)]
struct Evidence {
    kept: Vec<Worked>,
    /// How many were worked out.
    read: usize,
}

/// How many are kept, and how many bytes of text in them if there is more than one.
const MOST: usize = 8;
const KEPT: usize = 1 << 18;

struct Worked {
    told: Told,
    /// Where each passage begins in the source's text.
    starts: Vec<usize>,
    source: Source,
}

impl Evidence {
    /// Works out what was not kept.
    fn of(&mut self, told: Told) -> &Worked {
        let worked = match self.kept.iter().position(|w| w.told == told) {
            Some(at) => self.kept.remove(at),
            None => {
                self.read += 1;
                Worked::new(told)
            }
        };
        self.kept.insert(0, worked);
        self.kept.truncate(MOST);
        while self.kept.len() > 1 && self.kept.iter().map(|w| w.source.document.text.len()).sum::<usize>() > KEPT {
            self.kept.pop();
        }
        &self.kept[0]
    }
}

impl Worked {
    fn new(told: Told) -> Worked {
        let (joined, starts) = join(&told.passages);
        let mut document = Document::from_text("", joined, Format::Plain);
        document.front.title = told.title.clone().map(located);
        document.front.date = told.date.clone().map(located);
        Worked { told, starts, source: Source::with_words(Arc::new(document)) }
    }
}

fn answer(line: &[u8], kept: &mut Kept) -> Result<Answer, (Value, String)> {
    if line.len() > LONGEST {
        return Err((Value::Null, "the line is longer than 1 GiB".to_string()));
    }
    let value: Value = serde_json::from_slice(line).map_err(|e| (Value::Null, format!("not JSON: {e}")))?;
    let Value::Object(mut object) = value else {
        return Err((Value::Null, "not a JSON object".to_string()));
    };
    let id = match object.remove("id") {
        Some(id @ (Value::String(_) | Value::Number(_))) => id,
        Some(_) => return Err((Value::Null, "`id` must be a string or a number".to_string())),
        None => return Err((Value::Null, "`id` is missing".to_string())),
    };
    let pair = pair(object).map_err(|e| (id.clone(), e))?;
    // a defect met in one pair must not take the rest of the batch with it
    catch_unwind(AssertUnwindSafe(|| judge(&id, pair, kept))).map_err(|_| (id, "internal error: this pair could not be judged".to_string()))
}

fn pair(mut object: Map<String, Value>) -> Result<Pair, String> {
    let claim = text(&mut object, "claim")?.ok_or("`claim` is missing")?;
    let passages = match object.remove("evidence") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(list)) => list
            .into_iter()
            .map(|v| match v {
                Value::String(s) => Ok(s),
                _ => Err("`evidence` must hold strings only"),
            })
            .collect::<Result<_, _>>()?,
        Some(_) => return Err("`evidence` must be a string or a list of strings".to_string()),
        None => return Err("`evidence` is missing".to_string()),
    };
    let page = text(&mut object, "page").unwrap_or_default();
    let title = text(&mut object, "title")?.or(page);
    let date = text(&mut object, "date")?.filter(|d| !d.is_empty());
    if date.as_deref().is_some_and(|d| !is_date(d)) {
        return Err("`date` must be YYYY, YYYY-MM or YYYY-MM-DD".to_string());
    }
    let context = text(&mut object, "note_context")?.unwrap_or_default();
    Ok(Pair { claim, told: Told { passages, title, date }, context })
}

/// The string under `key`; `null` counts as absent.
fn text(object: &mut Map<String, Value>, key: &str) -> Result<Option<String>, String> {
    match object.remove(key) {
        Some(Value::String(s)) => Ok(Some(s)),
        Some(Value::Null) | None => Ok(None),
        Some(_) => Err(format!("`{key}` must be a string")),
    }
}

fn is_date(s: &str) -> bool {
    let parts: Vec<&str> = s.split('-').collect();
    let number = |p: &str, len: usize, max: u32| {
        p.len() == len && p.bytes().all(|b| b.is_ascii_digit()) && p.parse().is_ok_and(|n: u32| len == 4 || (1..=max).contains(&n))
    };
    match parts.as_slice() {
        [y] => number(y, 4, 0),
        [y, m] => number(y, 4, 0) && number(m, 2, 12),
        [y, m, d] => number(y, 4, 0) && number(m, 2, 12) && number(d, 2, 31),
        _ => false,
    }
}

fn judge(id: &Value, pair: Pair, kept: &mut Kept) -> Answer {
    let Worked { starts, source, .. } = kept.evidence.of(pair.told);
    let note = Note::again(&mut kept.note, pair.claim, pair.context);
    let Judged { verdict, conflict, .. } = judged(note, &[source]);
    let mut answer = Answer { id: id.clone(), verdict, rule: None, confidence: None, claimed: None, found: None, message: None };
    if let Some(conflict) = &conflict {
        fill(&mut answer, conflict, &note.document, &source.document, starts);
    }
    answer
}

/// What is said of a claim's sentences, all together.
pub(super) struct Judged {
    /// `supported` if every sentence is, `conflict` if one is.
    pub verdict: &'static str,
    /// The surest one.
    pub conflict: Option<Conflict>,
    /// Of the first sentence that has any.
    pub evidence: Option<Place>,
}

/// Judges a claim against sources, read whole. Also what an agent's question is answered with.
pub(super) fn judged(note: &Note, sources: &[&Source]) -> Judged {
    let all: Vec<Judgement> = {
        let read = note.claims.iter().zip(&note.sentences);
        read.map(|(claim, sentence)| assess_read(&note.document, claim, sentence, sources, true)).collect()
    };
    let conflict = all
        .iter()
        .filter(|j| j.verdict == Verdict::Conflict)
        .filter_map(|j| j.conflicts.first())
        .reduce(|best, next| if next.confidence() > best.confidence() { next } else { best })
        .cloned();
    let verdict = match conflict {
        Some(_) => "conflict",
        None if !all.is_empty() && all.iter().all(|j| j.verdict == Verdict::Supported) => "supported",
        None => "unverified",
    };
    Judged { verdict, conflict, evidence: all.iter().find_map(|j| j.evidence) }
}

/// Passages of one document as a source without a name.
pub(super) fn source_of(passages: &[&str]) -> Source {
    let passages = passages.iter().map(|p| p.to_string()).collect();
    Worked::new(Told { passages, title: None, date: None }).source
}

fn fill(answer: &mut Answer, conflict: &Conflict, note: &Document, source: &Document, starts: &[usize]) {
    answer.rule = Some(conflict.rule);
    answer.confidence = Some((f64::from(conflict.confidence()) * 1000.0).round() / 1000.0);
    let claimed = note.outer(conflict.claimed);
    answer.claimed =
        Some(Claimed { text: claimed.of(&note.original).to_string(), start: claimed.start as usize, end: claimed.end as usize });
    answer.found = conflict.found.and_then(|place| found(source.outer(place.span), &source.original, starts));
    let place = answer.found.as_ref().map(|f| format!("evidence {}", f.evidence));
    let sides = Sides { note_says: &conflict.note_says, source_says: &conflict.source_says, place: place.as_deref() };
    answer.message = Some(rules::message(conflict.rule, &sides));
}

/// Where `span` of the joined text lies in its passage; what reaches beyond the passage is left out.
fn found(span: Span, joined: &str, starts: &[usize]) -> Option<Found> {
    let evidence = starts.partition_point(|s| *s <= span.start as usize).checked_sub(1)?;
    let start = *starts.get(evidence)?;
    let end = starts.get(evidence + 1).map_or(joined.len(), |next| next - JOIN.len());
    let span = Span::new(span.start as usize, (span.end as usize).min(end));
    Some(Found { text: span.of(joined).to_string(), start: span.start as usize - start, end: span.end as usize - start, evidence })
}

const JOIN: &str = "\n\n";

/// The passages as one text, and where each begins in it.
fn join(passages: &[String]) -> (String, Vec<usize>) {
    let mut joined = String::with_capacity(passages.iter().map(|p| p.len() + JOIN.len()).sum());
    let mut starts = Vec::with_capacity(passages.len());
    for (i, passage) in passages.iter().enumerate() {
        if i > 0 {
            joined.push_str(JOIN);
        }
        starts.push(joined.len());
        joined.push_str(passage);
    }
    (joined, starts)
}

fn located(value: String) -> Located {
    Located { value, outer: Span::default() }
}

/// A claim as it was read.
pub(super) struct Note {
    claim: String,
    context: String,
    /// Findings' spans count on it.
    pub document: Document,
    claims: Vec<Claim>,
    /// The claims' sentences.
    sentences: Vec<Facts>,
}

impl Note {
    /// The claims of the text and the document that they are in: the same as in a note that cites nothing. Text that Markdown
    /// takes for a heading or code is meant as a sentence here.
    pub(super) fn new(claim: String, context: String) -> Note {
        let read = |format| {
            let note = Document::from_text("", claim.clone(), format);
            let found = claim::claims(&note, &claim::citations(&note, &Corpus::default()));
            (note, found)
        };
        let (mut document, mut claims) = read(Format::Markdown);
        if claims.is_empty() && !claim.trim().is_empty() {
            (document, claims) = read(Format::Plain);
        }
        if !context.is_empty() {
            claims.iter_mut().for_each(|c| c.context = format!("{context}\n{}", c.context));
        }
        let sentences = claims.iter().map(|c| sentence(&document, c)).collect();
        Note { claim, context, document, claims, sentences }
    }

    /// The one that was kept, if it is that claim again: one claim is often asked of several passages.
    fn again(kept: &mut Option<Note>, claim: String, context: String) -> &Note {
        let same = kept.take().filter(|n| n.claim == claim && n.context == context);
        kept.insert(same.unwrap_or_else(|| Note::new(claim, context)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(passages: &[&str], title: &str) -> Told {
        Told { passages: passages.iter().map(|p| p.to_string()).collect(), title: Some(title.to_string()), date: None }
    }

    #[test]
    fn evidence_is_worked_out_once_for_lines_that_stand_together() {
        let mut evidence = Evidence::default();
        for _ in 0..100 {
            evidence.of(told(&["The mill has two wheels.", "It stands on the Tarn."], "Mill"));
        }
        assert_eq!(evidence.read, 1);
        for i in 0..100 {
            evidence.of(told(&[["The mill has two wheels.", "The dam is high."][i % 2]], "Mills"));
        }
        assert_eq!(evidence.read, 3);
        let long = "The mill has two wheels. ".repeat(KEPT / 20);
        for i in 0..20 {
            evidence.of(told(&[&long], &i.to_string()));
        }
        assert_eq!(evidence.kept.len(), 1, "one long text is kept, not twenty");
        evidence.read = 1;
        for (passages, title) in [(&["The mill has two wheels."][..], "Mill"), (&["The mill has two wheels."], "Old mill")] {
            evidence.of(told(passages, title));
        }
        assert_eq!(evidence.read, 3);
    }

    #[test]
    fn a_claim_is_read_once_for_lines_that_stand_together() {
        let text = |note: &Note| note.document.text.as_ptr();
        let mut kept = None;
        let first = text(Note::again(&mut kept, "It opened in 1902.".into(), String::new()));
        let other = Note::new("It opened in 1902.".into(), String::new());
        assert_ne!(text(&other), first);
        assert_eq!(text(Note::again(&mut kept, "It opened in 1902.".into(), String::new())), first);
        assert_eq!(Note::again(&mut kept, "It opened in 1902.".into(), "The ferry".into()).context, "The ferry");
    }

    #[test]
    fn what_was_kept_changes_no_answer() {
        let evidence = ["The ferry carried 40 boats in 1902.", "The ferry carried 41 boats in 1903."];
        let line = |i: usize, e: &str| format!("{{\"id\":{i},\"claim\":\"The ferry carried 40 boats in 1902.\",\"evidence\":\"{e}\"}}\n");
        let alone: String = evidence.iter().enumerate().map(|(i, e)| judged(&line(i, e))).collect();
        let together: String = evidence.iter().enumerate().map(|(i, e)| line(i, e)).collect();
        assert_eq!(judged(&together), alone);
    }

    fn judged(input: &str) -> String {
        let mut out = Vec::new();
        run(input.as_bytes(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }
}
