//! Commands: what a lens or a person has the server do. Each takes at most one argument, an object.

use super::convert::Lines;
use super::event::Ready;
use crate::diagnostic::render::escape;
use crate::ide::{self, Coverage};
use crate::text::{Cancel, Cancelled, Span};
use crate::verdict::Verdict;
use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Error;
use tower_lsp::lsp_types::*;

/// How far notes are covered: of one (`uri`), or of all.
pub const COVERAGE: &str = "postil.coverage";
/// Reads all folders again.
pub const REINDEX: &str = "postil.reindex";
/// How the verdict on the claim at a position (`uri`, `position`) came about; shows the evidence.
pub const EVIDENCE: &str = "postil.evidence";
/// The terms of the workspace (of `uri`, or of all) as a Markdown glossary.
pub const GLOSSARY: &str = "postil.glossary";
/// The claims that rest on a source (`uri`) or a part of it (`range`); shows one of them.
pub const RESTING: &str = "postil.resting";

/// All of them, and what each does, for the list of capabilities.
pub const ALL: [(&str, &str); 5] = [
    (COVERAGE, "how far one note (`{uri}`) or all notes (no argument) are covered: counts, and a page of Markdown"),
    (EVIDENCE, "how the verdict on the claim at `{uri, position}` came about, a line a step; its evidence is shown"),
    (GLOSSARY, "the terms of the workspace (`{uri}` of a file of it; no argument: of all) as a Markdown glossary"),
    (REINDEX, "all folders are read again"),
    (RESTING, "the claims that rest on the source `{uri}`, or on its part `{uri, range}`; one of them is shown"),
];

/// A command that can be carried out.
#[derive(Clone, PartialEq, Debug)]
pub enum Order {
    Coverage(Option<Url>),
    Reindex,
    Evidence(Url, Position),
    Glossary(Option<Url>),
    Resting(Url, Option<Range>),
}

#[derive(Deserialize, Default)]
struct Argument {
    uri: Option<Url>,
    position: Option<Position>,
    range: Option<Range>,
}

/// What is to be done.
///
/// # Errors
/// The command or its argument is none; the message says what would be one.
pub fn read(params: ExecuteCommandParams) -> Result<Order, Error> {
    let name = params.command.as_str();
    if !ALL.iter().any(|(known, _)| *known == name) {
        let known: Vec<&str> = ALL.iter().map(|(known, _)| *known).collect();
        return Err(invalid(format!("there is no command “{}”; there are {}", escape(name), known.join(", "))));
    }
    if params.arguments.len() > 1 {
        return Err(invalid(format!("{name} takes one argument, an object, and not {}", params.arguments.len())));
    }
    let given = params.arguments.into_iter().next().filter(|a| !a.is_null());
    let wrong = |e: serde_json::Error| invalid(format!("the argument of {name} cannot be used: {}", escape(&e.to_string())));
    let given: Argument = given.map_or(Ok(Argument::default()), |a| serde_json::from_value(a).map_err(wrong))?;
    let lacks = |what: &str| invalid(format!("{name} lacks “{what}” in its argument"));
    match name {
        COVERAGE => Ok(Order::Coverage(given.uri)),
        EVIDENCE => {
            let uri = given.uri.ok_or_else(|| lacks("uri"))?;
            Ok(Order::Evidence(uri, given.position.ok_or_else(|| lacks("position"))?))
        }
        GLOSSARY => Ok(Order::Glossary(given.uri)),
        RESTING => Ok(Order::Resting(given.uri.ok_or_else(|| lacks("uri"))?, given.range)),
        _ => Ok(Order::Reindex),
    }
}

/// Whether the client wants the answer only: nothing is said to the person and nothing is shown (`quiet` in the argument).
pub fn quiet(params: &ExecuteCommandParams) -> bool {
    params.arguments.first().and_then(|a| a.get("quiet")).and_then(Value::as_bool).unwrap_or(false)
}

pub fn invalid(message: String) -> Error {
    Error { message: message.into(), ..Error::invalid_params("") }
}

