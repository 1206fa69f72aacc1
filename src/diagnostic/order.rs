use super::Diagnostic;

/// Puts diagnostics in the order of every output: file, start, rule; then what else tells two apart.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        (&a.file, a.span.start, a.rule, a.span.end, &a.message, &a.fingerprint).cmp(&(
            &b.file,
            b.span.start,
            b.rule,
            b.span.end,
            &b.message,
            &b.fingerprint,
        ))
    });
}
