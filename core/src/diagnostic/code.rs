//! The table of all codes: stable text, severity and message in both languages.
//!
//! A code is written `family.what`; once released it keeps its meaning. Both messages use the same `{named}` arguments, and an
//! optional line of advice says what to do. To add a code, add a row; the enum, the list and the tests follow from it.

use std::fmt;

use serde::{Serialize, Serializer};

use super::Language;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// For the reader's information.
    Note,
    /// Accepted, but probably not what was meant.
    Warning,
    /// Not accepted.
    Error,
}

impl Severity {
    /// The word that stands before a message.
    pub const fn word(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Note, Language::Chinese) => "说明",
            (Self::Warning, Language::Chinese) => "警告",
            (Self::Error, Language::Chinese) => "错误",
            (Self::Note, Language::English) => "note",
            (Self::Warning, Language::English) => "warning",
            (Self::Error, Language::English) => "error",
        }
    }
}

macro_rules! codes {
    ($($variant:ident $text:literal $severity:ident $zh:literal $en:literal $(advice $advice_zh:literal $advice_en:literal)?;)*) => {
        /// Stable code of a diagnostic.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = concat!("`", $text, "`: ", $en, ".")] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const fn all() -> &'static [Self] {
                &[$(Self::$variant),*]
            }

            /// The stable text, such as `formula.unknown_name`.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }

            /// Usual severity.
            pub const fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)*
                }
            }

            /// Template of the message, with `{named}` arguments.
            pub const fn template(self, language: Language) -> &'static str {
                match language {
                    Language::Chinese => match self {
                        $(Self::$variant => $zh,)*
                    },
                    Language::English => match self {
                        $(Self::$variant => $en,)*
                    },
                }
            }

            /// What to do about it, where there is a general answer; a template like the message.
            pub const fn advice(self, language: Language) -> Option<&'static str> {
                match language {
                    Language::Chinese => match self {
                        $(Self::$variant => optional!($($advice_zh)?),)*
                    },
                    Language::English => match self {
                        $(Self::$variant => optional!($($advice_en)?),)*
                    },
                }
            }
        }
    };
}

macro_rules! optional {
    () => {
        None
    };
    ($text:literal) => {
        Some($text)
    };
}

