use super::*;

/// `kind: term = definition` of every definition in one sentence.
pub(super) fn define(s: &str) -> Vec<String> {
    let words = Words::new(s, Span::new(0, s.len()));
    let mut sites = Vec::new();
    scan(&words, 0, &mut sites);
    let mut out: Vec<String> = Vec::new();
    for site in &sites {
        if let Some(d) = decide(s, &words, site) {
            let line = format!("{}: {} = {}", d.kind.name(), d.term.of(s), d.definition.of(s));
            if !out.contains(&line) {
                out.push(line);
            }
        }
    }
    out
}

#[test]
fn acronyms_in_both_orders() {
    assert_eq!(define("The Tidal Energy Authority (TEA) met in Bergen."), ["acronym: TEA = Tidal Energy Authority"]);
    assert_eq!(define("They asked the TEA (Tidal Energy Authority) for help."), ["acronym: TEA = Tidal Energy Authority"]);
    assert_eq!(define("The Office of Tidal Service (OTS) met."), ["acronym: OTS = Office of Tidal Service"]);
    assert_eq!(define("The Board of Overseas Trade (BOT) met."), ["acronym: BOT = Board of Overseas Trade"]);
    assert_eq!(define("We used laser ablation spectrometry (LAS) on the shards."), ["acronym: LAS = laser ablation spectrometry"]);
}

#[test]
fn acronyms_that_are_none() {
    for s in [
        "You may write to others in private (PM) or in public.",
        "The plan (OECD) was dropped.",
        "He scored 12 points (MVP) in May.",
        "The Tidal Energy Authority (Bergen) met.",
    ] {
        assert_eq!(define(s), Vec::<String>::new(), "{s}");
    }
}

#[test]
fn sentences_that_say_what_a_thing_is() {
    assert_eq!(
        define("Fjord Monitor is a weekly newspaper about the sea."),
        ["definition: Fjord Monitor = a weekly newspaper about the sea"]
    );
    assert_eq!(
        define("“Tidewatch” is a monthly journal of coastal science."),
        ["definition: Tidewatch = a monthly journal of coastal science"]
    );
    assert_eq!(
        define("A sluice is a gate that controls the flow of water."),
        ["definition: sluice = a gate that controls the flow of water"]
    );
    assert_eq!(define("The grey owl is the heraldic bird of Veldmark."), ["definition: grey owl = the heraldic bird of Veldmark"]);
    assert_eq!(define("QRT stands for quick response team."), ["definition: QRT = quick response team"]);
}

#[test]
fn sentences_that_judge_compare_or_tell_are_no_definitions() {
    for s in [
        "Bergen is eager to sign the pact.",
        "Bergen is not a newspaper.",
        "The Tidal Pact is a prerequisite for Bergen’s consent.",
        "Success is by no means assured.",
        "The fear is not without justification.",
        "It is a weekly newspaper about the sea.",
        "They are the machines of Veldmark.",
        "Is Fjord Monitor a weekly newspaper?",
        "If Fjord Monitor is a weekly newspaper, we lose.",
        "The Tidal Pact is the first treaty of its kind.",
        "The painting is a fake.",
        "Fjord Monitor is a great newspaper for its readers.",
        "Fjord Monitor is more than just a newspaper.",
        "Fjord Monitor is in poor condition today.",
        "This year’s theme was a song about the sea.",
        "Tidewatch is a journal that I love.",
        "At the Bergen summit, which ended on May 3, they met.",
    ] {
        assert_eq!(define(s), Vec::<String>::new(), "{s}");
    }
}

#[test]
fn appositions() {
    assert_eq!(
        define("She wrote for Fjord Monitor, a weekly newspaper in Bergen."),
        ["definition: Fjord Monitor = a weekly newspaper in Bergen"]
    );
    assert_eq!(
        define("It looks like a grey owl (the heraldic bird of Veldmark)."),
        ["definition: grey owl = the heraldic bird of Veldmark"]
    );
    assert_eq!(define("The Tidal Energy Authority (hereafter “the Authority”) met."), ["acronym: Authority = Tidal Energy Authority"]);
    assert_eq!(define("They toured with the folk band Saltmarsh."), ["definition: Saltmarsh = folk band"]);
    assert_eq!(define("The old fort, also known as Gull House, burned."), ["definition: Gull House = The old fort"]);
}

