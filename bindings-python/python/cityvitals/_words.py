"""Words in the language that is set: those of the library for what tables hold as ids, and headings of tables and plots."""

from __future__ import annotations

from functools import lru_cache

from ._cityvitals import get_language, words

_HEADINGS = {
    "area": "区域",
    "check": "体检内容",
    "class": "整治类别",
    "degree": "程度",
    "departments": "责任部门",
    "dimension": "维度",
    "evidence": "依据",
    "formula": "公式",
    "grade": "等级",
    "id": "代码",
    "indicator": "指标",
    "indicators": "项指标",
    "item": "数据项",
    "kind": "类别",
    "level": "层级",
    "more rows": "行未显示",
    "name": "名称",
    "not graded": "未评级",
    "number": "序号",
    "number of areas": "区域数",
    "number of indicators": "指标数",
    "priority": "优先级",
    "problems": "个问题",
    "requirements": "评价标准",
    "results": "项结果",
    "set by this library": "本库设定，非文件规定",
    "status": "状态",
    "to be verified": "待核",
    "unit": "单位",
    "value": "数值",
    "verdicts": "判定",
    "whole": "总体",
    "with a value": "有数值",
}


def heading(word: str) -> str:
    """Return a heading, given in English, in the language that is set."""
    return _HEADINGS.get(word, word) if get_language() == "zh" else word


_known = lru_cache(maxsize=2)(lambda lang: words(lang=lang))


def label(kind: str, value: str | None) -> str:
    """Return the word for an id of a kind of `cityvitals.words`; nothing for ``None``."""
    return "" if value is None else _known(get_language())[kind].get(value, value)


def text_of(both: dict[str, str]) -> str:
    """Return a text of a catalogue, which has ``zh`` and mostly ``en``, in the language that is set."""
    return both.get(get_language()) or both.get("zh", "")
