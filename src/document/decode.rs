use super::Unreadable;
use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// How many bytes are looked at to guess an encoding; a guess gets no better with more.
const SAMPLE: usize = 1 << 16;

/// The text of a file and whether offsets into it differ from those on disk (it was not UTF-8).
///
/// In order: UTF-16 by byte order mark or by its pattern of zeros; UTF-8 (a byte order mark stays in the
/// text); UTF-8 with few broken places, those replaced by U+FFFD; the likeliest single- or multi-byte
/// encoding. Bytes that are no text in any of them are an error.
pub(super) fn decode(bytes: &[u8], max: usize) -> Result<(Cow<'_, str>, bool), Unreadable> {
    // spans are 32-bit, and the analysed text can be longer than its original
    let max = max.min(u32::MAX as usize / 4);
    if bytes.len() > max {
        return Err(Unreadable::TooLarge { size: bytes.len(), max });
    }
    if bytes.starts_with(b"%PDF-") || bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"{\\rtf") {
        return Err(Unreadable::Binary);
    }
    if let Some(encoding) = utf16(bytes) {
        let (text, _) = encoding.decode_with_bom_removal(bytes);
        return if text.contains('\0') { Err(Unreadable::Binary) } else { Ok((text, true)) };
    }
    if memchr::memchr(0, bytes).is_some() {
        return Err(Unreadable::Binary);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((Cow::Borrowed(text), false));
    }
    if binary(bytes) {
        return Err(Unreadable::Binary);
    }
    if mostly_utf8(bytes) {
        return Ok((String::from_utf8_lossy(bytes).into_owned().into(), true));
    }
    Ok((guessed(bytes), true))
}

/// `text` in the encoding that the file with `bytes` has, with its byte order mark if it had one: the inverse of reading. `None`
/// where that cannot be done without loss: broken bytes, characters that the encoding lacks.
pub fn encode_like(bytes: &[u8], text: &str) -> Option<Vec<u8>> {
    let max = usize::MAX;
    let (before, decoded) = decode(bytes, max).ok()?;
    let encode = |text: &str| -> Option<Vec<u8>> {
        if !decoded {
            return Some(text.as_bytes().to_vec());
        }
        if let Some(encoding) = utf16(bytes) {
            let mark = matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
            let all = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
            return Some(all.flat_map(|u| if encoding == UTF_16LE { u.to_le_bytes() } else { u.to_be_bytes() }).collect());
        }
        if mostly_utf8(bytes) {
            return None;
        }
        let (out, _, lossy) = guess(bytes).encode(text);
        (!lossy).then(|| out.into_owned())
    };
    let out = encode(text)?;
    let same = encode(&before)? == bytes && decode(&out, max).is_ok_and(|(read, _)| read == text);
    same.then_some(out)
}

fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xFF, 0xFE, ..] => return Some(UTF_16LE),
        [0xFE, 0xFF, ..] => return Some(UTF_16BE),
        _ => {}
    }
    // without a mark: Western text has a zero in nearly every second byte, and only there
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let pairs = sample.len() / 2;
    if pairs < 4 || bytes.len() % 2 == 1 {
        return None;
    }
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let encoding = if odd * 10 >= pairs * 7 && even == 0 {
        UTF_16LE
    } else if even * 10 >= pairs * 7 && odd == 0 {
        UTF_16BE
    } else {
        return None;
    };
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(|_| encoding)
}

/// More control characters than any text has.
fn binary(bytes: &[u8]) -> bool {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let controls = sample.iter().filter(|b| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B)).count();
    controls * 20 > sample.len()
}

/// Broken UTF-8 (a cut-off end, a few bad bytes) rather than another encoding: more whole characters
/// beyond ASCII than broken ones, or nothing broken but the end.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken, mut cut) = (0usize, 0usize, false);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
        // an unfinished character at the end is one that more bytes would finish
        cut = chunk.invalid().len() > 1;
    }
    whole > broken || (broken == 1 && cut && std::str::from_utf8(bytes).is_err_and(|e| e.error_len().is_none()))
}

