//! Grades in words.

use std::fmt::Write as _;

use super::document::Yardstick;
use super::grading::{
    AreaGrades, DecidedBy, DimensionGrading, IndicatorGrading, Role, Shift, SkipReason, SurveyEffect, UngradedReason, YardstickGrade,
};
use super::overall::OverallDecision;
use crate::diagnostic::Language;

/// What is said where a number or choice is this library's.
pub(crate) const OURS: (&str, &str) = ("（本库设定，非文件规定）", " (set by this library, not by the document)");

/// What is said where a grade may change.
const PROVISIONAL: (&str, &str) = ("（暂定：数据或判定不全）", " (provisional: not everything is known)");

impl Yardstick {
    /// The name of the document.
    pub fn word(self, language: Language) -> &'static str {
        let (zh, en) = match self {
            Self::Standard => ("参考标准", "standard"),
            Self::Target => ("城市发展目标", "target"),
            Self::Trend => ("历年趋势", "trend"),
            Self::Peers => ("可比城市", "peers"),
        };
        language.pick(zh, en)
    }
}

impl UngradedReason {
    /// The reason in words.
    pub fn word(self, language: Language) -> &'static str {
        let (zh, en) = match self {
            Self::NotApplicable => ("不适用", "not applicable"),
            Self::NoValue => ("没有可评价的值", "no value that can be graded"),
            Self::Partial => (
                "只有部分单位上报，方案规定不评",
                "only part of the units reported, which the scheme leaves ungraded",
            ),
            Self::Undetermined => ("标准是否达到无法判定", "it cannot be said whether the standard is met"),
            Self::NoYardstick => ("没有标准、目标等可作基准", "no standard, target or other base"),
        };
        language.pick(zh, en)
    }
}

impl SkipReason {
    /// The reason in words.
    pub fn words(self, language: Language) -> String {
        let (zh, en) = match self {
            Self::NoRequirement => ("没有适用的标准", "no requirement is in force"),
            Self::Undetermined { why } => (why.word(Language::Chinese), why.word(Language::English)),
            Self::NoTarget => ("未给目标", "no target was given"),
            Self::NoPreviousValue => ("没有上期值", "no value of the period before"),
            Self::NoDirection => ("指标无好坏方向", "the indicator does not say whether more is better"),
            Self::NoValue => ("没有可用的总值", "no usable value of the whole"),
            Self::TooFewPeers { peers, minimum } => {
                return match language {
                    Language::Chinese => format!("{peers} 个城市，至少要 {minimum} 个"),
                    Language::English => format!("cities: {peers}, at least {minimum} are needed"),
                };
            }
        };
        language.pick(zh, en).to_owned()
    }
}

impl YardstickGrade {
    fn measure(&self, language: Language) -> String {
        let chinese = language == Language::Chinese;
        let Some(percent) = &self.percent else {
            let text = match (self.met, chinese) {
                (Some(true), true) => "达到",
                (Some(true), false) => "met",
                (Some(false), true) => "未达到",
                (Some(false), false) => "not met",
                (None, true) => "无法以百分比衡量",
                (None, false) => "cannot be put in percent",
            };
            return text.to_owned();
        };
        let size = percent.trim_start_matches('-');
        let is_less = percent.starts_with('-');
        match (self.yardstick, is_less, chinese) {
            (Yardstick::Standard, true, true) => format!("差 {size} %"),
            (Yardstick::Standard, true, false) => format!("short by {size} %"),
            (Yardstick::Standard, false, true) => format!("高出 {size} %"),
            (Yardstick::Standard, false, false) => format!("{size} % above"),
            (Yardstick::Target, _, true) => format!("实现 {percent} %"),
            (Yardstick::Target, _, false) => format!("{percent} % attained"),
            (Yardstick::Trend, _, _) if size == "0.00" => language.pick("持平", "unchanged").to_owned(),
            (Yardstick::Trend, true, true) => format!("变差 {size} %"),
            (Yardstick::Trend, true, false) => format!("{size} % worse"),
            (Yardstick::Trend, false, true) => format!("变好 {size} %"),
            (Yardstick::Trend, false, false) => format!("{size} % better"),
            (Yardstick::Peers, _, true) => format!("好于其中 {percent} %"),
            (Yardstick::Peers, _, false) => format!("better than {percent} % of them"),
        }
    }

