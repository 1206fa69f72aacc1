//! Fifty false alarms, drawn by a fixed order from all of them, each with a person's judgement of a line. The texts stay where
//! they are: a case is known by its set and a hash.

use super::alter::hash;
use super::answer::Finding;
use super::rows::Row;
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many are drawn.
const DRAWN: usize = 50;

/// Lines of `case<TAB>whose<TAB>judgement`; `whose` is `ours` (the warning should not be there), `label` (the row's label does
/// not hold: the texts do conflict) or `useful` (not a conflict, but the writer would want to know).
const JUDGED: &str = include_str!("judgements.tsv");

/// One warning where the data says that there is none.
pub struct Alarm {
    set: String,
    case: u64,
    rule: &'static str,
    regime: &'static str,
    /// For the person who judges; goes into no file.
    text: String,
}

impl Alarm {
    pub fn new(set: &str, row: &Row, f: &Finding) -> Alarm {
        let text = format!("  claim:  {}\n  says:   {}\n  source: {}\n", row.claim, f.says, row.gold);
        Alarm {
            set: set.to_string(),
            case: hash(format!("{set}\n{}\n{}\n{}", row.page, row.claim, row.gold).as_bytes()),
            rule: f.rule,
            regime: f.regime,
            text,
        }
    }
}

/// The part of the page about them. Prints those that nobody has judged yet.
pub fn part(alarms: &[Alarm]) -> String {
    let judged: BTreeMap<&str, (&str, &str)> = JUDGED.lines().filter_map(line).collect();
    let mut drawn: Vec<&Alarm> = alarms.iter().collect();
    drawn.sort_by_key(|a| (a.case, &a.set));
    drawn.truncate(DRAWN);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut lines = String::new();
    for alarm in &drawn {
        let case = format!("{:016x}", alarm.case);
        let (whose, words) = judged.get(case.as_str()).copied().unwrap_or(("open", "not judged yet"));
        *counts.entry(whose).or_default() += 1;
        let _ = writeln!(lines, "| {case} | {} | {} | {} | {whose} | {words} |", alarm.set, alarm.rule, alarm.regime);
        if whose == "open" {
            println!("ALARM {case} {}\n{}", alarm.set, alarm.text);
        }
    }
    let counted: Vec<String> = counts.iter().map(|(whose, n)| format!("{n} {whose}")).collect();
    format!(
        "## False alarms, read\n\n{} of {} alarms in all sets, drawn by the hash of the case, and what a reader says of them: {}. `ours`: the \
         warning should not be there; `label`: the texts do conflict, the data's label does not hold; `useful`: no conflict, but a writer \
         would want to know.\n\n| case | set | rule | regime | whose | judgement |\n|---|---|---|---|---|---|\n{lines}",
        drawn.len(),
        alarms.len(),
        counted.join(", "),
    )
}

fn line(line: &'static str) -> Option<(&'static str, (&'static str, &'static str))> {
    let mut parts = line.split('\t');
    Some((parts.next()?, (parts.next()?, parts.next()?)))
}