/// The likeliest encoding that has a character for every byte there.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new();
    detector.feed(bytes.get(..SAMPLE).unwrap_or(bytes), bytes.len() <= SAMPLE);
    let encoding = detector.guess(None, false);
    let fits = encoding != UTF_8 && encoding.decode_without_bom_handling_and_without_replacement(bytes).is_some();
    // windows-1252 has a character for every byte
    if fits { encoding } else { encoding_rs::WINDOWS_1252 }
}

fn guessed(bytes: &[u8]) -> Cow<'_, str> {
    guess(bytes).decode_without_bom_handling(bytes).0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<(String, bool), Unreadable> {
        decode(bytes, 1 << 20).map(|(t, d)| (t.into_owned(), d))
    }

    fn wide(text: &str, little: bool, mark: bool) -> Vec<u8> {
        let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
        units.flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    }

    #[test]
    fn utf8_keeps_its_bytes_and_its_mark() {
        assert_eq!(read("né".as_bytes()), Ok(("né".to_owned(), false)));
        assert_eq!(read(b"\xEF\xBB\xBFab"), Ok(("\u{feff}ab".to_owned(), false)));
        assert_eq!(read(b""), Ok((String::new(), false)));
    }

    #[test]
    fn utf16_with_and_without_a_mark() {
        let text = "The café rose 3%.";
        for (little, mark) in [(true, true), (false, true), (true, false), (false, false)] {
            assert_eq!(read(&wide(text, little, mark)), Ok((text.to_owned(), true)), "{little} {mark}");
        }
    }

    #[test]
    fn older_western_text() {
        let bytes = b"The caf\xe9 said \x93never\x94 and the na\xefve crowd left.";
        assert_eq!(read(bytes), Ok(("The café said “never” and the naïve crowd left.".to_owned(), true)));
    }

    #[test]
    fn broken_utf8_loses_only_what_is_broken() {
        let mut cut = "One sentence, naïve and déjà vu”".as_bytes().to_vec();
        cut.pop();
        assert_eq!(read(&cut), Ok(("One sentence, naïve and déjà vu\u{fffd}".to_owned(), true)));
        assert_eq!(read(b"plain text \xE2\x80"), Ok(("plain text \u{fffd}".to_owned(), true)));
    }

    #[test]
    fn an_edited_text_keeps_the_encoding_and_the_mark() {
        let text = "The café rose 3%.\r\n";
        let edited = "The café fell 3%.\r\n";
        for (little, mark) in [(true, true), (false, true), (true, false), (false, false)] {
            assert_eq!(encode_like(&wide(text, little, mark), edited), Some(wide(edited, little, mark)));
        }
        assert_eq!(encode_like("\u{feff}né".as_bytes(), "\u{feff}nè"), Some("\u{feff}nè".as_bytes().to_vec()));
        let western = b"The caf\xe9 said \x93never\x94 and the na\xefve crowd left.";
        let told = "The café said “always” and the naïve crowd left.";
        assert_eq!(encode_like(western, told), Some(b"The caf\xe9 said \x93always\x94 and the na\xefve crowd left.".to_vec()));
        assert_eq!(encode_like(western, "The café said 𝄞 and the naïve crowd left."), None);
        assert_eq!(encode_like("déjà vu, naïve \u{e9}".as_bytes().get(..19).expect("cut in a character"), "déjà vu"), None);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Err(Unreadable::Binary));
        assert_eq!(read(b"%PDF-1.7\nplain"), Err(Unreadable::Binary));
        assert_eq!(read(b"abc\0def"), Err(Unreadable::Binary));
        assert_eq!(decode(b"12345", 4).err(), Some(Unreadable::TooLarge { size: 5, max: 4 }));
        assert_eq!(Unreadable::TooLarge { size: 31_500_000, max: 20_000_000 }.to_string(), "too large: 31.5 MB, the limit is 20 MB");
    }
}
