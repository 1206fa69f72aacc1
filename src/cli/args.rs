use crate::config::Level;
use crate::diagnostic::render::Format;
use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser;
use clap::{Args as Arguments, Parser, Subcommand};
use std::path::PathBuf;

const ABOUT: &str = "Reads notes beside the sources that they are about, and speaks up only where a note's claim conflicts with the \
source text. A claim that is not reported is not thereby right: `check --coverage` shows what was checked, supported, or left alone and why.";

const EXAMPLES: &str = "Examples:
  postil check                      check the workspace that the working directory belongs to
  postil check notes/sea.md         only this note
  postil check --format sarif >a.sarif   for code scanning
  postil explain number-conflict    what a rule finds, and when it stays silent
  postil explain notes/sea.md:12    every step that led to a verdict
  postil init                       begin a workspace here

Exit codes: 0 nothing found at or above --fail-on; 1 findings; 2 usage, configuration, or nothing to check.";

#[derive(Parser, Debug)]
#[command(name = "postil", version, about = "Checks notes against the sources that they are about", long_about = ABOUT)]
#[command(after_help = EXAMPLES, arg_required_else_help = true, subcommand_required = true, max_term_width = 100)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Check notes against their sources
    #[command(after_help = CHECK)]
    Check(Check),
    /// Show what the glossaries and sources say that a term is
    #[command(after_help = DEFINE)]
    Define(Define),
    /// Judge claims against evidence: JSON Lines in, JSON Lines out
    #[command(after_help = JUDGE)]
    Judge,
    /// Show a rule's page, or every step that led to the verdict on a line
    Explain {
        /// A rule, or FILE:LINE[:COLUMN] (1-based)
        #[arg(value_name = "RULE|FILE:LINE[:COL]")]
        what: String,
        /// The workspace's folder; found by its postil.toml if left out
        #[arg(long, value_name = "DIR")]
        root: Option<PathBuf>,
    },
    /// Serve an editor: the language server protocol (LSP 3.17) on stdin and stdout
    Lsp {
        /// Take nothing from the cache folder, and keep nothing there
        #[arg(long)]
        no_cache: bool,
        /// How to talk to the editor; stdio is the only way, so that the flag changes nothing
        #[arg(long, hide = true)]
        stdio: bool,
    },
    /// Write an audit: each claim, its verdict, what that rests on, and which sources were read
    #[command(after_help = REPORT)]
    Report(Report),
    /// Serve an agent: the Model Context Protocol on stdin and stdout, with tools that only read
    Mcp(Mcp),
    /// Show where what was read in sources is kept for the next time, or clear it
    #[command(after_help = CACHE)]
    Cache {
        /// Delete all that is kept there
        #[arg(long)]
        clear: bool,
    },
    /// List all rules with their default levels
    Rules,
    /// Begin a workspace: write postil.toml and the folders `sources` and `notes` where they are absent, with a sample in new ones
    Init {
        /// Where; the working directory if left out
        dir: Option<PathBuf>,
    },
    /// Print the JSON Schema of postil.toml
    Schema,
    /// Print the licences of postil, of the data in it, and of the crates that it is built from
    Licenses,
    /// Print a script that completes postil's arguments in a shell
    #[command(after_help = COMPLETIONS)]
    Completions { shell: clap_complete::Shell },
    /// Print a manual page: of postil, or of one of its commands
    #[command(after_help = "Example:\n  postil man check | man -l -")]
    Man { command: Option<String> },
}

const CHECK: &str = "A note's claims are judged against the sources that it cites: `[[climate]]`, `[@key]`, a link, a footnote, \
`source:` in the front matter, or a source with the note's file name.

Examples:
  postil check --format json | jq '.diagnostics[].message'
  postil check --baseline known.json --update-baseline   live with today's findings …
  postil check --baseline known.json                     … and report only what is new
  postil check --fail-on error --coverage notes/
  postil check --since origin/main       only claims whose lines have changed since that commit
  postil check --fix --dry-run           what --fix would change, as a diff";

const DEFINE: &str = "Plurals, possessives, case and hyphens do not matter. Glossaries come first. Exit code 1 if nothing defines the term.

Examples:
  postil define spring tide
  postil define --all --format jsonl | jq -r .term";

const JUDGE: &str = "Each line in: {\"id\": 1, \"claim\": \"…\", \"evidence\": \"…\" or [\"…\", …]}, and where known \"title\", \"date\" \
(YYYY[-MM[-DD]]) and \"note_context\". Each line out, in order: id, verdict (supported | conflict | unverified), rule, confidence, \
claimed, found, message. Offsets count UTF-8 bytes. A malformed line gives {\"id\", \"line\", \"error\"} and exit code 2; the rest goes on.

Example:
  postil judge <pairs.jsonl >verdicts.jsonl";

#[derive(Arguments, Debug)]
pub struct Mcp {
    /// The workspace's folder; found by its postil.toml if left out
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// A further folder that links of the workspace may lead into
    #[arg(long, value_name = "DIR")]
    pub allow_path: Vec<PathBuf>,
}

