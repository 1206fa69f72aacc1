use super::*;

fn names(s: &str) -> Vec<String> {
    let w = Words::new(s, Span::new(0, s.len()));
    find(s, &w).iter().map(|n| n.span.of(s).to_string()).collect()
}

fn first(s: &str) -> Name {
    let w = Words::new(s, Span::new(0, s.len()));
    find(s, &w).into_iter().find(|n| n.kind == NameKind::Person).unwrap()
}

#[test]
fn joins_what_is_one_name() {
    assert_eq!(
        names("She joined the Center for Strategic and International Studies in Washington."),
        ["Center for Strategic and International Studies", "Washington"]
    );
    assert_eq!(names("It was run by the Ministry of Economy, Trade and Industry until May."), ["Ministry of Economy, Trade and Industry"]);
    assert_eq!(names("He met J. K. Larsen and George W. Holm in Rio de Janeiro."), ["J. K. Larsen", "George W. Holm", "Rio de Janeiro"]);
    for whole in [
        "Halm Endowment for International Peace",
        "Bank for Coastal Settlements",
        "Institute of Tidal Research",
        "Center for Strategic and Naval Studies",
    ] {
        assert_eq!(names(&format!("Jonas Whitfield of the {whole} explains the law.")), ["Jonas Whitfield", whole]);
    }
    assert_eq!(names("It was Maria A. Quist of Halm who left."), ["Maria A. Quist", "Halm"]);
    assert_eq!(names("She left the Northern Savings Bank for Maria Quist."), ["Northern Savings Bank", "Maria Quist"]);
    assert_eq!(names("Critics of the Trans-Pacific Partnership (TPP) won."), ["Trans-Pacific Partnership", "TPP"]);
}

#[test]
fn keeps_names_apart() {
    assert_eq!(
        names("The U.S.-Japan alliance and Japan’s Lower House matter to China and India."),
        ["U.S.", "Japan", "Japan", "Lower House", "China", "India"]
    );
    assert_eq!(names("Told Northern Boating that the quay was shut."), ["Northern Boating"]);
    assert_eq!(names("Tarlving called it a fine quay."), ["Tarlving"]);
    assert_eq!(names("She was told of vitamin A. Holm left."), ["Holm"]);
    assert_eq!(names("On Monday the Kantei-led talks with Berlin began."), ["Kantei", "Berlin"]);
    assert_eq!(names("However, many people think that I left in April."), Vec::<String>::new());
    assert_eq!(names("Norwegian Ministers Agree to Cut Herring Quota"), Vec::<String>::new());
}

#[test]
fn splits_roles_off_people() {
    let s = "Then Japanese Finance Minister Haru Ono spoke.";
    let n = first(s);
    assert_eq!((n.span.of(s), n.role.unwrap().of(s)), ("Haru Ono", "Japanese Finance Minister"));
    let s = "In 2019 then-Prime Minister Haru Ono resigned.";
    assert_eq!(first(s).role.unwrap().of(s), "then-Prime Minister");
    let s = "It was Haru Ono, finance minister of Japan, who resigned.";
    let n = first(s);
    assert_eq!((n.span.of(s), n.role.unwrap().of(s), n.certain), ("Haru Ono", "finance minister of Japan", true));
    let s = "Sen. Maria Quist (R-Wyo.) objected.";
    let n = first(s);
    assert_eq!((n.role.unwrap().of(s), n.affiliation.unwrap().of(s)), ("Sen.", "R-Wyo."));
    let s = "It hired James Holm of the Tarn Endowment.";
    let n = first(s);
    assert_eq!(n.affiliation.unwrap().of(s), "Tarn Endowment");
}

proptest::proptest! {
    #[test]
    fn spans_are_valid_and_ordered(s in "([A-Z][a-z]{0,5}|[A-Z]{1,4}|of|for|and|the|de|President|Dr|U\\.S\\.|“|”|\"|[-.,:&()—]|é|Ministry| ){0,40}") {
        let w = Words::new(&s, Span::new(0, s.len()));
        let mut last = 0;
        for n in find(&s, &w) {
            proptest::prop_assert!(!n.tokens.is_empty() && n.tokens.end <= w.len() && n.tokens.contains(&n.head));
            proptest::prop_assert!(n.tokens.start >= last);
            last = n.tokens.end;
            for span in [Some(n.span), n.role, n.affiliation].into_iter().flatten() {
                proptest::prop_assert!(span.start < span.end && s.get(span.start as usize..span.end as usize).is_some());
            }
        }
    }
}
