use clap::{Parser, Subcommand};
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
    /// List all rules with their default levels
    Rules,
    /// Begin a workspace: write postil.toml and the folders `sources` and `notes` where they are absent
    Init {
        /// Where; the working directory if left out
        dir: Option<PathBuf>,
    },
    /// Print the JSON Schema of postil.toml
    Schema,
    /// Print the licences of postil and of the data in it
    Licenses,
}

const JUDGE: &str = "Each line in: {\"id\": 1, \"claim\": \"…\", \"evidence\": \"…\" or [\"…\", …]}, and where known \"title\", \"date\" (YYYY[-MM[-DD]]) and
\"note_context\". Each line out, in order: id, verdict (supported | conflict | unverified), rule, confidence, claimed, found, message.
Offsets count UTF-8 bytes. A malformed line gives {\"id\", \"line\", \"error\"} and exit code 2; the rest goes on.

Example:
  echo '{\"id\": 1, \"claim\": \"It rose 12 cm.\", \"evidence\": \"It rose 21 cm.\"}' | postil judge";