/// What a command gives back, and the places that it would like to show.
pub struct Outcome {
    pub value: Value,
    /// Each with the line that stands for it where one has to be chosen.
    pub places: Vec<(String, Location)>,
    /// One line for the person.
    pub said: Option<String>,
    /// The client can show documents.
    pub show: bool,
}

/// Of one note.
pub fn coverage(ready: &Ready, cancel: &Cancel) -> Result<Coverage, Cancelled> {
    ide::coverage(ready.view.snapshot(), std::slice::from_ref(&ready.path), cancel)
}

/// Of every note of all workspaces.
pub fn coverage_of_all(all: &[Ready], cancel: &Cancel) -> Result<Coverage, Cancelled> {
    let one = |ready: &Ready| {
        let snapshot = ready.view.snapshot();
        let notes: Vec<String> = snapshot.notes().map(str::to_string).collect();
        ide::coverage(snapshot, &notes, cancel)
    };
    all.iter().try_fold(Coverage::default(), |sum, ready| Ok(sum.and(one(ready)?)))
}

pub fn covered(coverage: &Coverage) -> Outcome {
    let summary = |s: &crate::diagnostic::Summary| json!({ "claims": s.claims, "supported": s.supported, "conflict": s.conflict, "unverified": s.unverified });
    let mut all = summary(&coverage.all);
    all["files"] = json!(coverage.all.files);
    let value = json!({ "summary": all, "markdown": coverage.markdown() });
    Outcome { value, places: Vec::new(), said: Some(coverage.sentence()), show: false }
}

/// The chain of the claim at a position.
pub fn evidence(ready: &Ready, at: Position, cancel: &Cancel) -> Result<Outcome, Cancelled> {
    let snapshot = ready.view.snapshot();
    let mut lines = Lines::new(snapshot, ready.facts.encoding);
    let offset = lines.offset(&ready.path, at);
    let Some(chain) = ide::chain_at(snapshot, &ready.path, offset, cancel)? else {
        let said = "no claim stands there, so nothing is judged";
        let value = json!({ "verdict": null, "chain": [], "evidence": [], "markdown": format!("{said}\n") });
        return Ok(Outcome { value, places: Vec::new(), said: Some(said.to_string()), show: false });
    };
    let steps: Vec<String> = chain.lines.iter().map(|l| escape(l)).collect();
    let range = lines.range(&ready.path, chain.span);
    let mut places = Vec::new();
    let mut evidence = Vec::new();
    for place in &chain.places {
        let Some(uri) = ready.view.uri(&place.file) else { continue };
        let range = lines.range(&place.file, place.span);
        evidence.push(json!({ "uri": uri, "range": range, "text": place.text }));
        places.push((line(&place.file, range, &place.text), Location { uri, range }));
    }
    let page: String = steps.iter().map(|s| format!("    {s}\n")).collect();
    let markdown = format!("# How the verdict came about\n\n{page}");
    let value = json!({ "verdict": chain.verdict, "range": range, "chain": steps, "evidence": evidence, "markdown": markdown });
    places.truncate(if ready.facts.choose { places.len() } else { 1 });
    Ok(Outcome { value, places, said: None, show: ready.facts.show_document })
}

/// The terms of a workspace, or of several one after the other.
pub fn glossary<'a>(all: impl IntoIterator<Item = &'a Ready>) -> Outcome {
    let pages: Vec<(String, usize)> = all.into_iter().map(|r| ide::glossary(r.view.snapshot())).collect();
    let count: usize = pages.iter().map(|p| p.1).sum();
    let pages: Vec<String> = pages.into_iter().map(|p| p.0).collect();
    let value = json!({ "terms": count, "markdown": pages.join("\n") });
    Outcome { value, places: Vec::new(), said: None, show: false }
}

/// What was read.
pub fn reindexed(all: &[Ready]) -> Outcome {
    let sum = |count: fn(&crate::analysis::Snapshot) -> usize| all.iter().map(|r| count(r.view.snapshot())).sum::<usize>();
    let (notes, sources) = (sum(|s| s.notes().count()), sum(|s| s.corpus().sources.len()));
    let value = json!({ "workspaces": all.len(), "notes": notes, "sources": sources });
    let said = format!("read again: {notes} notes, {sources} sources");
    Outcome { value, places: Vec::new(), said: Some(said), show: false }
}

