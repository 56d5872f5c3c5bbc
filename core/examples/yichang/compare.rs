//! The figures of the examination against those that the city published.

use std::error::Error;
use std::io::{self, Write};

use cityvitals::decimal::parse_decimal;
use cityvitals::examine::VerdictOutcome;
use cityvitals::{Fraction, IndicatorResult, Language, Report, Rounding, Status};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, TableComponent, Width, presets};
use serde::Deserialize;

/// Columns of a terminal that the table is laid out for.
const WIDTH: u16 = 148;

/// One line of `published/figures.csv`.
#[derive(Deserialize)]
pub(crate) struct Published {
    number: u16,
    indicator: String,
    level: String,
    area: String,
    /// As printed; empty where nothing was published.
    #[serde(rename = "published")]
    printed: String,
    /// What the examination will find.
    status: Status,
    comparison: Comparison,
    note_zh: String,
    note_en: String,
}

/// How a result stands to what was published.
#[derive(Clone, Copy, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Comparison {
    Same,
    /// It differs, and the note says how the published figures contradict one another.
    Contradiction,
    None,
}

/// A published figure with our result.
pub(crate) struct Line<'a> {
    published: &'a Published,
    result: IndicatorResult<'a>,
    found: Comparison,
}

/// Where the comparison is printed, and in which language.
pub(crate) struct Page<W> {
    pub(crate) out: W,
    pub(crate) language: Language,
}

/// Holds our result against the published figure.
pub(crate) fn compare<'a>(report: &'a Report, published: &'a Published) -> Result<Line<'a>, Box<dyn Error>> {
    let result = report.at(&published.level, &published.area, &published.indicator);
    let result = result.ok_or_else(|| format!("{} was not examined for {}", published.indicator, published.area))?;
    let found = match result.value() {
        _ if published.printed.is_empty() => Comparison::None,
        Some(value) if is_same(&value, &published.printed)? => Comparison::Same,
        _ => Comparison::Contradiction,
    };
    Ok(Line { published, result, found })
}

/// Whether an exact value, rounded to the digits of a printed figure, is that figure; `2.99万` has two digits of ten thousands.
fn is_same(value: &Fraction, printed: &str) -> Result<bool, Box<dyn Error>> {
    let (number, power) = printed.strip_suffix('万').map_or((printed, 0), |number| (number, 4));
    let number = parse_decimal(number)?;
    let printed = Fraction::from(number).multiply(&Fraction::from_integer(10_i128.pow(power)))?;
    let digits = i32::try_from(number.scale())? - i32::try_from(power)?;
    Ok(value.round(digits, Rounding::HalfEven)? == printed)
}

impl Line<'_> {
    /// Whether this is what `published/figures.csv` says of it.
    pub(crate) fn is_expected(&self) -> bool {
        self.found == self.published.comparison && self.result.status() == self.published.status
    }

    fn row(&self, language: Language) -> [String; 8] {
        let trace = self.result.trace();
        let verdicts = trace.verdicts.iter().map(|verdict| {
            let mark = match verdict.verdict.outcome {
                VerdictOutcome::Met => "✓",
                VerdictOutcome::NotMet => "✗",
                VerdictOutcome::Undetermined => "?",
            };
            format!("{mark} {}", verdict.requirement.in_language(language))
        });
        let check = match self.found {
            _ if !self.is_expected() => language.pick("≠ 未说明", "≠ unexplained").to_owned(),
            Comparison::Same => "=".to_owned(),
            Comparison::Contradiction => format!("≠ [{}]", self.published.number),
            Comparison::None => String::new(),
        };
        [
            trace.number.to_string(),
            trace.name.in_language(language).to_owned(),
            trace.value.unwrap_or_default(),
            trace.unit.in_language(language).to_owned(),
            language.pick(trace.status.chinese(), trace.status.english()).to_owned(),
            verdicts.collect::<Vec<_>>().join("\n"),
            self.published.printed.clone(),
            check,
        ]
    }
}