const CACHE: &str = "The places of the sentences and words of sources are kept, by the hash of their text, so that the next start need not \
find them again. It lies outside of every workspace and is never needed. `cache = false` in postil.toml, --no-cache, or POSTIL_CACHE=off in \
the environment turn it off; POSTIL_CACHE=DIR puts it elsewhere.";

const COMPLETIONS: &str = "Examples:
  postil completions bash >~/.local/share/bash-completion/completions/postil
  postil completions zsh >~/.zfunc/_postil
  postil completions fish >~/.config/fish/completions/postil.fish";

const REPORT: &str = "One page that can be sent and kept: it needs no script, no network and no other file, and prints well.

Example:
  postil report --format html --date 2026-11-23 >audit.html";

#[derive(Arguments, Debug)]
pub struct Report {
    /// Which notes: notes, folders, or sources (then the notes that are about them)
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The workspace's folder; found by its postil.toml if left out
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// How the report is written
    #[arg(long, default_value = "html")]
    pub format: ReportFormat,
    /// The date that the report shall bear; it has none of its own
    #[arg(long)]
    pub date: Option<String>,
    /// A further folder that links of the workspace may lead into
    #[arg(long, value_name = "DIR")]
    pub allow_path: Vec<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum ReportFormat {
    Html,
    Md,
}

#[derive(Arguments, Debug)]
pub struct Define {
    /// The term, in one or several words
    #[arg(value_name = "TERM", num_args = 1.., required_unless_present = "all")]
    pub term: Option<Vec<String>>,
    /// Every term of the workspace
    #[arg(long, conflicts_with = "term")]
    pub all: bool,
    /// The workspace's folder; found by its postil.toml if left out
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// How the definitions are written
    #[arg(long, default_value = "text")]
    pub format: DefineFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum DefineFormat {
    Text,
    Json,
    Jsonl,
}

#[derive(Arguments, Debug)]
pub struct Check {
    /// Which notes to report: notes, folders, or sources (then the notes that are about them)
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The workspace's folder; found by its postil.toml if left out
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// How the results are written
    #[arg(long, default_value = "text", value_parser = format())]
    pub format: Format,
    /// Check the text on standard input as if it were this file of the workspace, which need not exist
    #[arg(long, value_name = "PATH", conflicts_with_all = ["paths", "fix", "watch", "update_baseline"])]
    pub stdin_filename: Option<PathBuf>,
    /// Only claims whose lines have changed since this commit, as git tells
    #[arg(long, value_name = "REV", conflicts_with = "update_baseline")]
    pub since: Option<String>,
    /// Put right what is certain: altered quotations get back the words of their source. Sources are never changed
    #[arg(long, conflicts_with_all = ["watch", "update_baseline"])]
    pub fix: bool,
    /// With --fix: show what would change as a diff, and change nothing
    #[arg(long, requires = "fix")]
    pub dry_run: bool,
    /// Check again whenever a file changes; Ctrl-C ends
    #[arg(long, conflicts_with = "update_baseline")]
    pub watch: bool,
    /// Add counts by rule, verdict and source (text and json), and the time taken on standard error
    #[arg(long)]
    pub stats: bool,
    /// The lowest severity that makes the exit code 1
    #[arg(long, value_name = "LEVEL", default_value = "warning", value_parser = fail_on())]
    pub fail_on: FailOn,
    /// Leave out the findings in this file, and tell which of them are not found any more
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write what is found now into the baseline, for the files that were checked
    #[arg(long, requires = "baseline")]
    pub update_baseline: bool,
    /// Stale entries of the baseline make the exit code 1
    #[arg(long, requires = "baseline", conflicts_with = "update_baseline")]
    pub fail_on_stale: bool,
    /// What stands before every file name in the results; for tools that count from a folder above the workspace
    #[arg(long, value_name = "DIR/", default_value = "", hide_default_value = true)]
    pub path_prefix: String,
    /// Add what became of each claim, and why
    #[arg(long)]
    pub coverage: bool,
    /// Take nothing from the cache folder, and keep nothing there
    #[arg(long)]
    pub no_cache: bool,
    /// No complaint if there is no note, or no source, to check
    #[arg(long)]
    pub allow_empty: bool,
    /// A further folder that links of the workspace may lead into
    #[arg(long, value_name = "DIR")]
    pub allow_path: Vec<PathBuf>,
}

/// From which level on findings make the exit code 1; `None` for never.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FailOn(pub Option<Level>);

fn format() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(|(name, _)| name))
        .map(|name| Format::ALL.into_iter().find(|(n, _)| *n == name).map_or(Format::Text, |(_, f)| f))
}

fn fail_on() -> impl TypedValueParser<Value = FailOn> {
    PossibleValuesParser::new(["error", "warning", "info", "never"]).map(|name| FailOn(Level::from_name(&name)))
}
