use super::*;
use crate::mention::name;

fn all(s: &str) -> Vec<(String, Speaker, String)> {
    let w = Words::new(s, Span::new(0, s.len()));
    let names = name::find(s, &w);
    find(s, &w, &names).iter().map(|a| (a.speaker.of(s).to_string(), a.kind, a.content.of(s).to_string())).collect()
}

fn one(s: &str, speaker: &str, kind: Speaker, content: &str) {
    assert_eq!(all(s), [(speaker.to_string(), kind, content.to_string())], "{s}");
}

#[test]
fn finds_speaker_and_content() {
    one("Holm said that the dam was safe.", "Holm", Speaker::Name, "the dam was safe");
    one("“The dam is safe,” said Maria Holm.", "Maria Holm", Speaker::Name, "“The dam is safe,”");
    one("“The dam is safe,” she said.", "she", Speaker::Pronoun, "“The dam is safe,”");
    one("According to Quist, the dam leaks.", "Quist", Speaker::Name, "the dam leaks.");
    one("The dam leaks, according to the ambassador.", "the ambassador", Speaker::Phrase, "The dam leaks,");
    one("A senior official warned that the dam leaks.", "A senior official", Speaker::Phrase, "the dam leaks");
    one("James Holm of the Tarn Endowment argues that dams are dear.", "James Holm", Speaker::Name, "dams are dear");
    one("Holm (2015) argues that dams are dear.", "Holm", Speaker::Name, "dams are dear");
    one("Maria Holm, the dam's owner, said it was safe.", "Maria Holm", Speaker::Name, "it was safe");
    one("Holm: “The dam is safe.”", "Holm", Speaker::Name, "“The dam is safe.”");
    one("The Tarn Times reports, “The dam leaks”.", "Tarn Times", Speaker::Name, "“The dam leaks”");
    one("The dam was called “a gift” by Maria Holm.", "Maria Holm", Speaker::Name, "“a gift”");
    one("At bottom, Holm says, the dam is safe.", "Holm", Speaker::Name, "the dam is safe.");
    one("In the words of Holm, the dam is safe.", "Holm", Speaker::Name, "the dam is safe.");
}

#[test]
fn stays_silent_on_look_alikes() {
    for s in [
        "The report on the dam is long.",
        "The country’s claims were heard.",
        "The United States built it.",
        "Rates rose 3 per cent per year.",
        "They think of the dam.",
    ] {
        assert_eq!(all(s), [], "{s}");
    }
}

#[test]
fn a_quotation_belongs_to_the_nearest_cue_or_the_lead_in() {
    let s = "“It leaks,” said Holm, but Quist said “it holds”.";
    let w = Words::new(s, Span::new(0, s.len()));
    let here = find(s, &w, &name::find(s, &w));
    let at = s.find("it holds").unwrap();
    let found = speaker_of(Span::new(at, at + 8), &here, None).unwrap();
    assert_eq!(found.speaker.of(s), "Quist");
    let lead = "Holm warned of this:";
    let before = [Attribution {
        speaker: Span::new(0, 4),
        speaker_tokens: 0..1,
        kind: Speaker::Name,
        cue: Span::new(5, 11),
        content: Span::new(12, 19),
    }];
    assert!(speaker_of(Span::new(0, 9), &[], Some((lead, &before))).is_some());
    assert!(speaker_of(Span::new(0, 9), &[], Some(("Holm warned of this.", &before))).is_none());
}

proptest::proptest! {
    #[test]
    fn total(s in "(Holm|said|according|to|per|by|the|official|was|called|“|”|\"|,|:|\\(|\\)|he|that|of|é| ){0,40}") {
        let w = Words::new(&s, Span::new(0, s.len()));
        for a in find(&s, &w, &name::find(&s, &w)) {
            for span in [a.speaker, a.cue, a.content] {
                proptest::prop_assert!(span.start < span.end && s.get(span.start as usize..span.end as usize).is_some());
            }
        }
    }
}