/// The claims that rest on a source or a part of it.
pub fn resting(ready: &Ready, range: Option<Range>, cancel: &Cancel) -> Result<Outcome, Cancelled> {
    let snapshot = ready.view.snapshot();
    let mut lines = Lines::new(snapshot, ready.facts.encoding);
    let whole = Span::new(0, snapshot.text(&ready.path).map_or(0, |t| t.len()));
    let span = range.map_or(whole, |r| lines.span(&ready.path, r));
    let mut found = snapshot.resting_on(&ready.path, span, cancel)?;
    // one claim may rest on several sentences
    found.dedup_by(|a, b| a.note == b.note && a.claim == b.claim);
    let (mut places, mut claims) = (Vec::new(), Vec::new());
    for one in found {
        let (Some(uri), Some(text)) = (ready.view.uri(&one.note), snapshot.text(&one.note)) else { continue };
        let range = lines.range(&one.note, one.claim);
        let verdict = if one.verdict == Verdict::Conflict { "conflict" } else { "supported" };
        let words = one.claim.of(&text);
        claims.push(json!({ "uri": uri, "range": range, "text": words, "verdict": verdict }));
        places.push((line(&one.note, range, words), Location { uri, range }));
    }
    places.truncate(if ready.facts.choose { places.len() } else { 1 });
    Ok(Outcome { value: json!({ "claims": claims }), places, said: None, show: ready.facts.show_document })
}

/// How long a line to choose may be, in characters.
const LONGEST: usize = 60;

/// “notes/a.md:3: The first words …”.
fn line(file: &str, range: Range, words: &str) -> String {
    let words = escape(words);
    let short: String = words.chars().take(LONGEST).collect();
    let more = if short.len() < words.len() { "…" } else { "" };
    format!("{}:{}: {short}{more}", escape(file), range.start.line + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(command: &str, arguments: Vec<Value>) -> Result<Order, String> {
        let params = ExecuteCommandParams { command: command.to_string(), arguments, work_done_progress_params: Default::default() };
        read(params).map_err(|e| e.message.to_string())
    }

    #[test]
    fn arguments_are_checked() {
        let uri = json!("file:///n.md");
        let at = json!({ "line": 1, "character": 2 });
        let url = Url::parse("file:///n.md").ok();
        assert_eq!(order("postil.coverage", vec![]), Ok(Order::Coverage(None)));
        assert_eq!(order("postil.coverage", vec![json!({ "uri": uri })]), Ok(Order::Coverage(url.clone())));
        assert_eq!(order("postil.reindex", vec![Value::Null]), Ok(Order::Reindex));
        let evidence = order("postil.evidence", vec![json!({ "uri": uri, "position": at })]);
        assert_eq!(evidence, url.clone().map(|u| Order::Evidence(u, Position::new(1, 2))).ok_or_else(String::new));
        assert_eq!(order("postil.resting", vec![json!({ "uri": uri })]), url.map(|u| Order::Resting(u, None)).ok_or_else(String::new));
        for (name, arguments, said) in [
            ("postil.nothing", vec![], "there is no command “postil.nothing”; there are postil.coverage, "),
            ("postil.evidence", vec![], "postil.evidence lacks “uri”"),
            ("postil.evidence", vec![json!({ "uri": uri })], "postil.evidence lacks “position”"),
            ("postil.evidence", vec![json!({ "uri": 4 })], "the argument of postil.evidence cannot be used: "),
            ("postil.resting", vec![json!({})], "postil.resting lacks “uri”"),
            ("postil.reindex", vec![json!({}), json!({})], "postil.reindex takes one argument"),
            ("postil.coverage", vec![json!("x")], "the argument of postil.coverage cannot be used: "),
        ] {
            let error = order(name, arguments).err().unwrap_or_default();
            assert!(error.starts_with(said), "{error}");
        }
    }
}