impl<W: Write> Page<W> {
    pub(crate) fn figures(&mut self, report: &Report, lines: &[Line<'_>]) -> Result<(), Box<dyn Error>> {
        let (city, districts): (Vec<_>, Vec<_>) = lines.iter().partition(|line| line.published.level == "city");
        self.heading("宜昌市 2025 年城市体检", "City examination of Yichang, 2025")?;
        write!(self.out, "{}", report.dataset().warnings().render(self.language))?;
        self.table(&city)?;
        self.notes(&city)?;
        self.heading("上报数与下级合计不同的区域", "Areas whose own figure is not the sum of their parts")?;
        self.imbalances(report)?;
        self.notes(&districts)?;
        self.heading("计算过程（中文、英文各一例）", "How a figure came about (in Chinese, in English)")?;
        for (number, language) in [("53", Language::Chinese), ("14", Language::English)] {
            let result = report.get(number).ok_or("not examined")?;
            writeln!(self.out, "{}", result.trace().render(language))?;
        }
        Ok(self.summary(&city, &districts)?)
    }

    pub(crate) fn heading(&mut self, chinese: &str, english: &str) -> io::Result<()> {
        writeln!(self.out, "\n{}\n", self.language.pick(chinese, english))
    }

    fn table(&mut self, lines: &[&Line<'_>]) -> io::Result<()> {
        let header = "号|指标|结果||状态|标准与判定|公布值|核对";
        let header = self
            .language
            .pick(header, "#|indicator|result||status|requirement, verdict|published|check");
        let mut table = Table::new();
        table
            .load_preset(presets::UTF8_HORIZONTAL_ONLY)
            .remove_style(TableComponent::HorizontalLines)
            .remove_style(TableComponent::MiddleIntersections)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(WIDTH)
            .set_header(header.split('|'));
        table.add_rows(lines.iter().map(|line| line.row(self.language)));
        for (place, column) in table.column_iter_mut().enumerate() {
            match place {
                0 | 2 | 6 => column.set_cell_alignment(CellAlignment::Right),
                1 => {
                    column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(50)));
                }
                _ => {}
            }
        }
        writeln!(self.out, "{}", table.trim_fmt())?;
        let legend = self.language.pick(
            "✓ 达到　✗ 未达到　? 城市属性未说明是否适用　= 修约到公布值的位数后相同　≠ 不同",
            "✓ met   ✗ not met   ? the profile does not say whether it applies   = the same to the digits published   ≠ differs",
        );
        writeln!(self.out, "{legend}")
    }

    /// Notes on the published figures that contradict one another, one for each indicator.
    fn notes(&mut self, lines: &[&Line<'_>]) -> io::Result<()> {
        let mut last = 0;
        for Line { published, .. } in lines.iter().filter(|line| line.found == Comparison::Contradiction) {
            if std::mem::replace(&mut last, published.number) != published.number {
                let note = self.language.pick(&published.note_zh, &published.note_en);
                writeln!(self.out, "[{last}] {note}")?;
            }
        }
        Ok(())
    }

    fn imbalances(&mut self, report: &Report) -> io::Result<()> {
        for imbalance in report.reconciliation() {
            let item = report.catalogue().item(&imbalance.item);
            let name = item.map_or("", |item| item.name.in_language(self.language));
            let (own, parts, difference) = (&imbalance.reported, &imbalance.summed, &imbalance.difference);
            let text = self.language.pick(
                format!("{name}：上报 {own}，下级合计 {parts}，相差 {difference}"),
                format!("{name}: reported {own}, sum of parts {parts}, difference {difference}"),
            );
            writeln!(self.out, "{} · {text}", imbalance.area)?;
        }
        Ok(())
    }

    fn summary(&mut self, city: &[&Line<'_>], districts: &[&Line<'_>]) -> io::Result<()> {
        let status = |status| city.iter().filter(|line| line.result.status() == status).count();
        let [computed, reported] = [Status::Ok, Status::Reported].map(status);
        let [excluded, missing] = [Status::NotApplicable, Status::Missing].map(status);
        let [[same, known], [same_below, known_below]] = [city, districts].map(|lines| {
            let count = |found| lines.iter().filter(|line| line.is_expected() && line.found == found).count();
            [Comparison::Same, Comparison::Contradiction].map(count)
        });
        let other = city.iter().chain(districts).filter(|line| !line.is_expected()).count();
        let text = self.language.pick(
            format!(
                "全市：计算 {computed}，上报 {reported}，不适用 {excluded}，缺数据 {missing}；与公布值相同 {same}，公布数据自相矛盾 {known}。\
                 分区：相同 {same_below}，自相矛盾 {known_below}。未说明的差异：{other}。"
            ),
            format!(
                "City: {computed} computed, {reported} reported, {excluded} not applicable, {missing} missing; {same} the same as published, \
                 {known} documented contradictions. Districts: {same_below} the same, {known_below} contradictions. Unexplained: {other}."
            ),
        );
        writeln!(self.out, "{text}")
    }
}
