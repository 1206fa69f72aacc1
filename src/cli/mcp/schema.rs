//! What the tools are called and what they take: JSON Schema, as agents read it.

use rmcp::model::{Tool, ToolAnnotations};
use serde_json::{Map, Value, json};

/// Every tool, in a fixed order.
pub fn tools() -> Vec<Tool> {
    let sources = json!({
        "type": "array",
        "items": { "type": "string" },
        "minItems": 1,
        "description": "Sources by path, file stem or citation key, as list_sources shows them"
    });
    let text = |what: &str| json!({ "type": "string", "description": what });
    let all = [
        (
            "check_note",
            "Check a note",
            "Check one note of the workspace against the sources that it cites. Gives findings, each with both places, and the number of claims \
             checked; with coverage, what became of each claim and why.",
            json!({
                "path": text("The note's path, relative to the workspace"),
                "coverage": { "type": "boolean", "description": "Add what became of each claim" }
            }),
            vec!["path"],
        ),
        (
            "check_text",
            "Check a text",
            "Check Markdown that is not on the disk (or not yet) as a note of the workspace. Claims are judged against what the text cites: [[file]], \
             [@key], `source:` in its front matter; a text that cites nothing has only its quotations and near-copies judged.",
            json!({
                "text": text("The note's text, in Markdown"),
                "path": text("Check it as if it were the note at this path, which need not exist"),
                "coverage": { "type": "boolean", "description": "Add what became of each claim" }
            }),
            vec!["text"],
        ),
        (
            "verify_claim",
            "Verify a claim",
            "Judge one claim (a sentence or a few) against named sources of the workspace, or against evidence that is given with it.",
            json!({
                "claim": text("What is claimed"),
                "sources": sources,
                "evidence": { "type": "array", "items": { "type": "string" }, "minItems": 1, "description": "Passages of one document, instead of sources" },
                "context": text("What the text before the claim says, for what “it” and “there” mean")
            }),
            vec!["claim"],
        ),
        (
            "find_evidence",
            "Find evidence",
            "The sentences of the sources that share most of a claim's content words, best first. They need not support it.",
            json!({
                "claim": text("A claim or a few words"),
                "sources": sources,
                "limit": { "type": "integer", "minimum": 1, "maximum": 50, "description": "At most so many; 5 if left out" }
            }),
            vec!["claim"],
        ),
        (
            "verify_quotation",
            "Verify a quotation",
            "Whether words stand in a source as quoted (exact), with changes that are listed (altered), or not at all (absent), and where. Differences in \
             case, quotation marks, dashes, white space and accents do not count; `…` stands for words left out.",
            json!({ "quotation": text("The quoted words, without quotation marks"), "sources": sources }),
            vec!["quotation"],
        ),
        (
            "define_term",
            "Define a term",
            "What the glossaries and sources of the workspace say that a term, abbreviation or person is.",
            json!({ "term": text("The term, in one or several words") }),
            vec!["term"],
        ),
        (
            "list_sources",
            "List the sources",
            "Every source of the workspace with its title, date, citation key and size.",
            json!({}),
            vec![],
        ),
    ];
    all.into_iter().map(|(name, title, what, properties, required)| tool(name, title, what, properties, &required)).collect()
}

fn tool(name: &'static str, title: &str, what: &'static str, properties: Value, required: &[&str]) -> Tool {
    let mut schema = Map::new();
    schema.insert("type".to_string(), "object".into());
    schema.insert("properties".to_string(), properties);
    schema.insert("required".to_string(), required.to_vec().into());
    schema.insert("additionalProperties".to_string(), false.into());
    let reads = ToolAnnotations::with_title(title).read_only(true).destructive(false).idempotent(true).open_world(false);
    Tool::new(name, what, schema).with_title(title).with_annotations(reads)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tool_only_reads_and_says_what_it_takes() {
        let all = tools();
        assert_eq!(all.len(), 7);
        for tool in all {
            let reads = tool.annotations.as_ref().and_then(|a| a.read_only_hint);
            assert_eq!(reads, Some(true), "{}", tool.name);
            let properties = tool.input_schema["properties"].as_object().expect("an object");
            for name in tool.input_schema["required"].as_array().expect("a list").iter().filter_map(Value::as_str) {
                assert!(properties.contains_key(name), "{}: {name}", tool.name);
            }
        }
    }
}