codes! {
    // Files: catalogues and datasets as text.
    FileSyntax "file.syntax" Error
        "语法有误：{detail}"
        "syntax error: {detail}";
    FileNotUtf8 "file.not_utf8" Error
        "文件 `{file}` 不是 UTF-8 编码"
        "the file `{file}` is not UTF-8"
        advice "另存为 UTF-8 编码" "save it as UTF-8";
    FileUnknownKey "file.unknown_key" Error
        "这里不认识键 `{key}`"
        "unknown key `{key}`";
    FileMissingKey "file.missing_key" Error
        "缺少 {keys}"
        "missing {keys}";
    FileDuplicateKey "file.duplicate_key" Error
        "键 `{key}` 写了两次"
        "the key `{key}` is given twice";
    FileDuplicateHeader "file.duplicate_header" Error
        "`{key}` 在所有文件中只能写一次"
        "`{key}` may be given only once in all files";
    FileWrongType "file.wrong_type" Error
        "此处应为{expected}，却是{found}"
        "expected {expected}, found {found}";
    FileUnknownChoice "file.unknown_choice" Error
        "`{value}` 不在可选值之中：{choices}"
        "`{value}` is none of {choices}";
    FileOutOfRange "file.out_of_range" Error
        "数 {value} 不在 {minimum} 到 {maximum} 之间"
        "the number {value} is not between {minimum} and {maximum}";
    FileBadNumber "file.bad_number" Error
        "`{value}` 不是精确的十进制数"
        "`{value}` is not an exact decimal number"
        advice "写成不带千分位和指数的数，例如 \"0.2\"" "write plain digits without grouping or exponent, such as \"0.2\"";
    FileFloat "file.float" Error
        "小数 {value} 没有加引号，读入后不再精确"
        "the fraction {value} is not in quotes and would not be read exactly"
        advice "加上引号：\"{value}\"" "write it in quotes: \"{value}\"";
    FileTooLarge "file.too_large" Error
        "文件 `{file}` 有 {size} 字节，超过上限 {limit} 字节"
        "the file `{file}` has {size} bytes, more than the limit of {limit}";
    FileTotalTooLarge "file.total_too_large" Error
        "各文件合计 {size} 字节，超过上限 {limit} 字节"
        "the files have {size} bytes in all, more than the limit of {limit}";
    FileTooDeep "file.too_deep" Error
        "嵌套超过 {limit} 层"
        "nested more than {limit} levels deep";
    FileTooManyEntries "file.too_many_entries" Error
        "`{key}` 有 {count} 项，超过上限 {limit} 项"
        "`{key}` has {count} entries, more than the limit of {limit}";
    FileTextTooLong "file.text_too_long" Error
        "文字有 {size} 字节，超过上限 {limit} 字节"
        "the text has {size} bytes, more than the limit of {limit}";
    FileTomlUnavailable "file.toml_unavailable" Error
        "此版本的程序不读取 TOML：`{file}`"
        "this build does not read TOML: `{file}`"
        advice "改用 JSON，或启用 `toml` 功能" "write it in JSON, or enable the feature `toml`";
    FileTooManyProblems "file.too_many_problems" Note
        "问题过多，只列出前 {limit} 个"
        "too many problems; only the first {limit} are listed";
    FileUnreadable "file.unreadable" Error
        "此处无法读取：{detail}"
        "this cannot be read: {detail}";

    // Catalogues: names, units, dates and rules that do not fit together.
    CatalogueMissingHeader "catalogue.missing_header" Error
        "没有任何文件写有 `[catalogue]`"
        "no file has a `[catalogue]` table"
        advice "在其中一个文件里写 `[catalogue]`，给出 id、edition、name、title 和 issuer"
            "write `[catalogue]` with id, edition, name, title and issuer in one of the files";
    CatalogueUnknown "catalogue.unknown" Error
        "没有内置指标体系 `{id}`；有：{known}"
        "there is no built-in catalogue `{id}`; there are {known}";
    CatalogueCircular "catalogue.circular" Error
        "指标体系扩展或引用了自己：{path}"
        "the catalogue extends or uses itself: {path}"
        advice "给本体系一个自己的标识；`extends` 和 `uses` 写别的体系" "give it an id of its own; `extends` and `uses` name other catalogues";
    CatalogueExtendsTooDeep "catalogue.extends_too_deep" Error
        "`{id}` 逐级扩展超过 {limit} 级"
        "`{id}` extends others over more than {limit} steps";
    CatalogueOtherBase "catalogue.other_base" Error
        "文件扩展的是 `{named}`，却被用来扩展 `{base}`"
        "the files extend `{named}`, but are laid upon `{base}`"
        advice "删去 `extends`，或用 `{named}` 来扩展" "take `extends` out, or lay them upon `{named}`";
    CatalogueNothingExtended "catalogue.nothing_extended" Error
        "有 `{key}`，却没有扩展任何指标体系"
        "`{key}` has no meaning where no catalogue is extended"
        advice "在 `[catalogue]` 中写 `extends`" "write `extends` in `[catalogue]`";
    CatalogueNoSeries "catalogue.no_series" Error
        "`{other}` 中没有与 `{catalogue}` 的指标 `{id}` 对应的指标"
        "no indicator of `{other}` is known to measure what `{id}` of `{catalogue}` does";
    CatalogueNotComparable "catalogue.not_comparable" Error
        "指标 `{id}` 在 `{catalogue}` 和 `{other}` 中的值不可比：{why}"
        "values of `{id}` in `{catalogue}` and in `{other}` do not compare: {why}";
    CatalogueValueTooLarge "catalogue.value_too_large" Error
        "指标 `{id}` 的值换算到 `{other}` 的单位后超出可算的范围"
        "the value of `{id}` is too large to be converted to the unit of `{other}`";
    CatalogueKeepAndOmit "catalogue.keep_and_omit" Error
        "`keep` 和 `omit` 只能写一个"
        "there is both `keep` and `omit`"
        advice "`keep` 只保留所列指标，`omit` 去掉所列指标" "`keep` takes over only what it lists, `omit` everything else than what it lists";
    CatalogueUnknownIndicator "catalogue.unknown_indicator" Error
        "`{catalogue}` 没有指标 `{id}`"
        "`{catalogue}` has no indicator `{id}`"
        advice "写指标的标识、序号或名称" "name it by id, official number or name";
    CatalogueUnknownItem "catalogue.unknown_item" Error
        "`{catalogue}` 没有数据项 `{id}`"
        "`{catalogue}` has no item `{id}`";
    CatalogueUnknownRequirement "catalogue.unknown_requirement" Error
        "指标 `{indicator}` 没有评价标准 `{id}`；有：{known}"
        "the indicator `{indicator}` has no requirement `{id}`; it has {known}";
    CatalogueNamedTwice "catalogue.named_twice" Error
        "`{id}` 所指的已经写过"
        "what `{id}` names is named before"
        advice "删去其中一个" "delete one of the two";
    CatalogueLeftOut "catalogue.left_out" Error
        "指标 `{id}` 没有纳入，不能再改动"
        "the indicator `{id}` is not taken over, so there is nothing to change"
        advice "在 `[select]` 中纳入它，或删去这里的改动" "take it over in `[select]`, or delete the change";
    CatalogueOwnIndicator "catalogue.own_indicator" Error
        "`{id}` 是本体系自己的指标"
        "`{id}` is an indicator of this catalogue itself"
        advice "`[[override]]` 只改动被扩展体系的指标；直接改这里" "`[[override]]` changes indicators of the extended catalogue; change this one where it stands";
    CatalogueStillNeeded "catalogue.still_needed" Error
        "{reader} 要读取{owner} 的 `{id}`，而后者没有纳入"
        "{reader} reads `{id}`, which belongs to {owner}, and that is not taken over"
        advice "把两者都纳入，或都不纳入" "take over both or neither";
    CatalogueIndicatorTaken "catalogue.indicator_taken" Error
        "指标的{what} `{text}` 已属于{owner}；要代替它，须写 `replaces = \"{id}\"`"
        "the {what} `{text}` of the indicator is that of {owner}; to put it in the place of that one, write `replaces = \"{id}\"`"
        advice "不代替原指标的，另取标识和名称" "where it does not replace that one, give it an id and a name of its own";
    CatalogueIdTaken "catalogue.id_taken" Error
        "标识 `{id}` 已属于{owner}"
        "the id `{id}` is that of {owner}"
        advice "意思相同就直接用，删去这里的；意思不同就另取标识" "where it means the same, take that one and delete this; otherwise choose another id";
    CatalogueNameTaken "catalogue.name_taken" Error
        "名称 `{name}` 已属于{owner}"
        "the name `{name}` is that of {owner}"
        advice "名称和别名在整个体系里只能指一样东西" "a name or alias means one thing in the whole catalogue";
    CatalogueNumberTaken "catalogue.number_taken" Error
        "指标序号 {number} 已属于{owner}；可用 {free}"
        "the number {number} is that of {owner}; a free one is {free}";
    CatalogueDefinedDifferently "catalogue.defined_differently" Error
        "{left} 与{right} 定义不同，不能同时引用"
        "{left} and {right} are defined differently and cannot be used together";
    CatalogueLevelWithoutPlace "catalogue.level_without_place" Error
        "没有写层级 `{id}` 在哪一层之上"
        "the level `{id}` does not say which one it stands above"
        advice "写 `above = \"…\"`，给出紧挨着的下一层" "write `above = \"…\"` with the area level directly below it";
    CatalogueDuplicateId "catalogue.duplicate_id" Error
        "标识 `{id}` 用了两次"
        "the id `{id}` is used twice";
    CatalogueBadId "catalogue.bad_id" Error
        "`{id}` 不能用作标识"
        "`{id}` cannot be used as an id"
        advice "以小写字母开头，只用小写字母、数字和下划线" "begin with a lower-case letter; use lower-case letters, digits and underscores only";
    CatalogueUnknownId "catalogue.unknown_id" Error
        "没有声明 `{id}`"
        "`{id}` is not declared";
    CatalogueUnknownLevel "catalogue.unknown_level" Error
        "没有声明层级 `{id}`"
        "the level `{id}` is not declared";
    CatalogueUnknownDimension "catalogue.unknown_dimension" Error
        "没有声明分项 `{id}`；有：{known}"
        "the dimension `{id}` is not declared; there are {known}"
        advice "写其中一个的标识，或用 `[[dimension]]` 声明新的" "write the id of one of them, or declare another with `[[dimension]]`";
    CatalogueUnknownTerm "catalogue.unknown_term" Error
        "词表 `{vocabulary}` 中没有 `{id}`"
        "the vocabulary `{vocabulary}` has no term `{id}`";
    CatalogueUnknownProfileKey "catalogue.unknown_profile_key" Error
        "没有声明城市属性 `{id}`"
        "the profile key `{id}` is not declared";
    CatalogueUnknownProfileValue "catalogue.unknown_profile_value" Error
        "城市属性 `{key}` 没有值 `{value}`；有：{known}"
        "the profile key `{key}` has no value `{value}`; it has {known}";
    CatalogueRequirementUnit "catalogue.requirement_unit" Error
        "评价标准 `{id}` 的单位 {left} 不能换算为指标的单位 {right}"
        "the unit {left} of the requirement `{id}` cannot be converted to {right}, the unit of the indicator"
        advice "用指标的单位或能换算为它的单位" "write the unit of the indicator, or one that converts to it";
    CatalogueInvalidDate "catalogue.invalid_date" Error
        "`{value}` 不是有效日期"
        "`{value}` is not a valid date"
        advice "写成 2025-01-31 的形式" "write it like 2025-01-31";
    CatalogueEmptyPeriod "catalogue.empty_period" Error
        "起始日 {from} 晚于终止日 {until}"
        "the first day {from} is after the last day {until}";
    CatalogueOverlappingPeriods "catalogue.overlapping_periods" Error
        "评价标准 `{left}` 与 `{right}` 对同一对象同时有效"
        "the requirements `{left}` and `{right}` are in force at the same time for the same objects";
    CatalogueEmptyRange "catalogue.empty_range" Error
        "下限 {minimum} 大于上限 {maximum}"
        "the lower end {minimum} is above the upper end {maximum}";
    CatalogueMissingMaximum "catalogue.missing_maximum" Error
        "范围型评价标准 `{id}` 缺少 `maximum`"
        "the range requirement `{id}` has no `maximum`";
    CatalogueCycle "catalogue.cycle" Error
        "规则循环依赖：{path}"
        "the rules depend on each other in a circle: {path}"
        advice "去掉其中一步" "take one of the steps out";
    CatalogueRulesTooDeep "catalogue.rules_too_deep" Error
        "`{id}` 的规则连同它依赖的规则，超过 {limit} 步"
        "the rule of `{id}` and the rules that it rests on are more than {limit} steps deep"
        advice "长的和式用括号分组，或把中间结果作为数据项填报"
            "put brackets around parts of a long sum, or collect a value in between";
    CatalogueRuleOfClass "catalogue.rule_of_class" Error
        "分类 `{id}` 不能由公式得出"
        "the class `{id}` cannot come from a formula";
    CatalogueTwoRules "catalogue.two_rules" Error
        "`{id}` 有两条规则"
        "`{id}` has two rules"
        advice "保留一条" "keep one of them";
    CatalogueIndicatorCount "catalogue.indicator_count" Error
        "声明的指标数是 {expected}，实际是 {found}"
        "the number of indicators is announced as {expected}, but it is {found}"
        advice "增删的指标没有错，就把 `indicator_count` 改为 {found}" "if none is missing or too many, set `indicator_count` to {found}";
    CatalogueDuplicateNumber "catalogue.duplicate_number" Error
        "指标序号 {number} 用了两次"
        "the indicator number {number} is used twice";
    CatalogueMissingWeight "catalogue.missing_weight" Error
        "`{id}` 按权重汇总，却没有写 `weight`"
        "`{id}` is rolled up as a weighted mean but names no `weight`";
    CatalogueBadWeight "catalogue.bad_weight" Error
        "`{id}` 不能作权重"
        "`{id}` cannot be a weight"
        advice "权重是同一层级的数量" "a weight is a measure of the same level";
    CatalogueRollup "catalogue.rollup" Error
        "`{id}` 是{kind}，不能按 `{rollup}` 汇总"
        "`{id}` is {kind} and cannot be rolled up by `{rollup}`"
        advice "标志用 any，分类用 none，数量用 sum、max、min、weighted、distinct 或 none" "flags use any, classes none, measures sum, max, min, weighted, distinct or none";

    // Units.
    UnitUnknown "unit.unknown" Error
        "不认识单位 `{text}`"
        "unknown unit `{text}`";
    UnitMalformed "unit.malformed" Error
        "单位 `{text}` 写法有误：{detail}"
        "the unit `{text}` is malformed: {detail}";
    UnitTooLarge "unit.too_large" Error
        "单位的系数或指数过大"
        "the factor or exponent of the unit is too large";
    UnitTaken "unit.taken" Error
        "`{text}` 已是单位 `{owner}` 的写法"
        "`{text}` is already a spelling of the unit `{owner}`"
        advice "意思相同就用 `{owner}`，否则另取标识和写法" "use `{owner}` where it means the same; otherwise choose another id and spelling";

    // Formulas.
    FormulaEmpty "formula.empty" Error
        "公式是空的"
        "the formula is empty";
    FormulaUnexpectedCharacter "formula.unexpected_character" Error
        "公式中不能有字符 `{character}`"
        "the character `{character}` has no meaning in a formula";
    FormulaUnclosedBracket "formula.unclosed_bracket" Error
        "`{bracket}` 没有闭合"
        "the `{bracket}` is not closed";
    FormulaExpectedExpression "formula.expected_expression" Error
        "此处应有数、名称或括号，却是{found}"
        "expected a number, a name or a bracket, found {found}";
    FormulaExpected "formula.expected" Error
        "此处应为{expected}，却是{found}"
        "expected {expected}, found {found}";
    FormulaTrailingText "formula.trailing_text" Error
        "公式到此已完整，后面的 `{text}` 多余"
        "the formula is complete before `{text}`"
        advice "前面可能缺运算符，或多了右括号" "an operator may be missing before it, or a bracket be closed once too often";
    FormulaChainedComparison "formula.chained_comparison" Error
        "比较不能连写"
        "comparisons cannot be chained"
        advice "用 and 连接两个比较，如 3 <= x and x <= 6" "join two comparisons by `and`, such as 3 <= x and x <= 6";
    FormulaBadNumber "formula.bad_number" Error
        "`{text}` 不是有效的数"
        "`{text}` is not a valid number"
        advice "只写数字和一个小数点，最多 28 位；单位写在方括号里，如 20 [km]"
            "write at most 28 digits and one point; a unit stands in brackets, such as 20 [km]";
    FormulaTooLong "formula.too_long" Error
        "公式有 {size} 字节，超过上限 {limit} 字节"
        "the formula has {size} bytes, more than the limit of {limit}";
    FormulaTooDeep "formula.too_deep" Error
        "公式嵌套超过 {limit} 层"
        "the formula is nested more than {limit} levels deep";
    FormulaTooManyOperators "formula.too_many_operators" Error
        "公式的加减乘除号超过 {limit} 个"
        "the formula has more than {limit} signs of addition, subtraction, multiplication and division"
        advice "把一部分写成数据项的 `default`" "make a part of it the `default` of an item";
    FormulaUnknownName "formula.unknown_name" Error
        "不认识名称 `{name}`"
        "unknown name `{name}`"
        advice "写数据项的标识或中文名称；新的数据项用 `[[item]]` 定义"
            "write the id or Chinese name of an item; define a new one with `[[item]]`";
    FormulaAmbiguousName "formula.ambiguous_name" Error
        "名称 `{name}` 可指多个数据项：{candidates}"
        "the name `{name}` may mean any of {candidates}"
        advice "改用标识" "use the id";
    FormulaUnknownFunction "formula.unknown_function" Error
        "不认识函数 `{name}`"
        "unknown function `{name}`";
    FormulaArgumentCount "formula.argument_count" Error
        "函数 `{name}` 应有{expected}，却有 {found} 个"
        "the function `{name}` takes {expected}, not {found}";
    FormulaAggregateForm "formula.aggregate_form" Error
        "`{name}` 应写成 {name}({form})"
        "`{name}` must be written {name}({form})";
    FormulaUnknownClassValue "formula.unknown_class_value" Error
        "`{item}` 没有分类值 `{value}`；有：{known}"
        "`{item}` has no class value `{value}`; it has {known}";
    FormulaTypeMismatch "formula.type_mismatch" Error
        "此处应为{expected}，却是{found}"
        "expected {expected}, found {found}";
    FormulaUnitMismatch "formula.unit_mismatch" Error
        "{operation} 中的单位不一致：{left} 与 {right}"
        "the units in {operation} do not agree: {left} and {right}"
        advice "确有此意时，乘以带单位的数，如 3 [person/household]"
            "where it is meant, multiply by a number with a unit, such as 3 [person/household]";
    FormulaUnitOfResult "formula.unit_of_result" Error
        "公式的单位是 {found}，不能换算为声明的 {expected}"
        "the formula gives {found}, which cannot be converted to the declared {expected}"
        advice "改 `unit`，或改公式" "change `unit` or the formula";
    FormulaPercentFactor "formula.percent_factor" Error
        "单位是 %，公式里不再乘 100"
        "the unit is %, so the formula has no factor of 100"
        advice "删去 100：百分号是单位，比值会自动换算为百分数" "delete it: percent is a unit, and a ratio is converted to it";
    FormulaHigherLevel "formula.higher_level" Error
        "`{name}` 不低于层级 `{expected}`，不能为其汇总"
        "`{name}` is not below the level `{expected}`, and cannot be aggregated for it";
    FormulaUnknownTable "formula.unknown_table" Error
        "不认识层级或观测表 `{name}`"
        "unknown level or observation table `{name}`";
    FormulaAggregateNeedsTable "formula.aggregate_needs_table" Error
        "函数 `{name}` 要写明对哪张表计算"
        "the function `{name}` must name the table whose rows it is taken over"
        advice "写成 {name}(building: 数据项) 或 {name}(building where 条件)" "write {name}(building: item) or {name}(building where condition)";
    FormulaTableAsValue "formula.table_as_value" Error
        "`{name}` 是一张表，不是数据项"
        "`{name}` is a table, not an item"
        advice "用 count({name} where …) 计数" "count its rows with count({name} where …)";
    FormulaItemAbove "formula.item_above" Error
        "`{name}` 在层级 `{level}` 采集，层级 `{context}` 的公式取不到它"
        "`{name}` is collected at the level `{level}`; a formula of the level `{context}` cannot read it"
        advice "把指标的 `level` 改为 `{level}`，或另设在层级 `{context}` 采集的数据项"
            "set the `level` of the indicator to `{level}`, or define an item that is collected at the level `{context}`";
    FormulaDigits "formula.digits" Error
        "修约位数要写成 -12 到 12 的整数"
        "the number of digits must be a whole number from -12 to 12";
    FormulaAveragedRatio "formula.averaged_ratio" Error
        "`{name}` 的汇总方式是 none，在层级 `{level}` 以上没有值，而公式也要在那里计算"
        "`{name}` is rolled up by `none` and has no value above the level `{level}`, where the formula is read too"
        advice "由分子、分母各自求和后再相除，或对各行计算，如 mean({level}: {name})"
            "divide summed numerators by summed denominators, or take the rows, such as mean({level}: {name})";

    // Datasets.
    DatasetUnknownTable "dataset.unknown_table" Error
        "不认识表 `{name}`"
        "unknown table `{name}`";
    DatasetUnknownColumn "dataset.unknown_column" Warning
        "不认识列 `{name}`，已略过"
        "unknown column `{name}`, left out";
    DatasetDuplicateColumn "dataset.duplicate_column" Error
        "列 `{left}` 与 `{right}` 是同一数据项 `{id}`"
        "the columns `{left}` and `{right}` are the same item `{id}`";
    DatasetMissingIdColumn "dataset.missing_id_column" Error
        "表 `{name}` 没有标识列"
        "the table `{name}` has no id column"
        advice "添加一列 `id` 或 `编号`" "add a column `id` or `编号`";
    DatasetEmptyId "dataset.empty_id" Error
        "标识为空"
        "the id is empty";
    DatasetDuplicateArea "dataset.duplicate_area" Error
        "区域 `{id}` 已在 {first} 给出"
        "the area `{id}` is already given at {first}";
    DatasetUnknownParent "dataset.unknown_parent" Error
        "上级 `{id}` 不在层级 `{level}` 的表中（{count} 行）"
        "the parent `{id}` is not in the table of the level `{level}` (rows: {count})";
    DatasetLevelOrder "dataset.level_order" Error
        "层级 `{parent}` 不高于 `{child}`，不能作其上级"
        "the level `{parent}` is not above `{child}` and cannot be its parent";
    DatasetColumnLength "dataset.column_length" Error
        "列 `{name}` 有 {found} 行，应为 {expected} 行"
        "the column `{name}` has {found} rows, not {expected}";
    DatasetBadNumber "dataset.bad_number" Error
        "`{value}` 不是数"
        "`{value}` is not a number";
    DatasetAmbiguousNumber "dataset.ambiguous_number" Error
        "单元格 `{value}` 中有多个数"
        "the cell `{value}` holds several numbers";
    DatasetNumberTooLarge "dataset.number_too_large" Error
        "`{value}` 位数过多，无法精确表示"
        "`{value}` has too many digits to be held exactly";
    DatasetBadFlag "dataset.bad_flag" Error
        "`{value}` 不是“是”或“否”"
        "`{value}` is neither yes nor no";
    DatasetBadClass "dataset.bad_class" Error
        "`{value}` 不是 `{item}` 的分类值"
        "`{value}` is not a class value of `{item}`";
    DatasetHeaderUnit "dataset.header_unit" Error
        "列的单位 {left} 不能换算为数据项 `{item}` 的单位 {right}"
        "the unit {left} of the column cannot be converted to {right}, the unit of the item `{item}`";
    DatasetCellUnit "dataset.cell_unit" Error
        "单元格的单位 {left} 不能精确换算为该列的单位 {right}"
        "the unit {left} of the cell cannot be converted exactly to {right}, the unit of the column";
    DatasetImplausible "dataset.implausible" Warning
        "`{item}` 有 {count} 个值不在合理范围 {minimum} 到 {maximum} 之内，如 {value}：{places}"
        "`{item}` has values outside the plausible range of {minimum} to {maximum}, such as {value} (values: {count}): {places}";
    DatasetDuplicateValue "dataset.duplicate_value" Error
        "`{item}` 在区域 `{area}` 有两个上报值：{left} 与 {right}"
        "`{item}` is reported twice for the area `{area}`: {left} and {right}";
    DatasetTooManyRows "dataset.too_many_rows" Error
        "表 `{name}` 的行数超过上限 {limit}"
        "the table `{name}` has more than {limit} rows";
    DatasetTooManyColumns "dataset.too_many_columns" Error
        "表 `{name}` 的列数超过上限 {limit}"
        "the table `{name}` has more than {limit} columns";
    DatasetMalformedCsv "dataset.malformed_csv" Error
        "CSV 格式有误：{detail}"
        "the CSV is malformed: {detail}";
    DatasetNotUtf8 "dataset.not_utf8" Error
        "文件 `{file}` 不是 UTF-8 编码，像是{encoding}"
        "the file `{file}` is not UTF-8; it looks like {encoding}"
        advice "另存为 UTF-8 编码的 CSV" "save it as CSV in UTF-8";
    DatasetEmptyTable "dataset.empty_table" Error
        "表 `{name}` 没有表头"
        "the table `{name}` has no header line";
    DatasetOpenQuote "dataset.open_quote" Error
        "引号没有闭合，其后的内容会全部并入一个单元格"
        "the quote is never closed, so that all that follows would be one cell";
    DatasetFieldCount "dataset.field_count" Error
        "此行有 {found} 个单元格，表头有 {expected} 个"
        "the line has {found} cells, the header has {expected}";
    DatasetBlankHeader "dataset.blank_header" Warning
        "列没有表头，已略过"
        "the column has no header and is left out";
    DatasetColumnLevel "dataset.column_level" Error
        "`{item}` 在层级 `{expected}` 及以上采集，不能出现在 `{found}` 的表中"
        "`{item}` is collected at the level `{expected}` or above, and cannot be in a table of `{found}`";
    DatasetNoUnit "dataset.no_unit" Error
        "`{item}` 不是数，不应有单位 `{unit}`"
        "`{item}` is no number and has no unit `{unit}`";
    DatasetUnknownUnit "dataset.unknown_unit" Error
        "不认识单位 `{unit}`"
        "unknown unit `{unit}`";
    DatasetUnitsDiffer "dataset.units_differ" Error
        "`{item}` 在各文件中的单位 {left} 与 {right} 不能精确换算"
        "the units of `{item}` in its files, {left} and {right}, cannot be converted exactly";
    DatasetTwoUnits "dataset.two_units" Error
        "列名写的单位是 {left}，另行说明的单位是 {right}"
        "the header says {left}, and {right} was said beside it";
    DatasetUnitWithoutColumn "dataset.unit_without_column" Error
        "为列 `{name}` 说明了单位，但没有这一列"
        "a unit was given for the column `{name}`, but there is no such column";
    DatasetWrongKind "dataset.wrong_kind" Error
        "列 `{item}` 应为{expected}，却是{found}"
        "the column `{item}` must hold {expected}, not {found}";
    DatasetCellTooLong "dataset.cell_too_long" Error
        "单元格超过 {limit} 字节"
        "the cell has more than {limit} bytes";
    DatasetTextsTooLarge "dataset.texts_too_large" Error
        "一列文字超过 4 GiB"
        "the texts of one column have more than 4 GiB";
    DatasetGrouping "dataset.grouping" Error
        "`{value}` 的千分位位置不对"
        "the thousands separators of `{value}` stand in wrong places"
        advice "写成 1234.5 或 1,234.5" "write 1234.5 or 1,234.5";
    DatasetExponent "dataset.exponent" Error
        "`{value}` 是科学计数法，位数可能已经丢失"
        "`{value}` is in scientific notation, and digits may already be lost"
        advice "在表格软件中把该列设为“数值”格式再导出" "format the column as a number in the spreadsheet and export it again";
    DatasetInexactNumber "dataset.inexact_number" Error
        "`{value}` 是范围、界限或估计，不是一个确定的数"
        "`{value}` is a range, a bound or an estimate, and not one exact number";
    DatasetRemark "dataset.remark" Error
        "`{value}` 在数之外还有说明文字"
        "`{value}` has words beside its number"
        advice "说明文字移到单独一列" "move the words to a column of their own";
    DatasetSpreadsheetError "dataset.spreadsheet_error" Error
        "`{value}` 是表格软件的错误值"
        "`{value}` is an error of the spreadsheet";
    DatasetNoneOrZero "dataset.none_or_zero" Error
        "数值列中的 `{value}` 可以是 0，也可以是未上报"
        "`{value}` in a column of numbers may be 0 or not reported"
        advice "写 0，或留空" "write 0, or leave it blank";
    DatasetScaledTwice "dataset.scaled_twice" Error
        "`{value}` 带有万或亿，而该列的单位已是 {unit}"
        "`{value}` has a multiple although the unit of the column is {unit}"
        advice "写出完整的数" "write the number in full";
    DatasetSpanTooWide "dataset.span_too_wide" Error
        "列 `{item}` 的数大小相差太远，合起来超过 38 位"
        "the numbers of the column `{item}` together span more than 38 digits";
    DatasetUnknownPart "dataset.unknown_part" Error
        "`{label}` 不是指标 `{item}` 的分项"
        "`{label}` is no part of the indicator `{item}`";
    DatasetNegativeCount "dataset.negative_count" Warning
        "`{item}` 是计数，却有 {count} 个负值，如 {value}：{places}"
        "`{item}` is a count but has negative values, such as {value} (values: {count}): {places}";
    DatasetTotalRow "dataset.total_row" Error
        "`{id}` 像是合计行，会被重复计算"
        "the row `{id}` looks like a total, and would be counted twice"
        advice "删去合计行" "remove rows of totals";
    DatasetTwoNames "dataset.two_names" Warning
        "同一区域有两个名称 `{left}` 与 `{right}`，取前者"
        "the area has two names, `{left}` and `{right}`; the first is kept";
    DatasetAmbiguousParent "dataset.ambiguous_parent" Error
        "上级 `{id}` 可指层级 `{level}` 中的多个区域（{count} 行）"
        "the parent `{id}` may be any of several areas of the level `{level}` (rows: {count})"
        advice "写上级的编号，并用该层级的名称作表头" "write the id of the parent, under the name of its level";
    DatasetParentConflict "dataset.parent_conflict" Error
        "`{id}` 既属于 `{left}`，又属于 `{right}`"
        "`{id}` belongs to `{left}` and also to `{right}`";
    DatasetCreatedAreas "dataset.created_areas" Note
        "没有层级 `{level}` 的表，已按下级的上级列建立 {count} 个区域"
        "there is no table of the level `{level}`; its areas were taken from the parents of lower ones (areas: {count})";
    DatasetOrphans "dataset.orphans" Warning
        "层级 `{level}` 有 {count} 行不属于任何上级区域，不会计入上级"
        "rows of the level `{level}` belong to no area and are in no sum of a higher level (rows: {count})";
    DatasetBadPeriod "dataset.bad_period" Error
        "`{value}` 不是年、月、季度或半年"
        "`{value}` is no year, month, quarter or half-year"
        advice "写成 2025、2025-06、2025-Q1 或 2025-H1" "write 2025, 2025-06, 2025-Q1 or 2025-H1";
    DatasetTwoPeriods "dataset.two_periods" Error
        "时期 {right} 与{first}给出的 {left} 不一致"
        "the period {right} differs from {left}, given {first}"
        advice "往年的数据另建一个数据集，或在表或行中写明年份" "give earlier years as a dataset of their own, or name their year in the table or its rows";
    DatasetLaterPeriod "dataset.later_period" Error
        "时期 {left} 晚于数据集的时期 {right}"
        "the period {left} is later than {right}, that of the dataset";
    DatasetEarlierPeriod "dataset.earlier_period" Note
        "{count} 行属于更早的时期 {left}，不计入 {right}"
        "rows of the earlier period {left} are kept apart from {right} (rows: {count})";
    DatasetTooManyPeriods "dataset.too_many_periods" Error
        "有 {count} 个时期，超过上限 {limit}"
        "there are {count} periods, more than the limit of {limit}";
    DatasetMixedPeriods "dataset.mixed_periods" Error
        "时期 {left} 与 {right} 不是同一种，无法排序"
        "the periods {left} and {right} are of different kinds and cannot be ordered";
    DatasetPeriodOrder "dataset.period_order" Error
        "上一期 {left} 并不早于 {right}"
        "the period before, {left}, is not earlier than {right}";
    DatasetMoreProblems "dataset.more_problems" Note
        "至少还有 {count} 个问题没有列出"
        "there are more problems (not shown: {count} or more)";

    // Examinations.
    ExamineUnknownIndicator "examine.unknown_indicator" Error
        "指标体系中没有指标 `{name}`"
        "the catalogue has no indicator `{name}`";
    ExamineUnknownLevel "examine.unknown_level" Error
        "指标体系中没有层级 `{name}`"
        "the catalogue has no level `{name}`";
    ExamineUnknownArea "examine.unknown_area" Error
        "数据的 {level} 层级中没有区域 `{name}`"
        "the data have no area `{name}` at the level {level}";
    ExamineUnknownItem "examine.unknown_item" Error
        "该层级没有数据项 `{name}`"
        "the level has no data item `{name}`";

    // Measures (整治建议) and the lists made with them.
    MeasureOtherCatalogue "measure.other_catalogue" Error
        "这些整治建议属于指标体系 `{name}`，不属于 `{expected}`"
        "these measures are for the catalogue `{name}`, not for `{expected}`";
    MeasureUnknownIndicator "measure.unknown_indicator" Error
        "指标体系中没有指标 `{name}`"
        "the catalogue has no indicator `{name}`";
    MeasureUnknownCheck "measure.unknown_check" Error
        "`{subject}` 没有体检内容 `{name}`"
        "`{subject}` has no checklist item `{name}`";
    MeasureUnknownDepartment "measure.unknown_department" Error
        "没有责任单位 `{name}`"
        "there is no department `{name}`"
        advice "在 [[department]] 中写明" "name it in a [[department]]";
    MeasureDuplicate "measure.duplicate" Error
        "`{name}` 已有整治建议"
        "`{name}` has a measure already";
    MeasureWithoutProblem "measure.without_problem" Warning
        "整治建议 `{name}` 没有对应的问题"
        "the measure `{name}` is for no problem of this report";

    // The profile of a city (城市属性).
    ProfileUnknownKey "profile.unknown_key" Error
        "不认识城市属性 `{key}`"
        "unknown profile key `{key}`";
    ProfileUnknownValue "profile.unknown_value" Error
        "城市属性 `{key}` 没有值 `{value}`"
        "the profile key `{key}` has no value `{value}`";
    ProfileWrongKind "profile.wrong_kind" Error
        "城市属性 `{key}` 应为{expected}"
        "the profile key `{key}` must be {expected}";
    ProfileTwoValues "profile.two_values" Error
        "城市属性 `{key}` 有两个值 `{left}` 与 `{right}`"
        "the profile key `{key}` has two values, `{left}` and `{right}`";

    // Sheets: what a workbook has no room for.
    SheetNoSheets "sheet.no_sheets" Error
        "工作簿中没有表"
        "the workbook has no sheet";
    SheetTooManyColumns "sheet.too_many_columns" Error
        "表 `{name}` 有 {count} 列，超过 Excel 的上限 {limit} 列"
        "the sheet `{name}` has {count} columns, more than Excel's limit of {limit}";
    SheetSplit "sheet.split" Note
        "表 `{name}` 的行数超过一个工作表的上限 {limit}，已分为 {count} 个工作表"
        "the sheet `{name}` has more rows than the limit of {limit} of one worksheet, and is split (worksheets: {count})";
    SheetTextCut "sheet.text_cut" Warning
        "表 `{name}` 有 {count} 处文字超过单元格的上限 {limit} 个字，已截断"
        "texts of the sheet `{name}` have more letters than the limit of {limit} of one cell, and are cut (texts: {count})";

    // Reports from templates.
    PublishTemplateSyntax "publish.template_syntax" Error
        "模板的写法不对：{detail}"
        "the template is not written right: {detail}";
    PublishUnknownField "publish.unknown_field" Error
        "报告没有 `{name}`"
        "the report has no `{name}`";
    PublishUnknownTable "publish.unknown_table" Error
        "报告没有表格 `{name}`"
        "the report has no table `{name}`";
    PublishUnknownFigure "publish.unknown_figure" Error
        "报告没有图 `{name}`"
        "the report has no figure `{name}`";
    PublishUnknownPlace "publish.unknown_place" Error
        "提纲没有位置 `{name}`，这段文字无处可放"
        "the outline has no place `{name}` for the passage";
    PublishTemplateFailed "publish.template_failed" Error
        "模板无法填写：{detail}"
        "the template cannot be filled in: {detail}";
    PublishTemplateTooLarge "publish.template_too_large" Error
        "模板 {file} 超过 {limit} 字节"
        "the template {file} has more than {limit} bytes";
    PublishTooMuchWork "publish.too_much_work" Error
        "模板的步骤太多，已停止"
        "the template takes too many steps and was stopped";
    PublishTooLong "publish.too_long" Error
        "报告超过 {limit} 字节"
        "the report has more than {limit} bytes";
    // Collection forms (采集表), as they are made and as they come back.
    FormUnknownItem "form.unknown_item" Error
        "指标体系中没有数据项 `{name}`"
        "the catalogue has no item `{name}`";
    FormUnreadable "form.unreadable" Error
        "`{file}` 不能作为 XLSX 工作簿读取：{detail}"
        "`{file}` cannot be read as an XLSX workbook: {detail}"
        advice "另存为 .xlsx，不加密码" "save it as .xlsx, without a password";
    FormUnpackedTooLarge "form.unpacked_too_large" Error
        "文件 `{file}` 解压后超过上限 {limit} 字节"
        "the file `{file}` has more than the limit of {limit} bytes when it is unpacked";
    FormNotAForm "form.not_a_form" Error
        "`{file}` 中没有采集表"
        "`{file}` holds no collection form"
        advice "填写发下的工作簿，不要把内容复制到别的文件" "fill in the workbook that was handed out, and do not copy it into another";
    FormVersion "form.version" Error
        "采集表是第 {found} 版，此版本的程序读取第 {expected} 版"
        "the form is of version {found}; this build reads version {expected}";
    FormDamaged "form.damaged" Error
        "采集表的隐藏标记行已被改动"
        "the hidden rows that mark the form were changed"
        advice "重新下发采集表，再填入数据" "hand out the form again and fill it in";
    FormOtherCatalogue "form.other_catalogue" Error
        "采集表属于指标体系 `{found}`，不属于 `{expected}`"
        "the form belongs to the catalogue `{found}` and not to `{expected}`";
    FormOtherContent "form.other_content" Warning
        "采集表按指标体系的另一版内容制作（校验码 {found}，现为 {expected}）"
        "the form was made for another content of the catalogue (hash {found}, now {expected})";
    FormDate "form.date" Error
        "单元格是日期或时间（{value}）"
        "the cell holds a date or time ({value})"
        advice "表格软件会把 1-2 之类的输入变成日期；把单元格设为文本或数值后重填"
            "spreadsheets make dates of texts such as 1-2; format the cell as text or number and type it again";
    FormFormulaWithoutValue "form.formula_without_value" Error
        "公式没有计算结果"
        "the formula has no result"
        advice "在表格软件中打开、计算并保存" "open the workbook in a spreadsheet, compute it and save it";
    FormLongResult "form.long_result" Warning
        "公式的结果是 {value}，表格软件只显示其前 15 位"
        "the formula gives {value}, of which a spreadsheet shows 15 digits only"
        advice "用 ROUND 取到需要的位数，或改填数" "round it with ROUND, or write the number";
    FormMergedCells "form.merged_cells" Error
        "填报单元格 {range} 被合并"
        "the cells {range} are merged"
        advice "取消合并，每个单元格各填一个值" "unmerge them and fill in each cell";
    FormNotWhole "form.not_whole" Warning
        "`{item}` 是计数，`{value}` 不是整数"
        "`{item}` is a count, and `{value}` is no whole number";
    FormOutside "form.outside" Warning
        "有 {count} 个单元格不属于任何数据项，已略过"
        "cells that belong to no item are left out (cells: {count})";

    // Maps: GeoJSON, and the classes of its colours.
    MapNotJson "map.not_json" Error
        "不是有效的 JSON：{detail}"
        "this is not valid JSON: {detail}";
    MapNotACollection "map.not_a_collection" Error
        "应为 GeoJSON 的 FeatureCollection，却是 {found}"
        "expected a FeatureCollection of GeoJSON, found {found}";
    MapNotAFeature "map.not_a_feature" Error
        "应为 Feature，却是 {found}"
        "expected a Feature, found {found}";
    MapNoKey "map.no_key" Error
        "要素没有可作区域编号的属性；有：{known}"
        "the features have no property that could hold the id of an area; they have {known}"
        advice "用 key 指明属性" "name the property as the key";
    MapFeatureWithoutId "map.feature_without_id" Error
        "要素没有 `{key}`：{feature}"
        "the feature has no `{key}`: {feature}";
    MapDuplicateId "map.duplicate_id" Error
        "区域 `{id}` 已是 {first}"
        "the area `{id}` is {first} already";
    MapUnknownId "map.unknown_id" Error
        "没有区域 `{id}`：{feature}"
        "there is no area `{id}`: {feature}";
    MapAmbiguousName "map.ambiguous_name" Error
        "`{id}` 可指多个区域：{feature}"
        "`{id}` may mean any of several areas: {feature}"
        advice "在文件中给出区域的编号" "give the ids of the areas in the file";
    MapAreaWithoutFeature "map.area_without_feature" Warning
        "有 {count} 个区域不在图上：{names}"
        "areas are not on the map (areas: {count}): {names}";
    MapPropertyTaken "map.property_taken" Error
        "要素已有属性 `{name}`（{count} 个要素）"
        "the features have a property `{name}` already (features: {count})"
        advice "用 prefix 给新属性加前缀" "put a prefix before the names of the new properties";
    MapClassCount "map.class_count" Error
        "分类数是 {count}，应为 1 到 {limit}"
        "the number of classes is {count}, not 1 to {limit}";
    MapBivariateClasses "map.bivariate_classes" Error
        "双变量图的每个变量最多分 {limit} 类，却有 {count} 类"
        "each value of a bivariate map has at most {limit} classes, not {count}";
    MapBreakOrder "map.break_order" Error
        "分界值应由小到大：{left} 之后是 {right}"
        "breaks must rise: {left} is followed by {right}";
    MapTooManyValues "map.too_many_values" Error
        "不同的值有 {count} 个，超过自然断点法的上限 {limit}"
        "there are {count} distinct values, more than the limit of {limit} for natural breaks"
        advice "改用分位数或等距分类" "use quantiles or equal classes";
    MapNumberTooLarge "map.number_too_large" Error
        "值过大，无法分类"
        "the values are too large to be divided into classes";
    MapUnknownLabel "map.unknown_label" Error
        "区域 `{id}` 的等级 `{label}` 不在 {known} 之中"
        "the grade `{label}` of the area `{id}` is none of {known}";
    MapUnknownPalette "map.unknown_palette" Error
        "没有配色 `{name}`；有：{known}"
        "there is no palette `{name}`; there are {known}";

    // Grading schemes.
    GradingUnknown "grading.unknown" Error
        "没有内置评价方案 `{id}`；有：{known}"
        "there is no built-in grading scheme `{id}`; there are {known}";
    GradingDuplicateId "grading.duplicate_id" Error
        "标识 `{id}` 用了两次"
        "the id `{id}` is used twice";
    GradingRepeated "grading.repeated" Error
        "`{name}` 列了两次"
        "`{name}` is listed twice";
    GradingRepeatedYardstick "grading.repeated_yardstick" Error
        "`{key}` 中同一标尺列了两次"
        "`{key}` lists a yardstick twice";
    GradingEmptyList "grading.empty_list" Error
        "`{key}` 至少要有一项"
        "`{key}` must have at least one entry";
    GradingLastBand "grading.last_band" Error
        "最后一档 `{id}` 不能有下限，否则更差的值没有等级"
        "the last band `{id}` must have no lower end, or worse values would have no grade"
        advice "去掉 `at_least`" "take `at_least` away";
    GradingOpenBand "grading.open_band" Error
        "档 `{id}` 没有下限，其后的各档都落不到"
        "the band `{id}` has no lower end, and nothing would reach the bands after it"
        advice "写 `at_least`" "give `at_least`";
    GradingBandOrder "grading.band_order" Error
        "档 `{id}` 应比前一档 `{before}` 下限更低，且等级不更高"
        "the band `{id}` must have a lower end below that of `{before}` before it, and no better grade";
    GradingNoShare "grading.no_share" Error
        "{value} 不在 0 到 100 之间"
        "{value} is not between 0 and 100";
    GradingEmptyShare "grading.empty_share" Error
        "规则 `{id}` 的下限不低于上限，没有比重落入其中"
        "the lower end of the rule `{id}` is not below its upper end, and no share lies between them";
    GradingUnreachable "grading.unreachable" Error
        "规则 `{id}` 落不到：前面的 `{before}` 没有条件"
        "the rule `{id}` is never reached: `{before}` before it has no conditions";
    GradingTooEarly "grading.too_early" Error
        "规则 `{id}` 的条件 `{condition}` 此时尚未确定"
        "the condition `{condition}` of the rule `{id}` is not decided yet"
        advice "先定程度，再定难度和整治类型，最后定优先级" "the degree comes first, then difficulty and class, then the priority";
    GradingNoLastRule "grading.no_last_rule" Error
        "`{key}` 的最后一条规则要没有条件，使每个问题都有结果"
        "the last rule of `{key}` must have no conditions, so that every problem gets an answer";
    GradingUnknownIndicator "grading.unknown_indicator" Error
        "指标体系中没有指标 `{name}`"
        "the catalogue has no indicator `{name}`";
    GradingUnknownLevel "grading.unknown_level" Error
        "指标体系中没有区域层级 `{name}`"
        "the catalogue has no level of areas `{name}`";
    GradingUnknownGroup "grading.unknown_group" Error
        "指标体系中没有维度 `{name}`"
        "the catalogue has no part `{name}`";
    GradingUnknownStrength "grading.unknown_strength" Error
        "词表 `strength` 中没有 `{name}`"
        "the vocabulary `strength` has no term `{name}`";

    // Judgements: what people add to the data.
    JudgementUnknownColumn "judgement.unknown_column" Warning
        "不认识列 `{name}`，已略过；有：{known}"
        "unknown column `{name}`, left out; there are {known}";
    JudgementDuplicateColumn "judgement.duplicate_column" Error
        "列 `{left}` 与 `{right}` 是同一列"
        "the columns `{left}` and `{right}` are the same";
    JudgementNoSubject "judgement.no_subject" Error
        "此行没有写指标或问卷题项"
        "the row names neither an indicator nor a survey item";
    JudgementMisplaced "judgement.misplaced" Error
        "{what}的行不能给 `{column}`"
        "a row of {what} cannot give `{column}`";
    JudgementUnknownIndicator "judgement.unknown_indicator" Error
        "指标体系中没有指标 `{name}`"
        "the catalogue has no indicator `{name}`";
    JudgementUnknownSurveyItem "judgement.unknown_survey_item" Error
        "评价方案中没有问卷题项 `{name}`"
        "the grading scheme has no survey item `{name}`";
    JudgementUnknownCheck "judgement.unknown_check" Error
        "指标 `{indicator}` 没有体检内容 `{name}`"
        "the indicator `{indicator}` has no checklist item `{name}`";
    JudgementUnknownLevel "judgement.unknown_level" Error
        "数据中没有层级 `{name}`"
        "the data have no level `{name}`";
    JudgementUnknownArea "judgement.unknown_area" Error
        "数据中没有区域 `{name}`"
        "the data have no area `{name}`";
    JudgementAmbiguousArea "judgement.ambiguous_area" Error
        "区域 `{name}` 在多个层级中都有：{levels}"
        "there is an area `{name}` at several levels: {levels}"
        advice "写明层级" "name the level";
    JudgementNoArea "judgement.no_area" Error
        "最高层级的区域不止一个，须写明区域"
        "there is more than one area at the highest level: name the area";
    JudgementBadWord "judgement.bad_word" Error
        "`{value}` 不是{what}；有：{known}"
        "`{value}` is no {what}; there are {known}";
    JudgementScoreRange "judgement.score_range" Error
        "问卷得分 {value} 不在 0 到 100 之间"
        "the survey score {value} is not between 0 and 100";
    JudgementUnit "judgement.unit" Error
        "单位 {left} 不能换算为指标 `{indicator}` 的单位 {right}"
        "the unit {left} cannot be converted to {right}, the unit of the indicator `{indicator}`";
    JudgementUnitAlone "judgement.unit_alone" Error
        "有单位 `{unit}`，却没有目标值或对标值"
        "there is a unit `{unit}` but no target and no value of another city";
    JudgementPeerIncomplete "judgement.peer_incomplete" Error
        "对标城市和它的值要同时给出"
        "another city and its value belong together";
    JudgementNothingSaid "judgement.nothing_said" Warning
        "此行没有给出任何意见，已略过"
        "the row says nothing and is left out";
    JudgementDuplicate "judgement.duplicate" Error
        "`{subject}` 的{what}给了两次，第一次在 {first}"
        "the {what} of `{subject}` is given twice, first at {first}";
    JudgementLocalKnown "judgement.local_known" Error
        "`{name}` 是指标体系中的指标，不是本地指标"
        "`{name}` is an indicator of the catalogue and no local one";
    JudgementLocalDimension "judgement.local_dimension" Error
        "本地指标 `{name}` 没有写维度"
        "the local indicator `{name}` has no dimension";
    JudgementUnknownDimension "judgement.unknown_dimension" Error
        "指标体系中没有维度 `{name}`"
        "the catalogue has no dimension `{name}`";
    JudgementTooMany "judgement.too_many" Error
        "意见超过 {limit} 行"
        "there are more than {limit} rows of judgements";
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Code {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Code".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let texts: Vec<&str> = Self::all().iter().map(|code| code.as_str()).collect();
        schemars::json_schema!({ "type": "string", "enum": texts })
    }
}

#[cfg(test)]
#[path = "code_tests.rs"]
mod tests;
