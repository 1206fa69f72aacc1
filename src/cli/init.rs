//! `postil init`: a postil.toml and two folders, where they are absent, and a sample in folders that it made.

use crate::config;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// What a new workspace begins with.
const TEMPLATE: &str = "\
# What is checked against what. Globs are relative to this file; `postil schema` and `postil rules` tell the rest.
sources = [\"sources/**\"]
notes = [\"notes/**\"]
glossary = [\"glossary.md\"]
bibliography = [\"references.bib\"]

[rules]
# number-conflict = \"error\"   # error | warning | info | off
";

/// What a first look is taken at: a source, and a note with two slips in it.
const SAMPLE: [(&str, &str); 2] =
    [("sources/tide-mill.md", include_str!("sample/tide-mill.md")), ("notes/visit.md", include_str!("sample/visit.md"))];

/// Never changes what is there.
pub fn run(dir: &Path, out: &mut impl Write) -> io::Result<u8> {
    let folders = ["sources", "notes"];
    let bare = folders.iter().all(|folder| !dir.join(folder).exists()) && !dir.join(config::FILE).exists();
    for folder in folders {
        let path = dir.join(folder);
        if !path.exists() {
            fs::create_dir_all(&path).map_err(|e| named(&path, &e))?;
            writeln!(out, "made {folder}/")?;
        }
    }
    for (path, text) in SAMPLE.iter().filter(|_| bare) {
        fs::write(dir.join(path), text).map_err(|e| named(&dir.join(path), &e))?;
        writeln!(out, "wrote {path}")?;
    }
    match OpenOptions::new().write(true).create_new(true).open(dir.join(config::FILE)) {
        Ok(mut file) => {
            file.write_all(TEMPLATE.as_bytes())?;
            writeln!(out, "wrote {}\nPut documents into sources/, notes into notes/, and run `postil check`.", config::FILE)?;
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            writeln!(out, "{} is there already and stays as it is", config::FILE)?;
        }
        Err(error) => return Err(named(&dir.join(config::FILE), &error)),
    }
    Ok(super::CLEAN)
}

/// The error with the path that it is about.
fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {}", path.display(), crate::workspace::reason(error)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_template_has_no_problem() {
        let (config, problems) = crate::config::parse(super::TEMPLATE, &crate::rules::ids());
        assert_eq!(problems, []);
        assert!(config.sources.is_some());
    }
}
