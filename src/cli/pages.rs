//! The commands that only print what is known before anything is read.

use super::args::Args;
use crate::config;
use crate::rules::{self, ALL};
use clap::CommandFactory;
use clap_complete::Shell;
use std::io::{self, Write};

/// `postil rules`.
pub fn rules(out: &mut impl Write) -> io::Result<u8> {
    let widest = ALL.iter().map(|r| r.id.len()).max().unwrap_or(0);
    for rule in ALL {
        writeln!(out, "{:widest$}  {:7}  {}", rule.id, rule.level.name(), rule.summary)?;
    }
    Ok(super::CLEAN)
}

/// `postil schema`.
pub fn schema(out: &mut impl Write) -> io::Result<u8> {
    let reserved = rules::RESERVED.iter().map(|id| (*id, "Reserved: this version finds nothing by it."));
    let known: Vec<(&str, &str)> = ALL.iter().map(|r| (r.id, r.summary)).chain(reserved).collect();
    serde_json::to_writer_pretty(&mut *out, &config::schema(&known))?;
    writeln!(out)?;
    Ok(super::CLEAN)
}

/// `postil completions`.
pub fn completions(shell: Shell, out: &mut impl Write) -> io::Result<u8> {
    // written to memory first: the generator panics where a pipe is closed
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "postil", &mut script);
    out.write_all(&script)?;
    Ok(super::CLEAN)
}

/// `postil man`, of the program or of one of its commands.
pub fn man(name: Option<&str>, out: &mut impl Write) -> io::Result<u8> {
    let mut command = Args::command();
    command.build();
    let page = match name {
        None => Some(command.clone()),
        Some(name) => command.find_subcommand(name).filter(|c| !c.is_hide_set()).cloned(),
    };
    let Some(page) = page else {
        return Ok(super::complain(&format!("there is no command “{}”", name.unwrap_or_default())));
    };
    clap_mangen::Man::new(page).render(out)?;
    Ok(super::CLEAN)
}

/// `postil licenses`.
pub fn licenses(out: &mut impl Write) -> io::Result<u8> {
    let parts = [
        ("postil may be used under either of the first two licences, at your choice.\n\nMIT", include_str!("../../LICENSE-MIT")),
        ("Apache License 2.0", include_str!("../../LICENSE-APACHE")),
        ("WordNet 3.0 (words, opposites and places in the built-in lexicon)", include_str!("../language/lexicon/WORDNET-LICENSE")),
        ("Other crates", include_str!("notices.txt")),
    ];
    for (i, (title, text)) in parts.iter().enumerate() {
        let gap = if i == 0 { "" } else { "\n" };
        let rule = "=".repeat(title.lines().last().map_or(0, |l| l.chars().count()));
        write!(out, "{gap}{title}\n{rule}\n\n{}\n", text.trim_end())?;
    }
    Ok(super::CLEAN)
}
