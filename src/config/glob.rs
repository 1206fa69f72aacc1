use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// A list of glob patterns, compiled. Paths are relative to the root, with `/`; `*` stays inside a folder.
#[derive(Clone, Debug, Default)]
pub struct Globs {
    /// As written.
    pub patterns: Vec<String>,
    set: GlobSet,
}

/// A longer pattern is refused: it is no path, and compiling it costs memory.
const LONGEST: usize = 1_000;

impl Globs {
    /// Compiles the patterns. The error holds the index of the first one that cannot be used, and why.
    pub fn new(patterns: Vec<String>) -> Result<Globs, (usize, String)> {
        let mut builder = GlobSetBuilder::new();
        for (i, pattern) in patterns.iter().enumerate() {
            for form in forms(pattern).map_err(|e| (i, e))? {
                let glob = GlobBuilder::new(&form).literal_separator(true).backslash_escape(true).build();
                builder.add(glob.map_err(|e| (i, format!("`{pattern}` is no glob: {}", e.kind())))?);
            }
        }
        let set = builder.build().map_err(|e| (0, format!("these globs are too large together: {}", e.kind())))?;
        Ok(Globs { patterns, set })
    }

    /// Whether any pattern matches the path.
    pub fn matches(&self, path: &str) -> bool {
        self.set.is_match(path)
    }
}

/// The globs that a pattern stands for: a folder's name means everything in it.
fn forms(pattern: &str) -> Result<Vec<String>, String> {
    if pattern.len() > LONGEST {
        return Err(format!("a glob may have {LONGEST} bytes at most"));
    }
    let plain = pattern.strip_prefix("./").unwrap_or(pattern);
    if plain.is_empty() {
        return Err("an empty glob matches nothing; remove it".to_string());
    }
    let drive = plain.as_bytes().get(1) == Some(&b':');
    if plain.starts_with(['/', '~']) || drive || plain.split('/').any(|part| part == "..") {
        return Err(format!("`{pattern}` leads out of the workspace; globs are relative to postil.toml"));
    }
    if plain.contains('\\') {
        return Err(format!("`{pattern}` has a backslash; write paths with `/`"));
    }
    if let Some(folder) = plain.strip_suffix('/') {
        return Ok(vec![format!("{folder}/**")]);
    }
    let whole = !plain.contains(['*', '?', '[', '{']);
    Ok(if whole { vec![plain.to_string(), format!("{plain}/**")] } else { vec![plain.to_string()] })
}

#[cfg(test)]
mod tests {
    use super::Globs;

    fn globs(patterns: &[&str]) -> Result<Globs, (usize, String)> {
        Globs::new(patterns.iter().map(|p| p.to_string()).collect())
    }

    #[test]
    fn a_folder_means_everything_in_it_and_a_star_stays_in_its_folder() {
        let set = globs(&["papers", "more/", "*.md", "./deep/**/*.txt"]).unwrap();
        for path in ["papers/a.txt", "papers/x/y.txt", "more/a/b.md", "todo.md", "deep/a.txt", "deep/b/c.txt"] {
            assert!(set.matches(path), "{path}");
        }
        for path in ["papersize.txt", "x/todo.md", "other/papers/a.txt"] {
            assert!(!set.matches(path), "{path}");
        }
    }

    #[test]
    fn refuses_what_leads_out_and_what_is_no_glob() {
        for bad in ["/abs/**", "../up/**", "a/../../b", "C:/x", "~/x", "a\\b", "", "[z", "{a,b"] {
            let (index, message) = globs(&["fine/**", bad]).unwrap_err();
            assert_eq!(index, 1, "{bad}: {message}");
        }
        assert!(globs(&[&"a".repeat(5_000)]).is_err());
    }
}