    /// The yardstick in one line: what it is, the measure, the band and what it did.
    pub fn explain(&self, language: Language) -> String {
        let chinese = language == Language::Chinese;
        let bound = self.at_least.as_ref().filter(|_| self.percent.is_some());
        let band = match (bound, chinese) {
            _ if self.percent.is_none() && chinese => format!("档 {}", self.band),
            _ if self.percent.is_none() => format!("band {}", self.band),
            (Some(bound), true) => format!("档 {}（≥ {bound} %）", self.band),
            (Some(bound), false) => format!("band {} (≥ {bound} %)", self.band),
            (None, true) => format!("档 {}（其余）", self.band),
            (None, false) => format!("band {} (the rest)", self.band),
        };
        let role = match (self.role, chinese) {
            (Role::Decides, true) => " [基准]",
            (Role::Decides, false) => " [decides]",
            (Role::Raises, true) => " [支持上调]",
            (Role::Raises, false) => " [speaks for raising]",
            (Role::Lowers, true) => " [支持下调]",
            (Role::Lowers, false) => " [speaks for lowering]",
            (Role::None, _) => "",
        };
        let ours = if self.ours { language.pick(OURS.0, OURS.1) } else { "" };
        let (colon, comma) = if chinese { ("：", "，") } else { (": ", ", ") };
        format!(
            "{} {}{colon}{}{comma}{band} → {}{role}{ours}",
            self.yardstick.word(language),
            self.against.in_language(language),
            self.measure(language),
            self.grade.word(language),
        )
    }
}

impl SurveyEffect {
    /// The effect in one line.
    pub fn explain(&self, language: Language) -> String {
        let Self { score, line, .. } = self;
        let ours = if self.ours && self.lowered {
            language.pick(OURS.0, OURS.1)
        } else {
            ""
        };
        let text = match (language, self.below, self.lowered) {
            (Language::Chinese, false, _) => format!("居民问卷 {score} 分，不低于 {line} 分，不降级"),
            (Language::Chinese, true, true) => format!("居民问卷 {score} 分，低于 {line} 分，降级"),
            (Language::Chinese, true, false) => format!("居民问卷 {score} 分，低于 {line} 分，等级不变"),
            (Language::English, false, _) => format!("survey score {score}, not below {line}: nothing changes"),
            (Language::English, true, true) => format!("survey score {score}, below {line}: lowered"),
            (Language::English, true, false) => format!("survey score {score}, below {line}: the grade stays"),
        };
        format!("{text}{ours}")
    }
}

impl IndicatorGrading {
    /// How the grade came about: yardsticks, measures, bands, shift, survey, expert, and what of it is this library's.
    pub fn explain(&self, language: Language) -> String {
        let say = |zh: &'static str, en: &'static str| language.pick(zh, en);
        let mut text = String::new();
        let grade = self.grade.map_or(say("未评", "not graded"), |grade| grade.word(language));
        let marks = [
            (self.provisional, say(PROVISIONAL.0, PROVISIONAL.1)),
            (self.ours, say(OURS.0, OURS.1)),
        ];
        let marks: String = marks.into_iter().filter(|(holds, _)| *holds).map(|(_, mark)| mark).collect();
        let _ = writeln!(
            text,
            "{} {}{}{grade}{marks}",
            self.number,
            self.name.in_language(language),
            say("：", ": ")
        );
        let status = match language {
            Language::Chinese => self.status.chinese(),
            Language::English => self.status.english(),
        };
        if let Some(value) = &self.value {
            let unit = self.unit.in_language(language);
            let _ = writeln!(text, "{}{value} {unit} [{status}]", say("指标值：", "value: "));
        } else {
            let _ = writeln!(text, "{}{status}", say("指标值：", "value: "));
        }
        if let Some(reason) = self.ungraded {
            let _ = writeln!(text, "{}{}", say("未评原因：", "not graded: "), reason.word(language));
        }
        for yardstick in &self.yardsticks {
            let _ = writeln!(text, "{}", yardstick.explain(language));
        }
        for skipped in &self.skipped {
            let (yardstick, reason) = (skipped.yardstick.word(language), skipped.reason.words(language));
            let _ = writeln!(text, "{}{yardstick}{}{reason}", say("未用：", "not used: "), say("，", ", "));
        }
        self.explain_decision(&mut text, language);
        text
    }

