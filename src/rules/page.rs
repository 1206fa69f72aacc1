use super::{ALL, Family, Rule};
use std::fmt::Write;

/// The rule's whole page, in Markdown: what `explain` prints and docs/rules holds.
pub fn page(rule: &Rule) -> String {
    let family = match rule.family {
        Family::Claim => "claim rule: the verdict is `conflict`, and the place in the source is always given",
        Family::Absence => "absence rule: the verdict is `conflict`; every source in scope was read whole",
        Family::Reference => "reference rule: about files and references, without a verdict",
    };
    let mut page = format!("# {}\n\n{}.\n\n- Default level: {}\n- Kind: {family}\n\n", rule.id, rule.summary, rule.level.name());
    let _ = write!(page, "{}\n\n## Example\n\n", rule.page.trim());
    let _ = write!(page, "Source:\n\n{}\n\nNote:\n\n{}\n\n", quoted(rule.source_example), quoted(rule.note_example));
    let _ = writeln!(
        page,
        "## To change its level or silence it\n\n```toml\n[rules]\n{id} = \"off\"   # error | warning | info | off\n```\n\n\
         or, at the end of one line: `<!-- postil-disable-line {id}: the reason -->`",
        id = rule.id
    );
    page
}

/// The list of all rules, in Markdown: docs/rules/README.md.
pub fn index() -> String {
    let mut page = String::from(
        "# Rules\n\n<!-- Made from the program's registry; `UPDATE=1 cargo test --test docs` writes this folder again. -->\n\n\
         | rule | default level | what it warns about |\n| --- | --- | --- |\n",
    );
    for rule in ALL {
        let _ = writeln!(page, "| [{id}]({id}.md) | {} | {} |", rule.level.name(), rule.summary, id = rule.id);
    }
    page
}

fn quoted(text: &str) -> String {
    format!("```markdown\n{text}\n```")
}
