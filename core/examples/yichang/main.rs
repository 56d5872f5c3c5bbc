//! Examines Yichang (宜昌) by the 60 indicators of 2025, holds every result against the figure that the city published, and writes what a city hands
//! in: grades, problem lists, ledgers, the report, and the forms to collect next year's data with.
//!
//! `cargo run --release -p cityvitals --all-features --example yichang [-- --lang en]`

mod compare;
mod deliver;

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use cityvitals::grade::{GradingScheme, Judgements};
use cityvitals::{Catalogue, Dataset, Language};
use compare::{Line, Page, Published, compare};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let tag = std::env::args().skip_while(|argument| argument != "--lang").nth(1);
    let language = tag.map_or(Some(Language::Chinese), |tag| Language::from_tag(&tag));
    let language = language.ok_or("--lang takes zh or en")?;
    let core = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = core.join("spec/examples/yichang-2025");
    let catalogue = Catalogue::builtin("mohurd-2025")?;
    let dataset = load(&catalogue, &folder)?;
    let report = catalogue.examine(&dataset)?;
    let mut published = csv::Reader::from_path(folder.join("published/figures.csv"))?;
    let published: Vec<Published> = published.deserialize().collect::<Result<_, _>>()?;
    let lines = published.iter().map(|published| compare(&report, published));
    let lines: Vec<Line<'_>> = lines.collect::<Result<_, _>>()?;

    let mut page = Page {
        out: io::stdout().lock(),
        language,
    };
    page.figures(&report, &lines)?;

    // The experts of the city graded its indicators; what the dimensions come to is left to the scheme.
    let scheme = GradingScheme::builtin("handbook-2025")?;
    let experts = fs::read_to_string(folder.join("published/expert-grades.csv"))?;
    let judgements = Judgements::builder(&report, &scheme).csv("expert-grades.csv", experts).build()?;
    let grades = report.grade(&scheme, &judgements)?;
    let problems = report.problems(&scheme, &judgements)?;
    page.grades(&grades)?;
    page.problems(&problems)?;

    let target = core.parent().ok_or("no folder above the crate")?.join("target/demo");
    let files = deliver::deliver(&report, &grades, &problems, &target, language)?;
    page.heading("成果文件", "Files")?;
    for (file, bytes) in &files {
        writeln!(page.out, "{:>9} kB  {}", bytes.div_ceil(1000), file.display())?;
    }
    let opened = target.join("report.html");
    let url = format!("file://{}", opened.display());
    writeln!(page.out, "\n{}{url}", language.pick("用浏览器打开：", "Open in a browser: "))?;
    Ok(ExitCode::from(u8::from(!lines.iter().all(Line::is_expected))))
}

/// Reads every file of the folder: `dataset.json` says what holds for all of them, and the name of a table tells its level.
fn load(catalogue: &Catalogue, folder: &Path) -> Result<Dataset, Box<dyn Error>> {
    let entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut files: Vec<_> = entries.collect::<Result<_, _>>()?;
    files.sort();
    let mut builder = Dataset::builder(catalogue);
    for file in &files {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        match name.rsplit_once('.') {
            Some((_, "csv")) => builder = builder.csv(name, None, fs::read_to_string(file)?),
            Some((_, "json")) => builder = builder.json(name, fs::read_to_string(file)?),
            _ => {}
        }
    }
    Ok(builder.build()?)
}
