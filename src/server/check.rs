//! Checking notes, off the session's task.

use super::convert::{Lines, diagnostic};
use super::event::Facts;
use super::settings::Scope;
use super::view::View;
use crate::analysis::Snapshot;
use crate::config::Role;
use crate::ide;
use crate::text::{Cancel, Cancelled};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use tower_lsp::lsp_types::Diagnostic;

/// What is to be checked.
#[derive(Clone, Default)]
pub struct Work {
    /// Files whose text changed.
    pub edited: BTreeSet<String>,
    /// The configuration, or which files there are, changed.
    pub everything: bool,
    /// What is shown was worked out on this.
    pub before: Option<Arc<View>>,
}

impl Work {
    pub fn is_empty(&self) -> bool {
        self.edited.is_empty() && !self.everything
    }

    /// This work and, after it, `later`.
    pub fn and(mut self, later: Work) -> Work {
        self.edited.extend(later.edited);
        self.everything |= later.everything;
        self.before = self.before.or(later.before);
        self
    }
}

/// Everything that a check needs.
pub struct Task {
    pub work: Work,
    pub view: Arc<View>,
    /// Files with findings that are shown now.
    pub shown: BTreeSet<String>,
    pub facts: Facts,
    pub scope: Scope,
}

/// What a check found.
pub struct Done {
    pub view: Arc<View>,
    /// Findings of each note that was checked.
    pub notes: Vec<(String, Vec<Diagnostic>)>,
    /// Findings that belong to no note, by file; `None` if they cannot have changed.
    pub workspace: Option<BTreeMap<String, Vec<Diagnostic>>>,
    /// Files that the client has changed itself: it knows that there is something new to ask for.
    pub own: BTreeSet<String>,
    /// Nothing was known before, and nothing but notes has been edited since.
    pub first: bool,
    /// As in the work.
    pub everything: bool,
    /// Something else than notes changed: what is known of claims may be other than it was.
    pub others: bool,
    /// Of what the lenses of the open files say, if the client wants to know when that changes.
    pub lenses: Option<u64>,
    /// The work, if it was given up or failed.
    pub left: Option<Work>,
    pub failed: Option<String>,
}

impl Done {
    /// What was done, as the beginning of a line.
    pub fn title(&self) -> String {
        let what = match &self.left {
            Some(_) => "gave up a check",
            None if self.failed.is_some() => "failed a check",
            None => "checked",
        };
        match self.notes.as_slice() {
            _ if what != "checked" => what.to_string(),
            [(path, found)] => format!("{what} {path} ({} found)", found.len()),
            notes => format!("{what} {} notes ({} found)", notes.len(), notes.iter().map(|n| n.1.len()).sum::<usize>()),
        }
    }

    /// The notes that were checked, each with how much was found.
    pub fn listed(&self) -> Option<String> {
        let lines: Vec<String> = self.notes.iter().map(|(path, found)| format!("{path}: {} found", found.len())).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }
}

/// Checks until `cancel` is set.
pub fn run(task: Task, cancel: &Cancel) -> Done {
    let view = task.view.clone();
    let own = task.work.edited.iter().filter(|p| view.open.contains_key(*p)).cloned().collect();
    let more = task.work.edited.iter().any(|p| view.snapshot().role(p) != Some(Role::Note));
    let everything = task.work.everything;
    // a source edited before the first check was done: what the client has asked for meanwhile was worked out without the edit
    let first = task.work.before.is_none() && !more;
    let others = !first && (everything || more);
    let mut done =
        Done { view, notes: Vec::new(), workspace: None, own, first, everything, others, lenses: None, left: None, failed: None };
    match super::session::guarded(|| attempt(&task, cancel)) {
        Ok(Ok((notes, workspace, lenses))) => (done.notes, done.workspace, done.lenses) = (notes, workspace, lenses),
        Ok(Err(Cancelled)) => done.left = Some(task.work),
        Err(reason) => done.failed = Some(reason),
    }
    done
}

type Found = (Vec<(String, Vec<Diagnostic>)>, Option<BTreeMap<String, Vec<Diagnostic>>>, Option<u64>);

