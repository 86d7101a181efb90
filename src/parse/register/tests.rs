//! Registers as they are met: what they are written in, where their records are, what comes out.

use std::io::Cursor;

use crate::model::{Entry, FactName, FieldPath, RecordForm, RegisterRecipe, Target, Wording};
use crate::parse::{ParseError, RegisterBody, RegisterEnd, RegisterLimits, Taken, register};

const LIMITS: RegisterLimits = RegisterLimits { bytes: 50 * 1024 * 1024, records: 1_000 };
const URL: &str = "https://www.ekvik.example/data/projekt";

fn read_as(
    bytes: &[u8],
    content_type: &str,
    recipe: &RegisterRecipe,
    limits: RegisterLimits,
) -> Result<(Vec<Entry>, RegisterEnd), ParseError> {
    let mut entries = Vec::new();
    let mut file = Cursor::new(bytes.to_vec());
    let body = RegisterBody { file: &mut file, content_type: Some(content_type), url: URL };
    let end = register(body, recipe, limits, &mut |entry| {
        entries.push(entry);
        Taken::GoOn
    })?;
    Ok((entries, end))
}

fn read(text: &str, recipe: &RegisterRecipe) -> (Vec<Entry>, RegisterEnd) {
    read_as(text.as_bytes(), "application/octet-stream", recipe, LIMITS).unwrap()
}

fn titles(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.title.as_str()).collect()
}

fn recipe(fields: &[(Target, &[&str])]) -> RegisterRecipe {
    let wording = |text: &&str| Wording::read(text, str::parse::<FieldPath>).unwrap();
    let fields =
        fields.iter().map(|(target, texts)| (*target, texts.iter().map(wording).collect()));
    RegisterRecipe { fields: fields.collect(), ..RegisterRecipe::default() }
}

fn at(path: &str) -> RegisterRecipe {
    RegisterRecipe { items: Some(path.parse().unwrap()), ..RegisterRecipe::default() }
}

#[test]
fn records_are_found_in_whatever_they_are_written() {
    let any = RegisterRecipe::default();
    for (text, recipe) in [
        (r#"[{"title":"A"},{"title":"B"}]"#, &any),
        ("\u{feff}[{\"title\":\"A\"},{\"title\":\"B\"}]", &any),
        (r#"{"meta":{"total":2},"data":{"projects":[{"title":"A"},{"title":"B"}]}}"#, &any),
        (r#"{"data":{"projects":[{"title":"A"},{"title":"B"}]}}"#, &at("data.projects")),
        (r#"{"data":{"x":{"title":"A"},"y":{"title":"B"}}}"#, &at("$.data[*]")),
        ("\u{feff}{\"title\":\"A\"}{\"title\":\"B\"}", &any),
        ("{\"title\":\"A\"}\n{\"title\":\"B\"}\n", &any),
        ("var projects = [{\"title\":\"A\"},{\"title\":\"B\"}];\nshow(projects);", &any),
        ("callback({\"items\":[{\"title\":\"A\"},{\"title\":\"B\"}]});", &any),
        (
            r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"title":"A"}},
               {"type":"Feature","properties":{"title":"B"}}]}"#,
            &any,
        ),
        ("id;title\n1;A\n2;B\n", &any),
        ("\u{feff}id\ttitle\r\n1\tA\r\n2\tB\r\n", &any),
        (
            r#"<html><script type="application/ld+json">[{"@type":"Project","name":"A"},
               {"@type":"Project","name":"B"}]</script></html>"#,
            &any,
        ),
    ] {
        let (entries, end) = read(text, recipe);
        assert_eq!(titles(&entries), ["A", "B"], "{text}");
        assert_eq!((end.records, end.is_cut_off), (2, false), "{text}");
    }
}

