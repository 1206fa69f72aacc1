use super::*;

fn all(text: &str) -> Vec<Quantity> {
    find(text, &Words::new(text, Span::new(0, text.len())))
}

/// `span | number | kind | value | bound | head`, joined by `; `.
fn show(text: &str) -> String {
    let words = Words::new(text, Span::new(0, text.len()));
    let line = |q: &Quantity| {
        let kind = match q.kind {
            Kind::Money(code) => code.to_string(),
            Kind::Measure(unit) => unit.name.to_string(),
            kind => format!("{kind:?}"),
        };
        let head = q.head.map_or("-", |h| words.tokens.get(h).map_or("?", |t| t.span.of(text)));
        let value = (q.value * 1e6).round() / 1e6;
        format!("{} | {} | {kind} {value} {:?} {head}", q.span.of(text), q.number.of(text), q.bound)
    };
    all(text).iter().map(line).collect::<Vec<_>>().join("; ")
}

#[track_caller]
fn is(text: &str, expected: &str) {
    assert_eq!(show(text), expected, "in {text:?}");
}

#[track_caller]
fn none(text: &str) {
    is(text, "");
}

#[test]
fn digits_scales_and_money() {
    is("It lent more than 3.3 trillion yen to ports.", "more than 3.3 trillion yen | 3.3 trillion yen | JPY 3300000000000 MoreThan -");
    is("A loan of $2.5m came.", "$2.5m | $2.5m | USD 2500000 Exact -");
    is("A loan of A$40 million came.", "A$40 million | A$40 million | AUD 40000000 Exact -");
    is("It cost €3bn.", "€3bn | €3bn | EUR 3000000000 Exact -");
    is("It cost USD 12 million.", "USD 12 million | USD 12 million | USD 12000000 Exact -");
    is("It cost 40 Canadian dollars.", "40 Canadian dollars | 40 Canadian dollars | CAD 40 Exact -");
    is("Some 1 234 567 visitors came.", "Some 1 234 567 | 1 234 567 | Count 1234567 About visitors");
    is("They found 12 lakh seeds.", "12 lakh | 12 lakh | Count 1200000 Exact seeds");
}

#[test]
fn percent_and_points() {
    is("Only 23% of growers agreed.", "23% | 23% | Percent 23 Exact growers");
    is("It fell by 2.5 per cent.", "2.5 per cent | 2.5 per cent | Percent 2.5 Exact -");
    is("It fell by 2 percentage points.", "2 percentage points | 2 percentage points | PercentPoint 2 Exact -");
    is("A −3.5% change.", "−3.5% | −3.5% | Percent -3.5 Exact -");
}

#[test]
fn numbers_in_words() {
    is("We saw twenty-one herons.", "twenty-one | twenty-one | Count 21 Exact herons");
    is("We saw two hundred and five herons.", "two hundred and five | two hundred and five | Count 205 Exact herons");
    is("We saw half a million herons.", "half a million | half a million | Count 500000 Exact herons");
    is("We saw a dozen herons.", "a dozen | a dozen | Count 12 Exact herons");
    is("They waited seven decades.", "seven decades | seven decades | decade 7 Exact -");
    is("They waited two and a half years.", "two and a half years | two and a half years | year 2.5 Exact -");
    is("They waited half an hour.", "half an hour | half an hour | hour 0.5 Exact -");
}

#[test]
fn fractions_and_multiples() {
    is("Two thirds of the growers agreed.", "Two thirds | Two thirds | Fraction 0.666667 Exact growers");
    is("Almost half of growers agreed.", "Almost half | half | Fraction 0.5 About growers");
    is("One in five growers agreed.", "One in five | One in five | Fraction 0.2 Exact growers");
    is("A third of the growers agreed.", "A third | A third | Fraction 0.333333 Exact growers");
    is("It was twice as tall.", "twice | twice | Multiple 2 Exact -");
    is("A majority of growers agreed.", "A majority | A majority | Fraction 0.5 MoreThan growers");
}

#[test]
fn ordinals() {
    is("It is the second-largest port.", "second | second | Ordinal 2 Exact port");
    is("It was the 21st voyage.", "21st | 21st | Ordinal 21 Exact voyage");
    none("In the 21st century boats changed.");
    none("At first nobody came.");
}

#[test]
fn heads_skip_adjectives() {
    is("The 20 low-lying coastal countries met.", "20 | 20 | Count 20 Exact countries");
    is("13 also have a pact.", "13 | 13 | Count 13 Exact -");
    is("A 12-nation group met.", "12 | 12 | Count 12 Exact nation");
    is("A 70-year-old pact holds.", "70-year | 70-year | year 70 Exact pact");
    is("One of the three pillars fell.", "three | three | Count 3 Exact pillars");
}

#[test]
fn ranges_changes_and_parts() {
    is("Between 10 and 15 percent left.", "Between 10 and 15 percent | 10 and 15 percent | Percent 10 Range -");
    is("It takes 10–15 days.", "10–15 days | 10–15 days | day 10 Range -");
    is("It takes 2 to 3 million years.", "2 to 3 million years | 2 to 3 million years | year 2000000 Range -");
    let q = all("It rose from 5 to 10 percent.");
    assert_eq!(
        q.iter().map(|q| (q.role, q.kind, q.value)).collect::<Vec<_>>(),
        [(Role::From, Kind::Percent, 5.0), (Role::To, Kind::Percent, 10.0)]
    );
    let q = all("Of them, 13 of the 20 countries agreed.");
    assert_eq!(q.first().and_then(|q| q.of), Some(1));
}

