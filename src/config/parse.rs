use super::{Config, Globs, KEYS, Key, Kind, Level, Override, Problem, closest};
use crate::text::Span;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// More problems than this are not reported one by one: the file is no postil.toml.
const MOST_PROBLEMS: usize = 100;

/// Reads a postil.toml. `rules` are the ids that exist. Never fails: what cannot be used is a [`Problem`] with its place
/// and a remedy, and has its default. Problems come in the order of the file.
pub fn parse(text: &str, rules: &[&str]) -> (Config, Vec<Problem>) {
    let (body, shift) = match text.strip_prefix('\u{feff}') {
        Some(rest) => (rest, text.len() - rest.len()),
        None => (text, 0),
    };
    let mut reader = Reader { config: Config::default(), problems: Vec::new(), rules, shift, length: text.len() };
    let (table, errors) = DeTable::parse_recoverable(body);
    for (key, value) in table.get_ref() {
        reader.key(key, value);
    }
    // after a slip of syntax nothing is where it was meant to be: one finding says so, what stands behind it is not judged
    if let Some((at, message)) = syntax(table.get_ref(), &errors) {
        reader.problems.retain(|p| (p.span.start as usize) < at.start + shift);
        reader.problem("", at, message);
    }
    let mut problems = reader.problems;
    problems.sort_by(|a, b| (a.span, &a.key).cmp(&(b.span, &b.key)));
    problems.truncate(MOST_PROBLEMS);
    (reader.config, problems)
}

/// The first slip of syntax and where it is to be mended: a list that is not closed is mended where it begins, though the
/// reader only stumbles lines later.
fn syntax(table: &DeTable<'_>, errors: &[toml::de::Error]) -> Option<(Range<usize>, String)> {
    let start = |e: &toml::de::Error| e.span().unwrap_or_default().start;
    let first = errors.iter().min_by_key(|e| start(e))?;
    if errors.iter().any(|e| e.message().contains("unclosed array")) {
        let tables = table.values().filter_map(|v| v.get_ref().as_table()).flat_map(|t| t.values());
        let open = |v: &&Item<'_>| v.get_ref().is_array() && v.span().start <= start(first) && start(first) <= v.span().end;
        if let Some(list) = table.values().chain(tables).find(open) {
            let at = list.span().start;
            return Some((at..at + 1, "this is not TOML: the list that begins here has no `]`".to_string()));
        }
    }
    Some((first.span().unwrap_or_default(), format!("this is not TOML: {}", one_line(first.message()))))
}

type Text<'i> = Spanned<std::borrow::Cow<'i, str>>;
type Item<'i> = Spanned<DeValue<'i>>;

struct Reader<'a> {
    config: Config,
    problems: Vec<Problem>,
    rules: &'a [&'a str],
    /// Length of the byte order mark.
    shift: usize,
    length: usize,
}