#[test]
fn fields_go_where_the_mapping_says() {
    let record = r#"[{"id":17,"t":{"rendered":"Ny &#8211; <b>bro</b>"},"why":"<p>F&ouml;r <script>x</script>alla</p>",
        "how":"Rad ett\nRad tv\u00e5","link":"/projekt/17","d":"2026-03-01","m":"2026-04-02T10:00:00Z",
        "state":[{"name":"Pilot"}],"cost":"49 MSEK","who":["A","B"],"kw":"bro, trafik; gata","none":"N/A"}]"#;
    let recipe = recipe(&[
        (Target::Id, &["id"]),
        (Target::Title, &["missing", "t"]),
        (Target::Text, &["why", "how"]),
        (Target::Url, &["link"]),
        (Target::Published, &["d"]),
        (Target::Updated, &["m"]),
        (Target::Tags, &["kw"]),
        (Target::Fact(FactName::Status), &["state"]),
        (Target::Fact(FactName::Budget), &["{cost} totalt"]),
        (Target::Fact(FactName::Partners), &["who"]),
        (Target::Fact(FactName::Place), &["none"]),
        (Target::Fact(FactName::Funder), &["=Ekvik"]),
    ]);
    let (entries, _) = read(record, &recipe);
    let entry = &entries[0];
    assert_eq!(entry.id.as_deref(), Some("17"));
    assert_eq!(entry.title, "Ny – bro");
    assert_eq!(entry.content.as_deref(), Some("<p>För alla</p><p>Rad ett</p><p>Rad två</p>"));
    assert_eq!(entry.link.as_deref(), Some("https://www.ekvik.example/projekt/17"));
    assert_eq!(entry.published, Some("2026-03-01T00:00:00Z".parse().unwrap()));
    assert_eq!(entry.updated, Some("2026-04-02T10:00:00Z".parse().unwrap()));
    assert_eq!(entry.tags, ["bro", "trafik", "gata"]);
    let facts: Vec<(&str, &str)> =
        entry.facts.iter().map(|(name, fact)| (name.as_str(), fact.as_str())).collect();
    assert_eq!(
        facts,
        [
            ("status", "Pilot"),
            ("funder", "Ekvik"),
            ("budget", "49 MSEK totalt"),
            ("partners", "A, B")
        ]
    );
}

#[test]
fn a_table_keeps_all_of_its_columns_and_joins_rows_that_are_one_record() {
    let table = "Prosjektnr;Prosjektnavn;Organisasjonsnavn;Beløp;Topic\n\
                 7;Smart by;Oslo kommune;10;Mobility\n8;Grønn by;Bergen;20;\n7;Smart by;NMBU;30;Mobility\n";
    let wording = |name: &str| vec![Wording::Field(FieldPath::name(name))];
    let recipe = RegisterRecipe {
        form: RecordForm::Csv,
        group_by: Some(FieldPath::name("Prosjektnr")),
        fields: [(Target::Fact(FactName::Budget), wording("Beløp"))].into(),
        rest: true,
        ..RegisterRecipe::default()
    };
    let (entries, end) = read(table, &recipe);
    assert_eq!(titles(&entries), ["Smart by", "Grønn by"]);
    assert_eq!(end.records, 2);
    assert_eq!(entries[0].facts[&FactName::Organisation], "Oslo kommune, NMBU");
    assert_eq!(entries[0].facts[&FactName::Budget], "10, 30");
    assert_eq!(entries[0].content.as_deref(), Some("<p>Topic: Mobility</p>"));
    assert_eq!(entries[1].content, None);
    let (rows, _) = read(table, &RegisterRecipe { group_by: None, ..recipe });
    assert_eq!(rows.len(), 3);
}

