use clap::{Parser, Subcommand};

/// Checks notes against the sources that they are about.
#[derive(Parser, Debug)]
#[command(name = "postil", version, arg_required_else_help = true)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Judge claims against evidence: JSON Lines on stdin, JSON Lines on stdout
    Judge,
}
