/// The file name without folder and extension.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}

/// The path, relative to the root, that a link `target` in the file `from` leads to: percent-escapes decoded, query and
/// fragment cut off. `None` if it has a scheme, is empty, or leads out of the root. A leading `/` means the root.
pub fn join(from: &str, target: &str) -> Option<String> {
    let target = target.split(['#', '?']).next().unwrap_or("");
    let decoded = decode_percent(target).replace('\\', "/");
    let scheme = decoded.split('/').next().is_some_and(|head| head.contains(':'));
    if decoded.is_empty() || scheme || decoded.starts_with("//") || decoded.contains('\0') {
        return None;
    }
    let mut parts: Vec<&str> = match decoded.starts_with('/') {
        true => Vec::new(),
        false => from.rsplit_once('/').map_or_else(Vec::new, |(folder, _)| folder.split('/').collect()),
    };
    for part in decoded.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Decodes `%41`; what is no escape, or gives no UTF-8, stays as it is.
pub fn decode_percent(text: &str) -> String {
    if !text.contains('%') {
        return text.to_string();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while let Some(&b) = bytes.get(i) {
        let pair = bytes.get(i + 1..i + 3).and_then(|p| std::str::from_utf8(p).ok());
        match pair.filter(|p| p.bytes().all(|c| c.is_ascii_hexdigit())).and_then(|p| u8::from_str_radix(p, 16).ok()) {
            Some(byte) if b == b'%' => {
                out.push(byte);
                i += 3;
            }
            _ => {
                out.push(b);
                i += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_relative_to_its_note_and_stays_inside_the_root() {
        assert_eq!(join("notes/a.md", "../sources/sea%20level.txt#x").as_deref(), Some("sources/sea level.txt"));
        assert_eq!(join("notes/a.md", "./b.md").as_deref(), Some("notes/b.md"));
        assert_eq!(join("a.md", "/sources/x.txt").as_deref(), Some("sources/x.txt"));
        // as Windows writes them
        assert_eq!(join("notes/a.md", "..\\sources\\sea level.txt").as_deref(), Some("sources/sea level.txt"));
        assert_eq!(join("notes/a.md", "..%5Csources%5Csea%20level.txt").as_deref(), Some("sources/sea level.txt"));
        for outside in ["file:///c%3A/notes/x.txt", "file:///C:/x.txt", "c%3A/x.txt", "c:x.txt", "\\\\host\\share\\x.txt", "..\\..\\x.txt"]
        {
            assert_eq!(join("notes/a.md", outside), None, "{outside}");
        }
        for outside in ["../../etc/passwd", "..%2f..%2fetc/passwd", "http://host/x", "//host/x", "file:///x", "C:\\x", "#here", ""] {
            assert_eq!(join("notes/a.md", outside), None, "{outside}");
        }
        assert_eq!(decode_percent("100%"), "100%");
        assert_eq!(decode_percent("%ff%zz"), "%ff%zz");
    }

    #[test]
    fn stems() {
        assert_eq!(stem("a/b.c.txt"), "b.c");
        assert_eq!(stem(".hidden"), ".hidden");
        assert_eq!(stem("plain"), "plain");
    }
}
