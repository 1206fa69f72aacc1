//! Counts, and the page that they make.

use super::alarms::{self, Alarm};
use super::answer::{Answer, Finding};
use super::rows::{Label, Row};
use postil::verdict::confidence::interval;
use std::collections::BTreeMap;
use std::fmt::Write;

/// One row with what was said of it.
pub struct Judged<'a> {
    pub row: &'a Row,
    pub answer: Answer,
}

/// Figures as Markdown tables, printed as they come and written at the end.
pub struct Report {
    text: String,
    errors: usize,
    /// (rule, regime): findings in all sets, a few a page, and how many of them are right.
    cells: BTreeMap<(&'static str, &'static str), Share>,
    alarms: Vec<Alarm>,
}

impl Report {
    pub fn new(errors: usize) -> Report {
        Report { text: String::new(), errors, cells: BTreeMap::new(), alarms: Vec::new() }
    }

    /// Adds a part.
    pub fn add(&mut self, part: &str) {
        println!("{part}");
        self.text.push_str(part);
        self.text.push('\n');
    }

    /// Takes the findings of a set into account for the confidences, and its false alarms for those to be read.
    pub fn count<'a>(&mut self, set: &str, judged: impl IntoIterator<Item = &'a Judged<'a>>) {
        for j in judged {
            let Some(f) = j.answer.finding.as_ref().filter(|_| j.row.label != Label::Inconsistent) else { continue };
            let right = j.row.label == Label::Conflict;
            self.cells.entry((f.rule, f.regime)).or_default().add(right);
            if !right {
                self.alarms.push(Alarm::new(set, j.row, f));
            }
        }
    }

    /// Adds what is about all sets together.
    pub fn close(&mut self) {
        let part = alarms::part(&self.alarms);
        self.add(&part);
    }

    /// The table that the engine reads.
    pub fn confidences(&self) -> String {
        let lines = self.cells.iter().map(|((rule, regime), s)| format!("{rule} {regime} {} {}\n", s.of, s.flagged));
        format!(
            "# rule regime findings right: made by `cargo run --release --example evaluate -- DATA_DIR --seeds DIR --write`\n{}",
            lines.collect::<String>()
        )
    }

    /// How many errors of each kind are to be printed.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// The page for the docs.
    pub fn page(&self, data: u64, src: u64) -> String {
        format!(
            "# Accuracy\n\n<!-- Made by `cargo run --release --example evaluate -- DATA_DIR --seeds DIR --write`. -->\n\n\
             How often the engine is right, on labelled pairs, on sentences that nothing contradicts, and on near-copies with one\n\
             altered fact. A conflict counts as found when the verdict is `conflict`; “right place” asks also that the words\n\
             reported are those altered and that the source's are those they were made from. “Alarms” are conflicts\n\
             reported where there is none. Intervals are Wilson's at 90 %. Labels of the public sets are noisy near the boundary.\n\n\
             Data {data:016x}, src {src:016x}.\n\n{}",
            self.text
        )
    }
}

/// Rows and how many of them were flagged.
#[derive(Clone, Copy, Default)]
pub struct Share {
    pub of: usize,
    pub flagged: usize,
}

impl Share {
    pub fn add(&mut self, flagged: bool) {
        self.of += 1;
        self.flagged += usize::from(flagged);
    }

    pub fn per_thousand(self) -> String {
        if self.of == 0 { "–".into() } else { format!("{:.1}", self.flagged as f64 * 1000.0 / self.of as f64) }
    }

    pub fn ratio(self) -> String {
        if self.of == 0 { "–".into() } else { format!("{:.3}", self.flagged as f64 / self.of as f64) }
    }

    /// Wilson's 90 % interval.
    pub fn interval(self) -> String {
        if self.of == 0 {
            return "–".into();
        }
        let (low, high) = interval(self.flagged as u32, self.of as u32);
        format!("{low:.3}–{high:.3}")
    }
}