#[test]
fn bounds() {
    is("No more than 60 boats came.", "No more than 60 | 60 | Count 60 AtMost boats");
    is("Just under 40 percent came.", "Just under 40 percent | 40 percent | Percent 40 About -");
    is("A little over 40 percent came.", "A little over 40 percent | 40 percent | Percent 40 About -");
    is("20 boats or more came.", "20 boats or more | 20 | Count 20 AtLeast boats");
    is("Up to 300 boats came.", "Up to 300 | 300 | Count 300 AtMost boats");
    is("Over 20+ boats.", "Over 20 | 20 | Count 20 MoreThan boats");
}

#[test]
fn dates_and_years_are_left_out() {
    for text in [
        "It opened in 2014.",
        "It opened on Feb. 17.",
        "It opened on 17 February 2014.",
        "It ran from Oct. 8 to 13.",
        "It ran on 8-13 October.",
        "It ran in the 1990s.",
        "It ran in 2013-14.",
        "It was no one of note, and one of them left.",
    ] {
        none(text);
    }
}

#[test]
fn names_scores_and_clocks_are_no_values() {
    for text in [
        "He drove a Boeing 747 home.",
        "Under Article 2 they agreed.",
        "The 2+2 met.",
        "They won 3-1 there.",
        "It is in Section 3.1 now.",
        "They call 555-0100-22 daily.",
        "He flew an F-16 home.",
    ] {
        let q = all(text);
        assert!(q.len() == 1 && q.iter().all(|q| q.kind == Kind::Identifier), "{text}: {}", show(text));
    }
    assert!(all("It began at 5:30 p.m. there.").iter().all(|q| q.kind == Kind::Clock));
    none("The G20 met after World War II.");
}

proptest::proptest! {
    #[test]
    fn never_panics(parts in proptest::collection::vec("[0-9]{1,5}|[ ,.:/+-]|\\PC|one|twenty|half|a|million|third|of|in|between|and|to|from|percent|\\$|more than|years|-old|May|boats|%| ", 0..40)) {
        let text = parts.concat();
        for q in all(&text) {
            proptest::prop_assert!(text.get(q.span.range()).is_some() && text.get(q.number.range()).is_some());
            proptest::prop_assert!(q.span.contains(q.number) && !q.number.is_empty());
            proptest::prop_assert!(q.low <= q.high && q.value.is_finite(), "{:?}", q);
        }
    }
}

#[test]
fn what_stands_beside_decides() {
    is("There were 1040 confirmed cases.", "1040 | 1040 | Count 1040 Exact cases");
    is("They rated it 6.9/10 then.", "6.9/10 | 6.9/10 | Score(10.0) 6.9 Exact -");
    is("He lives at 58 Mill Road now.", "58 | 58 | Identifier 58 Exact -");
    is("Seven of its ships sank.", "Seven | Seven | Count 7 Exact ships");
    is("He had a first-class ticket.", "");
    is("It holds 35% of Japanese growers.", "35% | 35% | Percent 35 Exact growers");
    is("Just 35% of Japanese felt so.", "35% | 35% | Percent 35 Exact Japanese");
    is("A class of '75 met.", "");
    is("The 1899 treaty held.", "");
    is("The duty went from 2.5 percent to zero.", "2.5 percent | 2.5 percent | Percent 2.5 Exact -; zero | zero | Percent 0 Exact -");
}

#[test]
fn times_and_open_ends() {
    is("They won three times there.", "three | three | Count 3 Exact times");
    is("It grew five-fold there.", "five-fold | five-fold | Multiple 5 Exact -");
    is("It needs 8 or more rooms.", "8 or more | 8 | Count 8 AtLeast rooms");
    is("We met 20-odd growers.", "20-odd | 20 | Count 20 About growers");
    is("They waited a quarter of an hour.", "a quarter of an hour | a quarter of an hour | hour 0.25 Exact -");
    is("It is one in 50 million.", "one in 50 million | one in 50 million | Fraction 0 Exact -");
    none("It is one made there, as one needs.");
    is("The page web/20100722/x was kept.", "20100722 | 20100722 | Identifier 20100722 Exact -");
}

#[test]
fn locales_and_currencies() {
    is("It cost 1.234.567,89 € then.", "1.234.567,89 € | 1.234.567,89 € | EUR 1234567.89 Exact -");
    is("It cost CHF 1'250 then.", "CHF 1'250 | CHF 1'250 | CHF 1250 Exact -");
    is("It cost 2.5 million US dollars then.", "2.5 million US dollars | 2.5 million US dollars | USD 2500000 Exact -");
    is("It cost ₹12 crore then.", "₹12 crore | ₹12 crore | INR 120000000 Exact -");
    is("It cost 900 won then, and 3 won prizes.", "900 won | 900 won | KRW 900 Exact -; 3 | 3 | Count 3 Exact -");
    is("It weighed 3 pounds.", "3 pounds | 3 pounds | pound-mass 3 Exact -");
    is("It cost 3 million pounds.", "3 million pounds | 3 million pounds | GBP 3000000 Exact -");
    is("It sold for $ 5 $ 7.", "$ 5 | $ 5 | USD 5 Exact -; $ 7 | $ 7 | USD 7 Exact -");
}

#[test]
fn ages_and_units() {
    is("Her sister, aged 34, came.", "34 | 34 | year 34 Exact -");
    is(
        "It ran 40 km/h over 12 square miles.",
        "40 km/h | 40 km/h | kilometre per hour 40 Exact -; over 12 square miles | 12 square miles | square mile 12 MoreThan -",
    );
    is("It was 21 °C there.", "21 °C | 21 °C | degree celsius 21 Exact -");
    is("It took 30 seconds.", "30 seconds | 30 seconds | second 30 Exact -");
}
