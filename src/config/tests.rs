use super::*;

const RULES: [&str; 3] = ["number-conflict", "name-conflict", "broken-link"];

fn problems(text: &str) -> Vec<(String, String)> {
    parse(text, &RULES).1.into_iter().map(|p| (p.span.of(text).to_string(), p.message)).collect()
}

#[test]
fn reads_every_key() {
    let text = "sources = [\"s/**\"]\nnotes = \"n/**\"\nglossary = []\nbibliography = [\"r.bib\"]\nexclude = [\"s/x/**\"]\n\
        max-file-size = \"1.5 MB\"\ncache = false\n[rules]\nnumber-conflict = \"error\"\n[[override]]\npath = \"n/draft*\"\nrules = { number-conflict = \"off\" }\n";
    let (config, problems) = parse(text, &RULES);
    assert_eq!(problems, []);
    assert_eq!(config.sources.as_ref().map(|g| g.patterns.clone()), Some(vec!["s/**".to_string()]));
    assert!(config.notes.as_ref().is_some_and(|g| g.matches("n/a.md")));
    assert!(config.glossary.as_ref().is_some_and(|g| g.patterns.is_empty()));
    assert_eq!(config.max_file_size, 1_500_000);
    assert!(!config.cache && Config::default().cache);
    assert_eq!(config.level("number-conflict", "n/a.md"), Some(Level::Error));
    assert_eq!(config.level("number-conflict", "n/draft1.md"), Some(Level::Off));
    assert_eq!(config.level("name-conflict", "n/draft1.md"), None);
}

#[test]
fn the_last_override_that_names_the_rule_wins() {
    let text = "[[override]]\npath = \"a/**\"\nrules = { broken-link = \"error\" }\n[[override]]\npath = \"**\"\nrules = { broken-link = \"info\" }\n\
        [[override]]\npath = \"**\"\nrules = { name-conflict = \"off\" }\n";
    let (config, _) = parse(text, &RULES);
    assert_eq!(config.level("broken-link", "a/b.md"), Some(Level::Info));
}

#[test]
fn each_problem_names_its_place_and_a_remedy_and_the_rest_goes_on() {
    let text = "source = [\"a\"]\nnotes = [\"../up\", \"ok/**\", 3]\nmax-file-size = \"huge\"\n[rules]\nnumbr-conflict = \"error\"\n\
        name-conflict = \"loud\"\nbroken-link = \"info\"\n[[override]]\nrule = {}\n";
    let (config, _) = parse(text, &RULES);
    assert!(config.notes.is_some_and(|g| g.patterns == ["ok/**"]));
    assert_eq!(config.max_file_size, 20_000_000);
    assert_eq!(config.rules.get("broken-link"), Some(&Level::Info));
    let said = problems(text);
    let expect = [
        ("source", "did you mean `sources`"),
        ("\"../up\"", "leads out of the workspace"),
        ("3", "must be a string"),
        ("\"huge\"", "such as \"20MB\""),
        ("numbr-conflict", "did you mean `number-conflict`"),
        ("\"loud\"", "“loud” is no level"),
        ("[[override]]", "no `path`"),
        ("rule", "did you mean `rules`"),
    ];
    assert_eq!(said.len(), expect.len(), "{said:#?}");
    for ((place, message), (want_place, want)) in said.iter().zip(expect) {
        assert!(place.starts_with(want_place) && message.contains(want), "{place:?} {message:?}");
    }
}

#[test]
fn broken_toml_keeps_what_can_be_read() {
    let text = "sources = [\"s/**\"]\nnotes = [\n[rules]\nbroken-link = \"error\"\n";
    let (_, problems) = parse(text, &RULES);
    assert!(!problems.is_empty());
    assert!(problems.iter().all(|p| p.span.end as usize <= text.len() && !p.message.contains('\n')));
    for text in
        ["= = =", "\u{feff}x", "a.b.c = 1\n", "[[[", "sources = {a = {b = 1}}", "rules = 3", "override = 1", "\0", "exclude = 1979-05-27"]
    {
        assert!(!parse(text, &RULES).1.is_empty(), "{text:?}");
    }
    let lines = parse("sources = [\"\"\"a\n[z-a]\"\"\"]\n", &RULES).1;
    assert!(lines.len() == 1 && lines[0].message.contains("a\\n[z-a]"), "{lines:?}");
    let deep = format!("x = {}{}", "[".repeat(50_000), "]".repeat(50_000));
    assert!(!parse(&deep, &RULES).1.is_empty());
    assert!(parse("\u{feff}sources = []", &RULES).1.is_empty());
}

#[test]
fn a_slip_of_syntax_is_one_problem_where_it_is_to_be_mended() {
    let list = "[\"sources/**\"\nnotes = [\"notes/**\"]\n\n[rules]\nnumber-conflict = \"error\"\n";
    for (text, at, said) in [
        (format!("sources = {list}"), 10, "the list that begins here has no `]`"),
        (format!("[rules]\n[[override]]\n[x]\nsources = {list}"), 35, "the list that begins here has no `]`"),
        ("sources = \"abc\nnotes = [\"notes/**\"]\n[rules\na = 1\n".to_string(), 14, "basic string"),
        ("[rules\nnumber-conflict = \"loud\"\n".to_string(), 6, "unclosed table"),
        ("\u{feff}[rules\na = 1\n".to_string(), 9, "unclosed table"),
    ] {
        let (_, problems) = parse(&text, &RULES);
        let syntax: Vec<_> = problems.iter().filter(|p| p.message.contains("not TOML")).collect();
        assert!(syntax.len() == 1 && syntax[0].message.contains(said) && syntax[0].span.start == at, "{text}: {problems:#?}");
        assert!(problems.iter().all(|p| p.span.start <= at), "{text}: {problems:#?}");
    }
    // what stands before the slip is still told
    let (_, problems) = parse("sorces = []\nnotes = [\n", &RULES);
    let said: Vec<_> = problems.iter().map(|p| p.message.as_str()).collect();
    assert!(said.len() == 2 && said[0].contains("did you mean `sources`"), "{said:?}");
}

#[test]
fn sizes() {
    for (text, bytes) in [("1024", 1024), ("\"2 KiB\"", 2048), ("\"3k\"", 3000), ("\"1GB\"", 1_000_000_000), ("1_000", 1000), ("0x10", 16)]
    {
        assert_eq!(parse(&format!("max-file-size = {text}"), &[]).0.max_file_size, bytes, "{text}");
    }
    for text in ["0", "-1", "\"\"", "\"MB\"", "\"1.2.3MB\"", "true", "1.5", "\"-1MB\""] {
        assert_eq!(parse(&format!("max-file-size = {text}"), &[]).1.len(), 1, "{text}");
    }
}

#[test]
fn a_flag_is_true_or_false() {
    assert_eq!(problems("cache = 1\n"), [("1".to_string(), "`cache` must be true or false, not integer".to_string())]);
    assert!(parse("cache = 1\n", &RULES).0.cache, "what cannot be used has its default");
}
