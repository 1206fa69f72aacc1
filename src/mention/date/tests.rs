use super::*;
use proptest::prelude::*;

fn dates(s: &str) -> Vec<DateMention> {
    find(s, &Words::new(s, Span::new(0, s.len())))
}

fn spans(s: &str) -> Vec<&str> {
    dates(s).iter().map(|d| d.span.of(s)).collect()
}

fn one(s: &str) -> DateMention {
    let mut all = dates(s);
    assert_eq!(all.len(), 1, "{s}: {all:?}");
    all.remove(0)
}

fn day(y: i32, m: u8, d: u8) -> PartialDate {
    PartialDate::new(Some(y), Some(m), Some(d)).unwrap()
}

#[test]
fn reads_written_dates() {
    for s in [
        "on October 13, 2021",
        "on 13 October 2021",
        "the 13th of October, 2021",
        "Oct. 13, 2021",
        "2021-10-13",
        "Oct 13 , 2021",
        "13.10.2021",
        "10/13/21",
        "posted on October 13, 2021:",
    ] {
        assert_eq!(one(s).start, day(2021, 10, 13), "{s}");
    }
    assert_eq!(spans("They met in October 2015 and on Feb. 23."), ["October 2015", "Feb. 23"]);
    assert_eq!(spans("On Tuesday, May 3, the bridge opened."), ["May 3"]);
    assert!(one("On Tuesday, May 3, the bridge opened.").relation_span.is_some());
    assert_eq!(one("2015-10").start, PartialDate::new(Some(2015), Some(10), None).unwrap());
    assert_eq!(one("on 4/5/2015").alternative, Some(day(2015, 5, 4)));
}

#[test]
fn reads_stretches_and_ranges() {
    assert_eq!(one("It opens in late 2022.").start.portion(), Some(Portion::Late));
    assert_eq!(one("in the third quarter of 2014").start.unit(), Unit::Quarter(3));
    assert_eq!(one("Q3 2014 was weak").start.unit(), Unit::Quarter(3));
    assert_eq!(one("in the 1990s").start.unit(), Unit::Decade);
    assert_eq!(one("in the 21st century").start.unit(), Unit::Century);
    for s in ["2010–2014", "from 2010 to 2014", "between 2010 and 2014", "2010-14"] {
        let m = one(s);
        assert_eq!((m.start.year(), m.end.and_then(|e| e.year())), (Some(2010), Some(2014)), "{s}");
        assert_eq!(m.relation, Relation::Range, "{s}");
    }
    let m = one("from May to June 2015");
    assert_eq!((m.start.year(), m.start.month()), (Some(2015), Some(5)));
    let m = one("March 3-5, 2015");
    assert_eq!((m.start, m.end), (day(2015, 3, 3), Some(day(2015, 3, 5))));
    assert_eq!(one("He led it 1998/99.").end.and_then(|e| e.year()), Some(1999));
}

#[test]
fn reads_relations() {
    for (s, r) in [
        ("in 2014", Relation::At),
        ("before 2014", Relation::Before),
        ("by May 2014", Relation::By),
        ("since 2014", Relation::Since),
        ("as of 3 May 2014", Relation::AsOf),
        ("until 2014", Relation::Until),
        ("It did not open until 2014.", Relation::At),
        ("no later than 2014", Relation::By),
    ] {
        assert_eq!(one(s).relation, r, "{s}");
    }
    assert!(one("It was built about 1990.").approximate);
}

#[test]
fn look_alikes_stay_silent() {
    for s in [
        "1,500 people came.",
        "2000 people came.",
        "a run of 1500 metres",
        "It cost $2000.",
        "2015 km away",
        "see page 1984",
        "You may march on.",
        "Theresa May said so.",
        "a second try",
        "May I come in?",
        "rose by 2000 votes",
        "the 1500-metre race",
        "open 24/7",
        "every Sunday",
        "Black Friday sales",
        "over the last year",
        "flight 2019",
        "more than 2000",
    ] {
        assert!(dates(s).is_empty(), "{s}: {:?}", spans(s));
    }
    assert_eq!(spans("the 2008 global financial crisis"), ["2008"]);
    assert_eq!(spans("the 2013 strategy of 2000 people"), ["2013"]);
}

#[test]
fn resolves_against_the_documents_date() {
    let own = Some(day(2021, 12, 9));
    let at = |s: &str| resolve(&one(s), own).start;
    assert_eq!(at("In June last year it began."), PartialDate::new(Some(2020), Some(6), None).unwrap());
    assert_eq!(at("On Oct. 13 it began."), day(2021, 10, 13));
    assert_eq!(at("It began yesterday."), day(2021, 12, 8));
    assert_eq!(at("It began last month.").month(), Some(11));
    assert_eq!(at("It began 70 years ago.").year(), Some(1951));
    assert_eq!(at("It began a decade ago.").year(), Some(2011));
    assert_eq!(resolve(&one("It began this week."), own).end, Some(day(2021, 12, 12)));
}

#[test]
fn finds_the_documents_own_date() {
    assert_eq!(document_date("A title\n\nAug 08 , 2014\n\nIn 2012 it began."), Some(day(2014, 8, 8)));
    assert_eq!(document_date("T\nThis article was posted to the paper on December 9, 2021:\n\nDecember 9, 2021\n"), Some(day(2021, 12, 9)));
    assert_eq!(document_date("T\nApril 27, 2015\nMay 3, 2015\n"), None);
    assert_eq!(document_date("On May 3, 2015 the bridge opened to the public."), None);
}

proptest! {
    #[test]
    fn never_panics_and_resolves_once(s in "([A-Za-z]{1,5}|May|Oct|of|the|from|to|last|ago|years|[0-9]{1,4}|[-–/.,:'’ ()$%s]| ){0,30}|\\PC{0,60}") {
        let own = PartialDate::new(Some(2021), Some(3), Some(31));
        let mut end = 0;
        for m in dates(&s) {
            prop_assert!(!m.span.is_empty() && !m.span.of(&s).is_empty() && m.span.start >= end);
            end = m.span.end;
            let once = resolve(&m, own);
            prop_assert_eq!(resolve(&once, own), once);
        }
        let _ = document_date(&s);
    }
}
