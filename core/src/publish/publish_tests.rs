use super::Publication;
use crate::grade::{Grades, GradingScheme, Judgements};
use crate::ledger::Ledger;
use crate::measure::Measures;
use crate::problem::Problems;
use crate::{Catalogue, Dataset, Language, Report};

/// What a resident of the web might call a district, and what must come out of it as words.
const HOSTILE: &str = "<script>alert(1)</script>|*甲*";

/// A made-up city of two districts and five buildings.
fn report(second: &str) -> Report {
    let catalogue = Catalogue::from_sources(&[("example.json", include_str!("example.json"))]).unwrap();
    let districts = format!("编号,城市\n甲区,某市\n\"{second}\",某市\n");
    let buildings = format!(
        "编号,市辖区,墙体开裂,屋面漏水\nB1,甲区,是,是\nB2,甲区,是,否\nB3,甲区,否,是\nB4,\"{second}\",是,否\nB5,\"{second}\",否,否\n"
    );
    let dataset = Dataset::builder(&catalogue)
        .period("2025")
        .csv("city.csv", None, "城市,覆盖面积（km2）,面积（km2）\n某市,50,80\n")
        .csv("district.csv", None, districts)
        .csv("building.csv", None, buildings)
        .build()
        .unwrap_or_else(|problems| panic!("{problems}"));
    catalogue.examine(&dataset).unwrap()
}

struct City {
    report: Report,
    grades: Grades,
    problems: Problems,
    measures: Measures,
}

impl City {
    fn new(second: &str) -> Self {
        let report = report(second);
        let scheme = GradingScheme::builtin("handbook-2025").unwrap();
        let grades = report.grade(&scheme, &Judgements::default()).unwrap();
        let problems = report.problems(&scheme, &Judgements::default()).unwrap();
        let measures = Measures::builtin(report.catalogue()).unwrap();
        Self {
            report,
            grades,
            problems,
            measures,
        }
    }

    fn with<T>(&self, language: Language, use_it: impl FnOnce(Publication<'_, '_>) -> T) -> T {
        let ledger = Ledger::new(&self.report);
        let publication = Publication::new(&ledger, language);
        use_it(publication.grades(&self.grades).problems(&self.problems).measures(&self.measures))
    }
}

fn markdown(publication: &Publication<'_, '_>) -> String {
    publication.markdown().unwrap_or_else(|problems| panic!("{problems}"))
}