#[test]
fn other_encodings_are_read() {
    let recipe = RegisterRecipe::default();
    let latin = b"id;titel\n1;Gr\xF6na tak i \xC4ngelholm\n";
    let (entries, end) = read_as(latin, "text/csv", &recipe, LIMITS).unwrap();
    assert_eq!((titles(&entries), end.encoding), (vec!["Gröna tak i Ängelholm"], "windows-1252"));
    let told = RegisterRecipe { encoding: Some("iso-8859-1".to_owned()), ..recipe };
    assert_eq!(
        read_as(latin, "text/csv", &told, LIMITS).unwrap().0[0].title,
        "Gröna tak i Ängelholm"
    );
    let (entries, _) = read(r#"[{"title":"GrÃ¶na â€œtakâ€\u009d"}]"#, &RegisterRecipe::default());
    assert_eq!(titles(&entries), ["Gröna “tak”"]);
}

#[test]
fn packed_registers_are_unpacked_within_bounds() {
    use std::io::Write as _;
    let packed = |text: &[u8]| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(text).unwrap();
        packer.finish().unwrap()
    };
    let any = RegisterRecipe::default();
    let small = packed(br#"[{"title":"A"}]"#);
    assert_eq!(titles(&read_as(&small, "application/gzip", &any, LIMITS).unwrap().0), ["A"]);
    let archive = super::archive::tests::zip(&[
        ("project.csv", "id;title\n1;A\n"),
        ("organization.csv", "id;name\n1;Ett långt namn\n"),
    ]);
    let member = RegisterRecipe { member: Some("project.csv".to_owned()), ..any.clone() };
    assert_eq!(titles(&read_as(&archive, "application/zip", &member, LIMITS).unwrap().0), ["A"]);
    let bomb = packed(&vec![b' '; 60 * 1024 * 1024]);
    let error = read_as(&bomb, "application/gzip", &any, LIMITS).unwrap_err();
    assert_eq!(error, ParseError::TooLarge(50 * 1024 * 1024));
}

#[test]
fn what_is_wrong_is_said_so_that_it_can_be_put_right() {
    let any = RegisterRecipe::default();
    let page = "<!DOCTYPE html><html><title>Logga in</title><input type=\"password\"></html>";
    for (text, recipe, expected) in [
        (
            r#"{"results":[{"title":"A"},{"title":"B"}],"meta":{"total":2}}"#,
            at("data.projects"),
            "nothing at `data.projects`; the answer has: `results` (2), `meta`",
        ),
        (r#"{"error":"no key"}"#, at("data"), "nothing at `data`; the answer has: `error`"),
        (
            r#"[{"a":"x","b":"y"}]"#,
            any.clone(),
            "none of the 1 records has a title or a text; write `title`; the fields are: `a`, `b`",
        ),
        (
            page,
            any.clone(),
            "not a register but a login page with the title `Logga in`; look at \
                             the address in a browser",
        ),
        (
            "just some words",
            any.clone(),
            "not a register but plain text; look at the address in a browser",
        ),
        ("  ", any.clone(), "the answer is empty; look at the address in a browser"),
        (
            r#"[{"title":"#,
            any.clone(),
            "the answer is cut off after 0 entries; it is tried again at the next check",
        ),
    ] {
        let error = read_as(text.as_bytes(), "text/html", &recipe, LIMITS).unwrap_err();
        assert_eq!(error.to_string(), expected, "{text}");
    }
}

#[test]
fn an_empty_list_is_empty_and_no_mistake() {
    for (text, recipe) in [
        ("[]", RegisterRecipe::default()),
        (r#"{"data":[]}"#, at("data")),
        (r#"{"data":null}"#, at("data")),
    ] {
        let (entries, end) = read(text, &recipe);
        assert_eq!((entries.len(), end.records), (0, 0), "{text}");
    }
}

#[test]
fn what_came_whole_is_kept() {
    let (entries, end) = read(r#"[{"title":"A"},{"title":"B"},{"tit"#, &RegisterRecipe::default());
    assert_eq!((titles(&entries), end.is_cut_off), (vec!["A", "B"], true));
    assert_eq!(end.warnings, ["the register could not be read to its end: it ends in the middle"]);
}

#[test]
fn a_broken_line_costs_one_record() {
    let lines = "{\"title\":\"A\"}\n{\"title\":oops}\n{\"title\":\"B\"}\n";
    let (entries, end) = read(lines, &RegisterRecipe::default());
    assert_eq!((titles(&entries), end.is_cut_off), (vec!["A", "B"], false));
    assert_eq!(end.warnings, ["1 lines are no JSON and were left out"]);
    let (entries, end) = read(&lines[..lines.len() - 6], &RegisterRecipe::default());
    assert_eq!((titles(&entries), end.is_cut_off), (vec!["A"], true));
}

#[test]
fn there_are_bounds_for_everything() {
    let many = format!("[{}]", vec![r#"{"title":"A"}"#; 1_001].join(","));
    let (entries, end) = read(&many, &RegisterRecipe::default());
    assert_eq!(entries.len(), 1_000);
    assert_eq!(end.warnings, ["only the first 1000 records were read"]);
    let long =
        format!(r#"[{{"title":"{}","description":"x"}},{{"title":"B"}}]"#, "å".repeat(3_000_000));
    let (entries, _) = read(&long, &RegisterRecipe::default());
    assert!(entries[0].title.chars().count() <= 1_001);
    assert_eq!(entries[1].title, "B");
    let deep = format!(
        r#"[{{"title":"A","x":{}{}}},{{"title":"B"}}]"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert_eq!(titles(&read(&deep, &RegisterRecipe::default()).0), ["A", "B"]);
}