#[test]
fn half_names_verbs_and_what_belongs_to_the_sentence() {
    assert_eq!(
        define("There was a beer hall in harbour town called Bruno’s that we liked.").join("|"),
        "definition: Bruno’s = a beer hall in harbour town"
    );
    assert_eq!(define("The Veldmark Coast Guard’s (VCG) second boat was handed over.")[0], "acronym: VCG = Veldmark Coast Guard");
    assert_eq!(define("In 1963 guild president Ada Holm closed the yard."), ["person: Ada Holm = guild president"]);
    for s in [
        "The club could count Ada Holm and Bror Lind among its members.",
        "Ada Holm wrote the book Bror Lind, the Ferryman of Varde, in a year.",
        "The band sang a new song - the first act to do so - called Nobody Swims.",
        "North of the river in Veldmark, the plain front of the old inn hides fine rooms.",
    ] {
        assert_eq!(define(s), Vec::<String>::new(), "{s}");
    }
    let called = define("Bror Lind, a Varde councillor, called the Tidal Pact Nonsense.");
    assert!(!called.iter().any(|d| d.contains("Nonsense") || d.contains("Tidal Pact =")), "{called:?}");
}

#[test]
fn commas_that_open_no_apposition() {
    for s in [
        "In Bergen, the parliament of fishers met.",
        "On Monday, a company from Bergen closed.",
        "Bergen — A bill that would close the port was read.",
        "He met Ada Holm, saw a map, and left.",
        "A woman from his past (Ada Holm) returned.",
        "They called Bergen a city of rain.",
        "Politically, the royal visit comes at a bad time.",
    ] {
        assert_eq!(define(s), Vec::<String>::new(), "{s}");
    }
}