fn attempt(task: &Task, cancel: &Cancel) -> Result<Found, Cancelled> {
    let snapshot = task.view.snapshot();
    let plan = plan(task, snapshot, cancel)?;
    let one = |path: &String| {
        // a note that makes the check fail hides no other
        let found = super::session::guarded(|| note(task, snapshot, path, cancel));
        found.map_or(Ok(None), |f| f.map(|f| Some((path.clone(), f))))
    };
    let notes: Vec<String> = plan.notes.into_iter().collect();
    let found: Result<Vec<_>, Cancelled> =
        if notes.len() > 1 { notes.par_iter().map(one).collect() } else { notes.iter().map(one).collect() };
    let workspace = plan.workspace.then(|| {
        let mut lines = Lines::new(snapshot, task.facts.encoding);
        let mut out: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
        let told = |path: &String| task.scope != Scope::Open || task.view.open.contains_key(path);
        for finding in snapshot.workspace_findings().into_iter().filter(|f| told(&f.file)) {
            out.entry(finding.file.clone()).or_default().push(diagnostic(&finding, &task.view, &mut lines, &task.facts));
        }
        out
    });
    let notes = found?.into_iter().flatten().collect();
    let lenses = task.facts.refresh.lenses.then(|| lenses(&task.view, cancel)).transpose()?;
    Ok((notes, workspace, lenses))
}

/// A hash of what the lenses of the open files say.
fn lenses(view: &View, cancel: &Cancel) -> Result<u64, Cancelled> {
    let mut hasher = DefaultHasher::new();
    for path in view.open.keys() {
        let titles: Vec<String> = ide::lenses(view.snapshot(), path, cancel)?.into_iter().map(|l| l.title).collect();
        (path, titles).hash(&mut hasher);
    }
    Ok(hasher.finish())
}

fn note(task: &Task, snapshot: &Snapshot, path: &str, cancel: &Cancel) -> Result<Vec<Diagnostic>, Cancelled> {
    let report = snapshot.check(path, cancel)?;
    let mut lines = Lines::new(snapshot, task.facts.encoding);
    Ok(report.diagnostics.iter().map(|d| diagnostic(d, &task.view, &mut lines, &task.facts)).collect())
}

struct Plan {
    notes: BTreeSet<String>,
    /// The findings that belong to no note may have changed.
    workspace: bool,
}

/// Which notes to check: an edited one, and those that depend on another file that changed, open or not.
fn plan(task: &Task, snapshot: &Snapshot, cancel: &Cancel) -> Result<Plan, Cancelled> {
    let before = task.work.before.as_ref().map(|v| v.snapshot());
    let is_note = |path: &String| snapshot.role(path) == Some(Role::Note);
    let whole = task.scope == Scope::Workspace;
    let looked_at = |path: &String| task.shown.contains(path) || (whole || task.view.open.contains_key(path)) && is_note(path);
    let mut plan = Plan { notes: BTreeSet::new(), workspace: task.work.everything };
    let mut everything = task.work.everything;
    for path in &task.work.edited {
        let role = |s: &Snapshot| s.role(path);
        let (was, is) = (before.and_then(role), role(snapshot));
        if looked_at(path) {
            plan.notes.insert(path.clone());
        }
        if is == Some(Role::Note) && (was == is || before.is_none()) {
            plan.workspace |= snapshot.document(path).is_none();
            continue;
        }
        let same = |s: &Snapshot| s.document(path).zip(snapshot.document(path)).is_some_and(|(a, b)| Arc::ptr_eq(a, b));
        if was == is && before.is_some_and(same) {
            continue; // opened as it was
        }
        plan.workspace = true;
        for (role, side) in [(was, before), (is, Some(snapshot))] {
            match (role, side) {
                (Some(Role::Source), Some(side)) => plan.notes.extend(side.dependents(path, cancel)?),
                (None | Some(Role::Glossary), _) => {}
                _ => everything = true,
            }
        }
    }
    if plan.workspace {
        plan.notes.extend(task.view.open.keys().chain(&task.shown).filter(|p| looked_at(p)).cloned());
    }
    if let (true, Some(before)) = (everything, before) {
        let notes: Vec<&str> = snapshot.notes().collect();
        let changed = |path: &&str| {
            let print = |s: &Snapshot| s.check(path, cancel).map(|r| r.diagnostics.iter().map(print).collect::<Vec<_>>());
            Ok((print(before)? != print(snapshot)?).then(|| path.to_string()))
        };
        let changed: Result<Vec<Option<String>>, Cancelled> = notes.par_iter().map(changed).collect();
        plan.notes.extend(changed?.into_iter().flatten());
    }
    if everything && whole {
        plan.notes.extend(snapshot.notes().map(str::to_string));
    }
    if task.scope == Scope::Open {
        plan.notes.retain(|p| task.shown.contains(p) || task.view.open.contains_key(p));
    }
    Ok(plan)
}

/// What makes a finding another one to whoever sees it.
fn print(finding: &crate::diagnostic::Diagnostic) -> (String, String, &'static str) {
    (finding.fingerprint.clone(), finding.message.clone(), finding.severity.name())
}
