use super::Diagnostic;
use std::cmp::Ordering;

/// Puts diagnostics in the order of every output: file, start, rule; then what else tells two apart.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| by_place(a, b).then_with(|| a.fingerprint.cmp(&b.fingerprint)));
}

/// That order, but for the fingerprint: file, start, rule, end, message.
pub fn by_place(a: &Diagnostic, b: &Diagnostic) -> Ordering {
    let key = |d: &Diagnostic| (d.span.start, d.rule, d.span.end);
    a.file.cmp(&b.file).then_with(|| key(a).cmp(&key(b))).then_with(|| a.message.cmp(&b.message))
}
