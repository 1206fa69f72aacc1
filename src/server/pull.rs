//! Findings for clients that ask for them: of one document, and of all. A report is named by a hash of what is in it, so that
//! nothing has to be kept: whoever names the same again is told that nothing changed.

use super::convert::{Lines, diagnostic};
use super::event::Ready;
use super::settings::Scope;
use crate::config::Role;
use crate::diagnostic::Diagnostic as Finding;
use crate::text::{Cancel, Cancelled};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hasher};
use tower_lsp::lsp_types::*;

/// Findings and their name.
type Named = (String, Vec<Diagnostic>);

/// The findings of one document. With those of a source come the findings of the notes that depend on it, where the client takes
/// them: an edit of the source may have changed them.
pub fn document(ready: &Ready, previous: Option<&str>, cancel: &Cancel) -> Result<DocumentDiagnosticReport, Cancelled> {
    let snapshot = ready.view.snapshot();
    let of_file = of_no_note(ready).remove(&ready.path).unwrap_or_default();
    let (mut id, items) = named(ready, &ready.path, &of_file, cancel)?;
    let mut related = HashMap::new();
    if ready.facts.related_documents && snapshot.role(&ready.path) == Some(Role::Source) {
        for path in snapshot.dependents(&ready.path, cancel)? {
            let Some(uri) = ready.view.uri(&path) else { continue };
            let (other, items) = named(ready, &path, &[], cancel)?;
            // theirs are part of the content: some clients look at nothing else of a report that says “unchanged”
            id = format!("{:016x}", hash(format!("{id} {path} {other}").as_bytes()));
            related.insert(uri, FullDocumentDiagnosticReport { result_id: Some(other), items }.into());
        }
    }
    if previous == Some(&id) {
        let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id: id };
        return Ok(RelatedUnchangedDocumentDiagnosticReport { related_documents: None, unchanged_document_diagnostic_report }.into());
    }
    let related_documents = Some(related).filter(|r| !r.is_empty());
    let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id: Some(id), items };
    Ok(RelatedFullDocumentDiagnosticReport { related_documents, full_document_diagnostic_report }.into())
}

/// What is said of a document that is no file of a workspace.
pub fn nothing() -> DocumentDiagnosticReport {
    RelatedFullDocumentDiagnosticReport::default().into()
}

/// The findings of all files of all workspaces, by workspace and path. A file without findings is named only if it is open, or if
/// the client has a report of it.
pub fn workspace(all: &[Ready], previous: Vec<PreviousResultId>, cancel: &Cancel) -> Result<WorkspaceDiagnosticReport, Cancelled> {
    let mut previous: BTreeMap<Url, String> = previous.into_iter().map(|p| (p.uri, p.value)).collect();
    let mut items = Vec::new();
    for ready in all {
        let of_files = of_no_note(ready);
        let notes = ready.view.snapshot().notes().map(str::to_string);
        let paths: BTreeSet<String> = notes.chain(of_files.keys().cloned()).chain(ready.view.open.keys().cloned()).collect();
        let wanted = |p: &String| ready.scope != Scope::Open || ready.view.open.contains_key(p);
        let paths: Vec<String> = paths.into_iter().filter(wanted).collect();
        let one = |path: &String| {
            let of_file = of_files.get(path).map_or(&[][..], Vec::as_slice);
            Ok((ready.view.uri(path), ready.view.open.get(path).map(|o| o.1), named(ready, path, of_file, cancel)?))
        };
        let found: Result<Vec<_>, Cancelled> = paths.par_iter().map(one).collect();
        for (uri, version, named) in found? {
            let Some(uri) = uri else { continue };
            let known = previous.remove(&uri);
            if known.is_some() || version.is_some() || !named.1.is_empty() {
                items.push(item(uri, version, named, known));
            }
        }
    }
    // what the client has of files that are no longer told about must not stay
    for (uri, known) in previous {
        let nothing = (name(&[]), Vec::new());
        items.push(item(uri, None, nothing, Some(known)));
    }
    Ok(WorkspaceDiagnosticReport { items })
}

fn item(uri: Url, version: Option<i32>, (id, items): Named, known: Option<String>) -> WorkspaceDocumentDiagnosticReport {
    let version = version.map(i64::from);
    if known.as_ref() == Some(&id) {
        let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id: id };
        return WorkspaceUnchangedDocumentDiagnosticReport { uri, version, unchanged_document_diagnostic_report }.into();
    }
    let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id: Some(id), items };
    WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report }.into()
}

/// The findings that belong to no note, by file.
fn of_no_note(ready: &Ready) -> BTreeMap<String, Vec<Finding>> {
    let mut out: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    for finding in ready.view.snapshot().workspace_findings() {
        out.entry(finding.file.clone()).or_default().push(finding);
    }
    out
}

/// The findings of a file: those of the note, then `of_file`.
fn named(ready: &Ready, path: &str, of_file: &[Finding], cancel: &Cancel) -> Result<Named, Cancelled> {
    let snapshot = ready.view.snapshot();
    let report = snapshot.check(path, cancel)?;
    let mut lines = Lines::new(snapshot, ready.facts.encoding);
    let shown = |d: &Finding| diagnostic(d, &ready.view, &mut lines, &ready.facts);
    let found: Vec<Diagnostic> = report.diagnostics.iter().chain(of_file).map(shown).collect();
    Ok((name(&found), found))
}

/// Of the content of a report; the same for the same findings as long as the program runs.
fn name(found: &[Diagnostic]) -> String {
    format!("{:016x}", hash(&serde_json::to_vec(found).unwrap_or_default()))
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}
