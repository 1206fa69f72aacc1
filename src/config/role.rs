use super::Config;

/// What a file is in the workspace, as far as its path tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    Note,
    Source,
    Glossary,
    Bibliography,
    /// Its text decides: a note if it is Markdown and cites a source (citation, wiki link to a source, `source:` in
    /// front matter), else a source.
    NoteOrSource,
    /// Its text decides: a note if it is Markdown and cites a source, else nothing.
    NoteOrNothing,
    /// No part of the workspace.
    Nothing,
}

/// Tells each file's [`Role`]: the configuration's globs where it has them, conventions where it has none.
#[derive(Clone, Debug)]
pub struct Roles {
    config: Config,
    /// The conventional folders of sources that are here.
    folders: Vec<&'static str>,
    /// No conventional folder at all is here, and none is configured.
    flat: bool,
}

/// Folders whose files are sources where the configuration does not say.
const SOURCE_FOLDERS: [&str; 3] = ["sources/", "references/", "seeds/"];
const NOTE_FOLDER: &str = "notes/";
/// Files (any extension) that are about the workspace, not part of it.
const NEITHER: [&str; 5] = ["readme", "changelog", "license", "licence", "contributing"];

impl Roles {
    /// `paths` are all files of the workspace, relative to the root, with `/`.
    pub fn new<'a>(config: &Config, paths: impl IntoIterator<Item = &'a str>) -> Roles {
        let mut here = [false; SOURCE_FOLDERS.len()];
        let mut notes = false;
        let mut seeds_is_workspace = false;
        for path in paths {
            notes |= path.starts_with(NOTE_FOLDER);
            seeds_is_workspace |= path.starts_with("seeds/notes/");
            for (seen, folder) in here.iter_mut().zip(SOURCE_FOLDERS) {
                *seen |= path.starts_with(folder);
            }
        }
        let folders: Vec<_> = SOURCE_FOLDERS
            .into_iter()
            .zip(here)
            .filter(|(folder, seen)| *seen && !(seeds_is_workspace && *folder == "seeds/"))
            .map(|(folder, _)| folder)
            .collect();
        let flat = folders.is_empty() && !notes && config.sources.is_none() && config.notes.is_none();
        Roles { config: config.clone(), folders, flat }
    }

    /// The role of a file by its path (relative to the root, with `/`).
    pub fn role(&self, path: &str) -> Role {
        let config = &self.config;
        let set = |globs: &Option<super::Globs>| globs.as_ref().map(|g| g.matches(path));
        let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
        let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, ""));
        if path == super::FILE || config.exclude.matches(path) {
            return Role::Nothing;
        }
        if set(&config.bibliography).unwrap_or(extension == "bib") {
            return Role::Bibliography;
        }
        if set(&config.glossary)
            .unwrap_or_else(|| ["glossary.md", "glossary.yml", "glossary.yaml"].iter().any(|g| path.eq_ignore_ascii_case(g)))
        {
            return Role::Glossary;
        }
        let about = NEITHER.contains(&stem) || NEITHER.contains(&name.as_str());
        if set(&config.notes).unwrap_or(path.starts_with(NOTE_FOLDER) && !about) {
            return Role::Note;
        }
        if set(&config.sources).unwrap_or(self.folders.iter().any(|f| path.starts_with(f)) && !about) {
            return Role::Source;
        }
        let text = matches!(extension, "md" | "markdown" | "txt" | "text");
        if about || !text {
            return Role::Nothing;
        }
        match (self.flat, config.notes.is_none() && !path.contains('/')) {
            (true, _) => Role::NoteOrSource,
            (false, true) if extension != "txt" && extension != "text" => Role::NoteOrNothing,
            _ => Role::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conventional_folders() {
        let paths = ["sources/a.txt", "notes/a.md", "notes/readme.md", "glossary.md", "x.bib", "todo.md", "README.md", "code/x.md"];
        let roles = Roles::new(&Config::default(), paths);
        let got: Vec<Role> = paths.iter().map(|p| roles.role(p)).collect();
        use Role::*;
        assert_eq!(got, [Source, Note, Nothing, Glossary, Bibliography, NoteOrNothing, Nothing, Nothing]);
    }

    #[test]
    fn a_flat_folder_is_told_apart_by_text() {
        let roles = Roles::new(&Config::default(), ["a.md", "b.txt", "x/c.txt"]);
        assert_eq!(roles.role("a.md"), Role::NoteOrSource);
        assert_eq!(roles.role("x/c.txt"), Role::NoteOrSource);
        assert_eq!(roles.role("pic.png"), Role::Nothing);
        assert_eq!(roles.role("LICENSE"), Role::Nothing);
        assert_eq!(roles.role("CHANGELOG.md"), Role::Nothing);
    }

    #[test]
    fn seeds_with_notes_in_it_is_a_workspace_of_its_own() {
        let roles = Roles::new(&Config::default(), ["seeds/notes/a.md", "seeds/sources/b.txt"]);
        assert_ne!(roles.role("seeds/sources/b.txt"), Role::Source);
        let roles = Roles::new(&Config::default(), ["seeds/b.txt"]);
        assert_eq!(roles.role("seeds/b.txt"), Role::Source);
    }

    #[test]
    fn globs_win_over_conventions() {
        let (config, problems) = super::super::parse("sources = [\"papers/**\"]\nexclude = [\"papers/old/**\"]", &[]);
        assert!(problems.is_empty());
        let roles = Roles::new(&config, ["papers/a.txt", "notes/n.md", "sources/b.txt"]);
        assert_eq!(roles.role("papers/a.txt"), Role::Source);
        assert_eq!(roles.role("papers/old/a.txt"), Role::Nothing);
        assert_eq!(roles.role("notes/n.md"), Role::Note);
        assert_eq!(roles.role("sources/b.txt"), Role::Nothing);
    }
}