#[test]
fn people_and_what_they_do() {
    assert_eq!(define("Norwegian Finance Minister Ada Holm resigned."), ["person: Ada Holm = Norwegian Finance Minister"]);
    assert_eq!(
        define("Ada Holm is a research fellow at the Tarn Institute."),
        ["person: Ada Holm = a research fellow at the Tarn Institute"]
    );
    assert_eq!(define("We met Ada Holm, the managing editor, in May."), ["person: Ada Holm = managing editor"]);
    assert_eq!(define("It quoted sound engineer Ada Holm."), ["person: Ada Holm = sound engineer"]);
    for s in ["Mr. Holm left.", "Dr. Ada Holm left.", "Five Norwegian artists left.", "Ada Holm is happy."] {
        assert_eq!(define(s), Vec::<String>::new(), "{s}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(s in "([A-Z][a-z]{0,4}|[A-Z]{1,4}|is|was|a|an|the|of|one|called|known as|stands for|goes by|minister|band|editor|bird|and|’s|“|”|\"|[-.,:;&()—+]|é| ){0,40}") {
        for line in define(&s) {
            proptest::prop_assert!(!line.is_empty());
        }
    }
}

#[test]
fn people_in_more_frames() {
    for (s, found) in [
        ("The bill is backed by freshman Rep. Ada Holm of Varde.", "Ada Holm = freshman Rep."),
        ("He thanked retired Gen. Bror Lind, who led the parade.", "Bror Lind = retired Gen."),
        ("Veldmark Sens. Ada Holm and Bror Lind, both Greens, left.", "Ada Holm = Veldmark Sens., Bror Lind = Veldmark Sens."),
        ("It was led by directors Ada Holm and Bror Lind.", "Ada Holm = directors, Bror Lind = directors"),
        ("“It is new for all of us in the valley” -- Ada Holm, Executive Director, Tarn Institute", "Ada Holm = Executive Director"),
        ("The crew includes director of photography Ada Holm (Saltmarsh).", "Ada Holm = director of photography"),
        ("She was joined by Tarn Prize winner Ada Holm.", "Ada Holm = Tarn Prize winner"),
        ("So said Ada Holm of Varde, who is deputy leader of the Greens.", "Ada Holm = deputy leader of the Greens"),
        ("Ada Holm, who was an architect from Varde, left.", "Ada Holm = an architect from Varde"),
        ("Ada Holm, 24, a teacher from Varde, won.", "Ada Holm = a teacher from Varde"),
    ] {
        let all: Vec<String> = define(s).iter().filter_map(|l| Some(l.strip_prefix("person: ")?.to_string())).collect();
        assert_eq!(all.join(", "), found, "{s}");
    }
}

#[test]
fn frames_that_tell_nothing_of_a_person() {
    for s in [
        "Captain Ada Holm left.",
        "Rep. Ada Holm left.",
        "Ada Holm, who was famous, left.",
        "Ada Holm, who is not a teacher, left.",
        "Ada Holm, 24, of Varde, won.",
        "Veldmark directors Universal Pictures and Tarn Films left.",
        "The winner Ada Holm left.",
        "They asked directors in Varde and Bror Lind.",
        "Ada Holm, Varde, Tarn Institute",
        "The report was set as a task for Ada Holm.",
    ] {
        assert_eq!(define(s), Vec::<String>::new(), "{s}");
    }
}

#[test]
fn things_in_more_frames() {
    assert_eq!(define("It ran on Fjord's streaming service Saltbox in May."), ["definition: Saltbox = Fjord's streaming service"]);
    assert_eq!(
        define("In 1969 the Tarn Institute was founded as a school for the study of tides."),
        ["definition: Tarn Institute = a school for the study of tides"]
    );
    for s in ["In 1969 the choir was set as a goal.", "It was formed as a result of the flood.", "It ran on Fjord's service in May."] {
        assert_eq!(define(s), Vec::<String>::new(), "{s}");
    }
}

#[test]
fn what_only_looks_like_a_definition() {
    for s in [
        "Except for the Tarn Institute, the entire board resigned in protest.",
        "Whichever, the pedlar of Varde refused.",
        "He was the first Norwegian, the first Dane of the valley.",
        "She left her beloved Varde for the Tarn beach.",
        "Joining President Ada Holm Are Bror Lind, Vice President, Tidal Products Erik Dahl, Vice President",
        "He had married Maria Lisle, daughter of Captain G. B. Holm.",
        "Paintings by Ada Holm, Richard Prince and others hung there.",
        "He stood inside the privately run commercial U.S. airport terminal.",
        "The two-part series Cahills vs. Vespers began.",
        "World’s longest railway route Watch",
        "Artist Insights Detected",
        "Son of Vice-Admiral Sir Bror Lind.",
        "They hosted the World Cup champion United States team.",
        "The Care Access Parents in School Program, known as CAPS, is small.",
        "It ran along the coast—the ports where ships were loaded.",
        "It helps the people of Thar, the electricity infrastructure of Veldmark, our economy, and trade.",
        "It moved to the Student Activities Pavilion.",
        "All took part in a ten-team celebrity street Tarn World Cup challenge.",
        "With a tributary of the Durance, the entire hydroelectric chain of the Durance, it grew.",
        "He won an Oscar, a Golden Bear, a Peabody of the year and the Pen Award.",
        "He is a Patron of the Tarn College, a residential community of clergy.",
        "Officers stood along Harbour Street, the throngs of visitors, vendors and others in view.",
        "Holm, The Tides of Varde: From Then",
        "In 1947, under the Tarn Pact, the government pressed ahead with the dam.",
        "The two kinds of grants are known as “child-only” and “family” grants.",
        "He grew up in Springfield, a town whose inhabitants — with one exception — were kind.",
    ] {
        assert_eq!(define(s), Vec::<String>::new(), "{s}");
    }
    assert_eq!(
        define("It shows the underdrawing--the drawing that the artist made on the wall before the paint."),
        ["definition: underdrawing = the drawing that the artist made on the wall before the paint"]
    );
    assert_eq!(define("Ada Holm, an ornithologist who, for 28 years, wrote of gulls, left."), ["person: Ada Holm = an ornithologist"]);
    assert_eq!(define("It quoted culture critic Ada Mun-hyun."), ["person: Ada Mun-hyun = culture critic"]);
    assert!(define("So said Voice of Veldmark director Ada Holm.").contains(&"person: Ada Holm = Voice of Veldmark director".to_string()));
    assert_eq!(
        define("He crossed the floor to embrace interim opposition leader Ada Holm."),
        ["person: Ada Holm = interim opposition leader"]
    );
    assert!(define("So said the company's governor Sir Bror Lind.").contains(&"person: Bror Lind = company's governor".to_string()));
    assert_eq!(define("Relatives praised the contribution Prime Minister Ada Holm made."), ["person: Ada Holm = Prime Minister"]);
    assert_eq!(define("They took the town from armed hill rebels known as Ridgers."), ["definition: Ridgers = armed hill rebels"]);
    assert_eq!(define("We beat Veldmark goalkeeper Ada Holm."), ["person: Ada Holm = Veldmark goalkeeper"]);
    assert_eq!(define("The musicians, minus drummer Ada Holm, came."), ["person: Ada Holm = drummer"]);
}

#[test]
fn frames_that_tell_of_something_else() {
    for s in [
        "They won Favourite Duo or Group, a category in which they had won before.",
        "Often, the physical site that is shown in the picture is examined by hand.",
        "Veldmark is a country of people who help each other, Holm told the council.",
        "Veldmark is a varied destination for its visitors.",
        "In a second series Saltbox will play with her sister.",
        "It was followed by a mobile system broadcasting Dr. Holm's speeches.",
        "Among them is the food delivery service Skip the Tides.",
        "It saw a constant stream of visitors to what became known as 'Gull House'.",
        "Ada and Bror, known as Gulls, left early.",
        "It is run by a 24-member Board of Directors.",
        "They serve federal Homeland Security offices.",
        "He is a religious Orthodox Jew.",
        "They lost to the league powerhouse Varde United in May.",
        "They asked then Prince Ada Holm.",
        "It praises the social Darwinism of the Varde club.",
        "Ada Holm is a new face in an old battle.",
        "Pulling into Varde, the gold dome shrouded in fog, she slowed down.",
        "He is in Ada Holm’s new drama, The Tide of Varde, N.H., as a judge.",
        "“Bror was a dear, dear friend,” said Ada Holm.",
        "Veldmark was a volatile post in 1829, torn by war.",
    ] {
        assert_eq!(define(s), Vec::<String>::new(), "{s}");
    }
    assert_eq!(define("They saw After the Storm, a film about the sea."), ["definition: After the Storm = a film about the sea"]);
    assert_eq!(
        define("Saltbox, a service that was founded in Varde, told nobody."),
        ["definition: Saltbox = a service that was founded in Varde"]
    );
    assert_eq!(define("Attorney General Ada Holm left."), ["person: Ada Holm = Attorney General"]);
    assert_eq!(define("Boston, the port of many painters, is old."), ["definition: Boston = the port of many painters"]);
    assert_eq!(define("Those who join the cast include actor Ada Holm."), ["person: Ada Holm = actor"]);
    assert_eq!(define("Raiders sign defensive tackle Ada Holm."), ["person: Ada Holm = defensive tackle"]);
    assert_eq!(define("The Tidal Pact, also known as Gull Pact, holds."), ["definition: Gull Pact = Tidal Pact"]);
    assert_eq!(define("In May the folk band Saltbox will play."), ["definition: Saltbox = folk band"]);
    assert_eq!(
        define("“Tidewatch” is a journal of coastal science, which says much."),
        ["definition: Tidewatch = a journal of coastal science"]
    );
}
