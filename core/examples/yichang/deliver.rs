//! What a city hands in, as files, and the grades and problems on the terminal.

use std::error::Error;
use std::fs;
use std::io::{self, BufWriter, Cursor, Write};
use std::path::{Path, PathBuf};

use cityvitals::form::FormOptions;
use cityvitals::grade::Grades;
use cityvitals::ledger::Ledger;
use cityvitals::measure::Measures;
use cityvitals::problem::Problems;
use cityvitals::publish::Publication;
use cityvitals::sheet::{CsvOptions, XlsxOptions, write_xlsx};
use cityvitals::{Language, Report};

use crate::compare::Page;

/// Writes every file below a folder, and says where and how large each is.
pub(crate) fn deliver(
    report: &Report,
    grades: &Grades,
    problems: &Problems,
    folder: &Path,
    language: Language,
) -> Result<Vec<(PathBuf, u64)>, Box<dyn Error>> {
    for part in ["tables", "forms"] {
        let part = folder.join(part);
        if part.exists() {
            fs::remove_dir_all(&part)?;
        }
        fs::create_dir_all(&part)?;
    }
    let (ledger, measures) = (Ledger::new(report), Measures::builtin(report.catalogue())?);
    let publication = Publication::new(&ledger, language)
        .grades(grades)
        .problems(problems)
        .measures(&measures);
    let mut files = vec![
        save(folder.join("report.html"), publication.html()?.as_bytes())?,
        save(folder.join("report.md"), publication.markdown()?.as_bytes())?,
        save(folder.join("report.docx"), &publication.docx(Cursor::new(Vec::new()))?.into_inner())?,
        save(folder.join("grades.json"), grades.to_json()?.as_bytes())?,
        save(folder.join("problems.json"), problems.to_json()?.as_bytes())?,
    ];
    let sheets = publication.sheets();
    let workbook = folder.join("tables.xlsx");
    write_xlsx(BufWriter::new(fs::File::create(&workbook)?), &sheets, XlsxOptions::default())?;
    files.push(sized(workbook)?);
    for sheet in &sheets {
        let file = folder.join("tables").join(format!("{}.csv", sheet.name()));
        sheet.write_csv(fs::File::create(&file)?, CsvOptions { byte_order_mark: true })?;
        files.push(sized(file)?);
    }
    let options = FormOptions {
        language,
        period: "2026".to_owned(),
        dataset: Some(report.dataset()),
        ..FormOptions::default()
    };
    for form in report.catalogue().forms(&options)? {
        let file = folder.join("forms").join(format!("{}.xlsx", form.name()));
        form.write(BufWriter::new(fs::File::create(&file)?))?;
        files.push(sized(file)?);
    }
    Ok(files)
}

fn save(file: PathBuf, content: &[u8]) -> io::Result<(PathBuf, u64)> {
    fs::write(&file, content)?;
    sized(file)
}

fn sized(file: PathBuf) -> io::Result<(PathBuf, u64)> {
    let bytes = fs::metadata(&file)?.len();
    Ok((file, bytes))
}

impl<W: Write> Page<W> {
    /// Dimensions with their counts and grades.
    pub(crate) fn grades(&mut self, grades: &Grades) -> Result<(), Box<dyn Error>> {
        self.heading(
            "分维度评价（单项等级由城市专家给出）",
            "Grades of dimensions, from the grades that the city's experts gave",
        )?;
        let city = grades.city().ok_or("no city was graded")?;
        for dimension in &city.dimensions {
            let counts = &dimension.decision.counts;
            let grade = dimension
                .decision
                .grade
                .map_or(self.language.pick("未评", "none"), |grade| grade.word(self.language));
            let name = dimension.name.in_language(self.language);
            let (very_good, good, fair, insufficient) = (counts.very_good, counts.good, counts.fair, counts.insufficient);
            let other = counts.ungraded + counts.not_applicable;
            let text = self.language.pick(
                format!("{grade}  {name}：很好 {very_good}，较好 {good}，一般 {fair}，不足 {insufficient}，未评 {other}"),
                format!(
                    "{grade}  {name}: very good {very_good}, good {good}, fair {fair}, insufficient {insufficient}, not graded {other}"
                ),
            );
            writeln!(self.out, "{text}")?;
        }
        Ok(())
    }

    /// Problems of the city by class, and one of them explained.
    pub(crate) fn problems(&mut self, problems: &Problems) -> Result<(), Box<dyn Error>> {
        self.heading("问题", "Problems")?;
        let city: Vec<_> = problems.iter().filter(|problem| problem.level() == "city").collect();
        let (found, open) = (city.len(), problems.undetermined().len());
        let text = self.language.pick(
            format!("全市 {found} 项指标存在问题；各级共 {open} 处因数据或标准不足无法判定。"),
            format!("{found} indicators have a problem in the city; {open} results of all levels cannot be judged for want of data or a standard."),
        );
        writeln!(self.out, "{text}\n")?;
        if let Some(problem) = city.first() {
            writeln!(self.out, "{}", problem.explain(self.language))?;
        }
        Ok(())
    }
}