    fn explain_decision(&self, text: &mut String, language: Language) {
        let say = |zh: &'static str, en: &'static str| language.pick(zh, en);
        if let (Some(base), Some(shift)) = (self.base, self.shift) {
            let words = match shift {
                Shift::Raised => say("上调一级", "raised by one"),
                Shift::Lowered => say("下调一级", "lowered by one"),
                Shift::HeldByUnmetRequirement => say("标准未达到，不上调", "not raised, since the requirement is not met"),
            };
            let _ = writeln!(text, "{}{}{}{words}", say("基准 ", "base "), base.word(language), say("，", ", "));
        }
        if self.decided_by == Some(DecidedBy::BottomLine) {
            let _ = writeln!(
                text,
                "{}",
                say("底线型指标未守住底线，评为不足", "a bottom line is crossed: insufficient")
            );
        }
        if let Some(survey) = &self.survey {
            let _ = writeln!(text, "{}", survey.explain(language));
        }
        if self.decided_by == Some(DecidedBy::Expert) {
            let ruled = self.by_rule.map_or(say("未评", "not graded"), |grade| grade.word(language));
            let _ = writeln!(
                text,
                "{}{ruled}{}",
                say("专家评价优先；按规则为 ", "an expert's grade prevails; by the rules it would be "),
                self.note
                    .as_ref()
                    .map(|note| format!("{}{note}", say("；说明：", "; reason: ")))
                    .unwrap_or_default()
            );
        }
    }
}

impl OverallDecision {
    /// How the grade came about: counts, shares and rule.
    pub fn explain(&self, language: Language) -> String {
        let counts = self.counts;
        let grade = self.grade.map_or(language.pick("无", "none"), |grade| grade.word(language));
        let percent = |share: &Option<String>| share.clone().unwrap_or_else(|| "–".to_owned());
        let (very_good, good) = (percent(&self.very_good_percent), percent(&self.good_percent));
        let why = match (&self.rule, self.undefined, language) {
            (Some(rule), _, Language::Chinese) => format!("规则 {rule}"),
            (Some(rule), _, Language::English) => format!("rule {rule}"),
            (None, true, Language::Chinese) => "没有规则适用，按方案设定".to_owned(),
            (None, true, Language::English) => "no rule fits; set by the scheme".to_owned(),
            (None, false, Language::Chinese) => "没有已评指标".to_owned(),
            (None, false, Language::English) => "no indicator is graded".to_owned(),
        };
        let ours = if self.ours { language.pick(OURS.0, OURS.1) } else { "" };
        let provisional = if self.provisional {
            language.pick(PROVISIONAL.0, PROVISIONAL.1)
        } else {
            ""
        };
        match language {
            Language::Chinese => format!(
                "{grade}{provisional}：计入 {} 项，很好 {}、较好 {}、一般 {}、不足 {}、未评 {}、不适用 {}；很好占 {very_good} %，很好和较好占 {good} %；{why}{ours}",
                self.counted, counts.very_good, counts.good, counts.fair, counts.insufficient, counts.ungraded, counts.not_applicable
            ),
            Language::English => format!(
                "{grade}{provisional}: {} counted, very good {}, good {}, fair {}, insufficient {}, ungraded {}, not applicable {}; very good {very_good} %, good or better {good} %; {why}{ours}",
                self.counted, counts.very_good, counts.good, counts.fair, counts.insufficient, counts.ungraded, counts.not_applicable
            ),
        }
    }
}

impl DimensionGrading {
    /// The dimension and how its grade came about, in one line.
    pub fn explain(&self, language: Language) -> String {
        format!("{} {}", self.name.in_language(language), self.decision.explain(language))
    }
}

impl AreaGrades {
    /// Every grade of the area in words: overall, dimensions, indicators.
    pub fn explain(&self, language: Language) -> String {
        let mut text = String::new();
        let _ = writeln!(text, "{} {}", self.name, self.overall.explain(language));
        for dimension in &self.dimensions {
            let _ = writeln!(text, "{}", dimension.explain(language));
        }
        for indicator in &self.indicators {
            let _ = write!(text, "\n{}", indicator.explain(language));
        }
        text
    }
}
