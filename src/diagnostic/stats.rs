use super::Report;
use crate::verdict::Verdict;
use serde::Serialize;
use std::collections::BTreeMap;

/// How many of what: for a look at a whole workspace.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Stats {
    /// Findings by rule; only rules that found something.
    pub rules: BTreeMap<String, usize>,
    /// Claims by verdict: `supported`, `conflict`, `unverified`.
    pub verdicts: BTreeMap<&'static str, usize>,
    /// The unverified ones by reason.
    pub reasons: BTreeMap<&'static str, usize>,
    /// By the path of a source.
    pub sources: BTreeMap<String, OfSource>,
}

/// What is said about one source.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct OfSource {
    /// Claims that were judged against it, alone or with others.
    pub claims: usize,
    /// Findings that show a place in it.
    pub findings: usize,
}

impl Stats {
    /// Counts what the report has; its claims have to be there.
    pub fn of(report: &Report) -> Stats {
        let mut stats = Stats { verdicts: ["supported", "conflict", "unverified"].map(|v| (v, 0)).into(), ..Stats::default() };
        for d in &report.diagnostics {
            *stats.rules.entry(d.rule.to_string()).or_default() += 1;
            if let Some(found) = &d.found {
                stats.sources.entry(found.file.clone()).or_default().findings += 1;
            }
        }
        for claim in report.claims.iter().flatten() {
            let verdict = match claim.verdict {
                Verdict::Supported => "supported",
                Verdict::Conflict => "conflict",
                Verdict::Unverified(reason) => {
                    *stats.reasons.entry(reason.name()).or_default() += 1;
                    "unverified"
                }
            };
            *stats.verdicts.entry(verdict).or_default() += 1;
            for source in &claim.scope {
                stats.sources.entry(source.clone()).or_default().claims += 1;
            }
        }
        stats
    }
}