/// The figures of one set.
#[derive(Default)]
pub struct Tally {
    labels: BTreeMap<Label, Share>,
    /// Conflicts found with the right words in the right place, of those whose row tells it.
    placed: Share,
    /// Supported rows that are called supported.
    recognised: Share,
    /// (rule, regime): findings and how many of them are right.
    cells: BTreeMap<(&'static str, &'static str), Share>,
}

impl Tally {
    pub fn of<'a>(judged: impl IntoIterator<Item = &'a Judged<'a>>) -> Tally {
        let mut tally = Tally::default();
        for j in judged {
            let flagged = j.answer.finding.is_some();
            tally.labels.entry(j.row.label).or_default().add(flagged);
            if j.row.label == Label::Supported {
                tally.recognised.add(j.answer.supported);
            }
            if j.row.label == Label::Conflict && j.row.wrong.is_some() {
                tally.placed.add(j.answer.finding.as_ref().is_some_and(|f| placed(j.row, f)));
            }
            if let (Some(f), true) = (&j.answer.finding, j.row.label != Label::Inconsistent) {
                tally.cells.entry((f.rule, f.regime)).or_default().add(j.row.label == Label::Conflict);
            }
        }
        tally
    }

    fn label(&self, label: Label) -> Share {
        self.labels.get(&label).copied().unwrap_or_default()
    }

    pub const HEAD: &str = "| rows | precision | interval | recall | right place | alarms, supported | per 1,000 | alarms, unverifiable | per 1,000 | \
                            inconsistent flagged | supported seen |\n|---|---|---|---|---|---|---|---|---|---|---|\n";

    /// One line of the table.
    pub fn line(&self, name: &str) -> String {
        let (c, s, u, i) =
            (self.label(Label::Conflict), self.label(Label::Supported), self.label(Label::Unverifiable), self.label(Label::Inconsistent));
        let precision = Share { of: c.flagged + s.flagged + u.flagged, flagged: c.flagged };
        format!(
            "| {name} ({}) | {} | {} | {} ({} of {}) | {} | {} of {} | {} | {} of {} | {} | {} of {} | {} |\n",
            c.of + s.of + u.of + i.of,
            precision.ratio(),
            precision.interval(),
            c.ratio(),
            c.flagged,
            c.of,
            self.placed.ratio(),
            s.flagged,
            s.of,
            s.per_thousand(),
            u.flagged,
            u.of,
            u.per_thousand(),
            i.flagged,
            i.of,
            self.recognised.ratio(),
        )
    }

    /// What each rule found in each regime, and how much of it is right.
    pub fn cells(&self) -> String {
        let mut out = String::from("| rule | regime | findings | right | precision | interval |\n|---|---|---|---|---|---|\n");
        for ((rule, regime), share) in &self.cells {
            let Share { of, flagged } = share;
            let _ = writeln!(out, "| {rule} | {regime} | {of} | {flagged} | {} | {} |", share.ratio(), share.interval());
        }
        out
    }
}

/// The finding is about the words that are wrong, and points at what they were made from.
pub fn placed(row: &Row, f: &Finding) -> bool {
    let words = row.wrong.is_none_or(|w| w.overlaps(f.claimed));
    words && row.right.is_none_or(|r| f.found.is_none_or(|at| r.overlaps(at)))
}

/// Prints errors as cases that a person can read.
pub fn print_errors(judged: &[Judged], most: usize) {
    let flagged = |j: &&Judged| j.answer.finding.is_some();
    let show = |title: &str, j: &Judged| {
        println!("{title} {} {}", j.row.page, j.row.kind);
        println!("  claim:  {}", j.row.claim);
        println!("  says:   {}", j.answer.finding.as_ref().map_or("nothing", |f| f.says.as_str()));
        println!("  source: {}\n", j.row.gold);
    };
    let alarm = |j: &&Judged| matches!(j.row.label, Label::Supported | Label::Unverifiable) && flagged(j);
    let missed = |j: &&Judged| j.row.label == Label::Conflict && !j.answer.finding.as_ref().is_some_and(|f| placed(j.row, f));
    judged.iter().filter(alarm).take(most).for_each(|j| show("FALSE ALARM", j));
    judged.iter().filter(missed).take(most).for_each(|j| show("MISS", j));
}
