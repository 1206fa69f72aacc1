/// Containers opened on one line beyond which a text is no longer parsed as Markdown: every further
/// line would be matched against all of them.
const DEEPEST: usize = 100;

/// Whether some line opens more block quotes, lists and definitions than [`DEEPEST`]. Linear.
pub(super) fn too_deep(source: &str) -> bool {
    source.split(['\n', '\r']).any(|line| markers(line.as_bytes()) > DEEPEST)
}

fn markers(line: &[u8]) -> usize {
    if line.len() <= DEEPEST || rule(line) {
        return 0;
    }
    let blank = |at: usize| line.get(at).is_none_or(|b| matches!(b, b' ' | b'\t'));
    let (mut count, mut at) = (0, 0);
    while let Some(byte) = line.get(at) {
        match byte {
            b' ' | b'\t' => {}
            b'>' => count += 1,
            b'-' | b'+' | b'*' | b':' if blank(at + 1) => count += 1,
            b'0'..=b'9' => {}
            b'.' | b')' if blank(at + 1) => count += 1,
            // a footnote's definition is a container too
            b'[' if line.get(at + 1) == Some(&b'^') => {
                let Some(close) = line.get(at..).and_then(|l| l.iter().position(|b| *b == b']')) else { break };
                if line.get(at + close + 1) != Some(&b':') {
                    break;
                }
                count += 1;
                at += close + 1;
            }
            _ => break,
        }
        at += 1;
    }
    count
}

/// `* * *`: a rule, however long.
fn rule(line: &[u8]) -> bool {
    [b'-', b'*', b'_'].iter().any(|mark| line.iter().all(|b| b == mark || matches!(b, b' ' | b'\t')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_absurd_depth_counts() {
        assert!(too_deep(&">".repeat(1000)));
        assert!(too_deep(&format!("text\n{}x", "- ".repeat(1000))));
        assert!(too_deep(&format!("{}x", "1. ".repeat(1000))));
        assert!(!too_deep(&"- ".repeat(1000)), "a rule");
        assert!(!too_deep(&"-".repeat(1000)), "a rule");
        assert!(!too_deep("> > > - - a\n- b\n  - c"));
        assert!(!too_deep(&"12.5 ".repeat(1000)));
    }
}