impl Reader<'_> {
    fn problem(&mut self, key: &str, at: Range<usize>, message: String) {
        let clip = |offset: usize| (offset + self.shift).min(self.length);
        // a message may quote what was written, and a string of TOML may have lines
        let message = message.chars().flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] }).collect();
        self.problems.push(Problem { span: Span::new(clip(at.start), clip(at.end)), message, key: key.to_string() });
    }

    fn key(&mut self, name: &Text<'_>, value: &Item<'_>) {
        let Some(key) = KEYS.iter().find(|k| k.name == name.get_ref()) else {
            let message = unknown("key", name.get_ref(), KEYS.iter().map(|k| k.name));
            return self.problem(name.get_ref(), name.span(), message);
        };
        match key.kind {
            Kind::Globs => self.glob_key(key, value),
            Kind::Size => match size(value.get_ref()) {
                Some(bytes) => self.config.max_file_size = bytes,
                None => self.problem(key.name, value.span(), format!("`{}` must be a size such as \"20MB\"", key.name)),
            },
            Kind::Flag => match value.get_ref() {
                DeValue::Boolean(on) => self.config.cache = *on,
                other => {
                    let message = format!("`{}` must be true or false, not {}", key.name, other.type_str());
                    self.problem(key.name, value.span(), message);
                }
            },
            Kind::Levels => self.config.rules = self.levels(key.name, value),
            Kind::Overrides => self.overrides(key.name, value),
        }
    }

    fn glob_key(&mut self, key: &Key, value: &Item<'_>) {
        let Some(globs) = self.globs(key.name, value) else { return };
        match key.name {
            "sources" => self.config.sources = Some(globs),
            "notes" => self.config.notes = Some(globs),
            "glossary" => self.config.glossary = Some(globs),
            "bibliography" => self.config.bibliography = Some(globs),
            _ => self.config.exclude = globs,
        }
    }

    /// A string or a list of strings; patterns that cannot be used are left out. `None` if nothing is left of a list that had some.
    fn globs(&mut self, key: &str, value: &Item<'_>) -> Option<Globs> {
        let mut patterns = Vec::new();
        let items = match value.get_ref() {
            DeValue::String(_) => std::slice::from_ref(value),
            DeValue::Array(list) => list,
            other => {
                let message = format!("`{key}` must be a list of globs such as [\"notes/**\"], not {}", other.type_str());
                self.problem(key, value.span(), message);
                return None;
            }
        };
        for item in items {
            let DeValue::String(pattern) = item.get_ref() else {
                self.problem(key, item.span(), format!("a glob must be a string, not {}", item.get_ref().type_str()));
                continue;
            };
            match Globs::new(vec![pattern.to_string()]) {
                Ok(_) => patterns.push(pattern.to_string()),
                Err((_, message)) => self.problem(key, item.span(), message),
            }
        }
        if patterns.is_empty() && !items.is_empty() {
            return None;
        }
        match Globs::new(patterns) {
            Ok(globs) => Some(globs),
            Err((_, message)) => {
                self.problem(key, value.span(), message);
                None
            }
        }
    }

    fn levels(&mut self, key: &str, value: &Item<'_>) -> BTreeMap<String, Level> {
        let mut levels = BTreeMap::new();
        let Some(table) = value.get_ref().as_table() else {
            let message = format!("`{key}` must be a table from rule to level, such as {{ number-conflict = \"error\" }}");
            self.problem(key, value.span(), message);
            return levels;
        };
        for (name, level) in table {
            let path = format!("{key}.{}", name.get_ref());
            if !self.rules.contains(&name.get_ref().as_ref()) {
                let message = unknown("rule", name.get_ref(), self.rules.iter().copied());
                self.problem(&path, name.span(), format!("{message} (`postil rules` lists them)"));
                continue;
            }
            match level.get_ref().as_str().and_then(Level::from_name) {
                Some(level) => {
                    levels.insert(name.get_ref().to_string(), level);
                }
                None => {
                    let said = level.get_ref().as_str().map_or(String::new(), |s| format!("“{}” is no level: ", shown(s)));
                    self.problem(&path, level.span(), format!("{said}write \"error\", \"warning\", \"info\" or \"off\""));
                }
            }
        }
        levels
    }

    fn overrides(&mut self, key: &str, value: &Item<'_>) {
        let Some(list) = value.get_ref().as_array() else {
            return self.problem(key, value.span(), "write `[[override]]` with two brackets: there may be several".to_string());
        };
        for item in list {
            let Some(table) = item.get_ref().as_table() else {
                self.problem(key, item.span(), "an override must be a table with `path` and `rules`".to_string());
                continue;
            };
            if let Some(one) = self.one_override(key, table, item.span()) {
                self.config.overrides.push(one);
            }
        }
    }

    fn one_override(&mut self, key: &str, table: &DeTable<'_>, at: Range<usize>) -> Option<Override> {
        let mut path = None;
        let mut rules = None;
        for (name, value) in table {
            let dotted = format!("{key}.{}", name.get_ref());
            match name.get_ref().as_ref() {
                "path" => path = Some(self.globs(&dotted, value)),
                "rules" => rules = Some(self.levels(&dotted, value)),
                other => {
                    let message = unknown("key", other, ["path", "rules"]);
                    self.problem(&dotted, name.span(), message);
                }
            }
        }
        if path.is_none() || rules.is_none() {
            let missing = if path.is_none() { "path" } else { "rules" };
            self.problem(key, at, format!("this override has no `{missing}`; without it, it does nothing"));
        }
        Some(Override { path: path??, rules: rules? })
    }
}

/// Bytes of `20000000`, `"20MB"`, `"1.5 GiB"`; `None` if it is no size, or none above zero.
fn size(value: &DeValue<'_>) -> Option<u64> {
    let bytes = match value {
        DeValue::Integer(n) => u64::from_str_radix(&n.as_str().replace('_', ""), n.radix()).ok()?,
        DeValue::String(s) => {
            let digits = s.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(s.len());
            let (number, unit) = s.split_at(digits);
            let factor: u64 = match unit.trim_start().to_ascii_lowercase().as_str() {
                "" | "b" => 1,
                "k" | "kb" => 1_000,
                "m" | "mb" => 1_000_000,
                "g" | "gb" => 1_000_000_000,
                "ki" | "kib" => 1 << 10,
                "mi" | "mib" => 1 << 20,
                "gi" | "gib" => 1 << 30,
                _ => return None,
            };
            // a cast from a float saturates
            (number.parse::<f64>().ok()? * factor as f64) as u64
        }
        _ => return None,
    };
    (bytes > 0).then_some(bytes)
}

fn unknown<'a>(what: &str, name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    match closest(name, known) {
        Some(meant) => format!("unknown {what} `{}`; did you mean `{meant}`?", shown(name)),
        None => format!("unknown {what} `{}`", shown(name)),
    }
}

/// At most forty characters of what someone wrote.
fn shown(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_string(),
    }
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}