/// Without the hashes, which change with every catalogue and scheme.
fn without_hashes(text: &str) -> String {
    let is_hash = |word: &&str| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let line = |line: &str| {
        let hash = line.split(' ').find(is_hash);
        hash.map_or_else(|| line.to_owned(), |hash| line.replace(hash, "[hash]"))
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn markdown_in_chinese() {
    City::new("乙区").with(Language::Chinese, |publication| {
        insta::assert_snapshot!(without_hashes(&markdown(&publication)));
    });
}

#[test]
fn markdown_in_english() {
    City::new("乙区").with(Language::English, |publication| {
        insta::assert_snapshot!(without_hashes(&markdown(&publication)));
    });
}

#[test]
fn a_report_needs_neither_grades_nor_problems() {
    let report = report("乙区");
    let ledger = Ledger::new(&report);
    for language in [Language::Chinese, Language::English] {
        let publication = Publication::new(&ledger, language);
        let text = markdown(&publication);
        assert!(text.contains("62.50"), "{text}");
        assert!(!text.contains("很好"), "{text}");
        assert!(publication.html().unwrap().contains("62.50"));
    }
}

#[test]
fn names_from_data_are_words_in_every_format() {
    City::new(HOSTILE).with(Language::Chinese, |publication| {
        let text = markdown(&publication);
        assert!(text.contains(r"&lt;script&gt;alert(1)&lt;/script&gt;\|\*甲\*"), "{text}");
        assert!(!text.contains("<script"), "{text}");
        let html = publication.html().unwrap();
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;|*甲*"));
        assert!(!html.contains("<script"));
    });
}

/// Every element is closed, in the right order; the file asks the network for nothing.
#[test]
fn html_is_balanced_and_asks_for_nothing() {
    City::new(HOSTILE).with(Language::English, |publication| {
        let html = publication.html().unwrap();
        let mut open: Vec<&str> = Vec::new();
        let body = html.split_once("</style>").unwrap().1;
        open.extend(["html", "head"]);
        for tag in body.split('<').skip(1) {
            let name = tag.split(['>', ' ', '/']).find(|name| !name.is_empty()).unwrap();
            if tag.starts_with('/') {
                assert_eq!(open.pop(), Some(name), "…<{tag}");
            } else if !["br", "col", "hr", "!DOCTYPE"].contains(&name) && !tag.split('>').next().unwrap().ends_with('/') {
                open.push(name);
            }
        }
        assert!(open.is_empty(), "{open:?}");
        for asking in ["src=", "@import", "url(", "<link", "http-equiv"] {
            assert!(!html.contains(asking), "{asking}");
        }
    });
}

#[test]
fn passages_fill_places_and_hold_no_html() {
    City::new("乙区").with(Language::Chinese, |publication| {
        let publication = publication.passage(
            "mechanism",
            "由**市政府**牵头。<img src=x onerror=y>[a](javascript:b)![c](https://d)",
        );
        let html = publication.html().unwrap();
        assert!(html.contains("<p>由<strong>市政府</strong>牵头。&lt;img"), "{html}");
        assert!(!html.contains("<img") && !html.contains("javascript:"));
        assert!(!html.contains("领导机构、牵头部门"));
        assert!(html.contains("<mark class=\"blank\">【待填：问卷"));
        let error = publication.passage("mechanizm", "x").markdown().unwrap_err().to_string();
        assert!(
            error.contains("publish.unknown_place") && error.contains("did you mean `mechanism`?"),
            "{error}"
        );
    });
}

/// The problem of an outline, as it is shown.
fn problem(text: &str) -> String {
    City::new("乙区").with(Language::English, |publication| {
        publication.outline("own.md.jinja", text).markdown().unwrap_err().to_string()
    })
}

#[test]
fn problems_point_into_the_template() {
    insta::assert_snapshot!(problem("# {{ city.name }}\n{{ city.nmae }}\n"), @r#"
    error[publish.unknown_field]: the report has no `city.nmae`
     --> own.md.jinja:2:4
      |
    2 | {{ city.nmae }}
      |    ^^^^^^^^^
      |
      = help: did you mean `name`?
    "#);
    insta::assert_snapshot!(problem("{{ table(\"sumary\") }}"), @r#"
    error[publish.unknown_table]: the report has no table `sumary`
     --> own.md.jinja:1:4
      |
    1 | {{ table("sumary") }}
      |    ^^^^^^^^^^^^^^^
      |
      = help: did you mean `summary`?
    "#);
    insta::assert_snapshot!(problem("{{ figure(\"grade\") }}"), @r#"
    error[publish.unknown_figure]: the report has no figure `grade`
     --> own.md.jinja:1:4
      |
    1 | {{ figure("grade") }}
      |    ^^^^^^^^^^^^^^^
      |
      = help: did you mean `grades`?
    "#);
    insta::assert_snapshot!(problem("a\n{% for group in groups %}"), @r#"
    error[publish.template_syntax]: the template is not written right: unexpected end of input, expected end of block
     --> own.md.jinja:2:24
      |
    2 | {% for group in groups %}
      |                        ^^
    "#);
    insta::assert_snapshot!(problem("{% extends \"report.en.md.jinja\" %}{% block special %}{{ reprot.period }}{% endblock %}"), @r#"
    error[publish.unknown_field]: the report has no `reprot.period`
     --> own.md.jinja:1:57
      |
    1 | {% extends "report.en.md.jinja" %}{% block special %}{{ reprot.period }}{% endblock %}
      |                                                         ^^^^^^^^^^^^^
    "#);
    insta::assert_snapshot!(problem("{{ 1 / 0 }}"), @r#"
    error[publish.template_failed]: the template cannot be filled in: unable to calculate 1 / 0
     --> own.md.jinja:1:4
      |
    1 | {{ 1 / 0 }}
      |    ^^^^^
    "#);
    insta::assert_snapshot!(problem("```{table} sumary\n```\n"), @r#"
    error[publish.unknown_table]: the report has no table `sumary`
      = help: did you mean `summary`?
    "#);
}

#[test]
fn templates_have_bounds() {
    let endless = "{% for a in range(9999) %}{% for b in range(9999) %}{{ a }}{% endfor %}{% endfor %}";
    assert!(problem(endless).contains("publish.too_much_work"), "{}", problem(endless));
    let long = "{% set a = 'x' * 9999999 %}{{ a }}{{ a }}{{ a }}{{ a }}";
    assert!(problem(long).contains("publish.too_long"), "{}", problem(long));
    let large = " ".repeat((1 << 20) + 1);
    assert!(problem(&large).contains("publish.template_too_large"));
    let deep = "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}";
    assert!(problem(deep).contains("publish.template_failed"), "{}", problem(deep));
}

#[test]
fn a_city_changes_blocks_and_keeps_the_rest() {
    City::new("乙区").with(Language::Chinese, |publication| {
        let own =
            "{% extends \"report.zh.md.jinja\" %}{% block special %}\n## 5 本市的专项\n\n{{ table(\"summary\", rows=1) }}\n{% endblock %}";
        let text = markdown(&publication.outline("report.zh.md.jinja", own));
        assert!(text.contains("\n## 5 本市的专项\n"), "{text}");
        assert!(text.contains("\n## 4 分维度分析评价\n"), "{text}");
        assert!(text.contains("此处列出前 1 行"), "{text}");
    });
}

#[test]
fn every_table_and_figure_of_the_outline_has_a_number() {
    City::new("乙区").with(Language::Chinese, |publication| {
        let text = markdown(&publication);
        let numbers = |mark: &str| {
            let lines = text.lines().filter_map(|line| line.strip_prefix(mark));
            let numbers = lines.filter_map(|line| line.split(' ').next()?.parse::<usize>().ok());
            numbers.collect::<Vec<_>>()
        };
        let tables = numbers("**表 ");
        assert!(tables.len() > 10);
        assert!(tables.iter().copied().eq(1..=tables.len()), "{tables:?}");
        let figures = numbers("**图 ");
        assert!(figures.len() > 1);
        assert!(figures.iter().copied().eq(1..=figures.len()), "{figures:?}");
    });
}

#[test]
fn sheets_are_named_once() {
    City::new("乙区").with(Language::English, |publication| {
        let sheets = publication.sheets();
        let mut names: Vec<&str> = sheets.iter().map(crate::sheet::Sheet::name).collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
        assert!(names.contains(&"building-ledger"), "{names:?}");
        for sheet in &sheets {
            assert!(sheet.rows().all(|row| row.len() == sheet.columns().len()), "{}", sheet.name());
        }
    });
}

#[cfg(feature = "docx")]
mod docx {
    use std::io::{Cursor, Read};

    use super::*;

    fn part(file: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    fn written(publication: &Publication<'_, '_>) -> Vec<u8> {
        publication.docx(Cursor::new(Vec::new())).unwrap().into_inner()
    }

    /// Every part is XML whose elements are closed in the right order, and equal reports give equal bytes.
    #[test]
    fn parts_are_balanced() {
        City::new(HOSTILE).with(Language::Chinese, |publication| {
            let file = written(&publication);
            assert_eq!(file, written(&publication));
            let names: Vec<String> = {
                let archive = zip::ZipArchive::new(Cursor::new(&file)).unwrap();
                archive.file_names().map(|name| name.unwrap().into_owned()).collect()
            };
            assert!(names.contains(&"word/document.xml".to_owned()));
            for name in names {
                let xml = part(&file, &name);
                let mut open: Vec<&str> = Vec::new();
                for tag in xml.split('<').skip(2) {
                    let (tag, text) = tag.split_once('>').unwrap();
                    assert!(!text.contains('&') || text.contains(';'), "{name}: {text}");
                    if let Some(closed) = tag.strip_prefix('/') {
                        assert_eq!(open.pop(), Some(closed), "{name}");
                    } else if !tag.ends_with('/') {
                        open.push(tag.split(' ').next().unwrap());
                    }
                }
                assert!(open.is_empty(), "{name}: {open:?}");
            }
        });
    }

    #[test]
    fn a_document_has_styles_heads_and_numbers() {
        City::new(HOSTILE).with(Language::Chinese, |publication| {
            let publication = publication.passage("advice", "1. 一\n2. 二\n\n- 三\n\n[网站](https://example.org)");
            let file = written(&publication);
            let document = part(&file, "word/document.xml");
            assert!(document.contains("<w:pStyle w:val=\"Heading1\"/>"));
            assert!(document.contains("&lt;script&gt;alert(1)&lt;/script&gt;|*甲*"));
            assert!(!document.contains("<script"));
            let tables = document.matches("<w:tbl>").count();
            assert!(tables > 10);
            assert_eq!(document.matches("<w:tblHeader/>").count(), tables);
            assert!(document.contains("<w:numId w:val=\"2\"/>") && document.contains("<w:numId w:val=\"1\"/>"));
            assert!(document.contains("w:orient=\"landscape\""));
            assert!(part(&file, "word/_rels/document.xml.rels").contains("Target=\"https://example.org\""));
            assert!(part(&file, "word/styles.xml").contains("w:eastAsia=\"宋体\""));
            assert!(part(&file, "word/footer1.xml").contains(" PAGE "));
        });
    }

    #[test]
    fn problems_of_templates_and_writers_are_told_apart() {
        City::new("乙区").with(Language::English, |publication| {
            let error = publication
                .clone()
                .outline("own.md.jinja", "{{ nothing }}")
                .docx(Cursor::new(Vec::new()));
            assert!(matches!(error, Err(crate::publish::DocxError::Template(_))));
            let mut small = [0_u8; 64];
            let error = publication.docx(Cursor::new(small.as_mut_slice()));
            assert!(matches!(error, Err(crate::publish::DocxError::Io(_))));
        });
    }
}
