"""Codes of the register's answers -> words: bands, relations of characters, rules of the guide, statuses."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QCoreApplication

from app.names.answers import Band, Goods, Likeness, Relation, Standing, Step
from app.rights import Extract, Known, NumberKnown, Right
from app.screening import Risk
from ui.words import Chip

translate = QCoreApplication.translate


def band_chip(band: Band) -> Chip:
    """Return the chip of a band: how near the text stands, which is an indication and no verdict."""
    word, icon, fill = {
        Band.IDENTICAL: (translate("register", "文字相同"), "bars4", "strong"),
        Band.VERY_NEAR: (translate("register", "很接近"), "bars3", "strong"),
        Band.NEAR: (translate("register", "较接近"), "bars2", "mild"),
        Band.REMOTE: (translate("register", "部分相关"), "bars1", "none"),
    }[band]
    return Chip(word, icon, fill)


def risk_chip(risk: Risk, titles: Mapping[str, str]) -> Chip:
    """Return the chip that says how soon to look at an exhibit: an order of work and no finding."""
    icon, fill = {
        Risk.LOOK_FIRST: ("bars4", "strong"),
        Risk.LOOK: ("bars3", "mild"),
        Risk.LOOK_LATER: ("bars2", "none"),
        Risk.OWN: ("ok", "ok"),
        Risk.NOTHING_NEAR: ("open", "none"),
        Risk.NOT_SEARCHED: ("ask", "none"),
    }[risk]
    return Chip(titles.get(f"screen.{risk}", risk), icon, fill)


def relation_mark(relation: Relation) -> str:
    """Return the sign under a character: one or two letters that can be read without its colour."""
    return {
        Relation.SAME: "",
        Relation.VARIANT: translate("register", "异体", "mark"),
        Relation.HOMOPHONE: translate("register", "同音", "mark"),
        Relation.NEAR_SOUND: translate("register", "近音", "mark"),
        Relation.LOOK_ALIKE: translate("register", "形近", "mark"),
        Relation.SOUND_AND_LOOK: translate("register", "音形", "mark"),
        Relation.TRANSLATION: translate("register", "译", "mark"),
        Relation.TRANSCRIPTION: translate("register", "拼音", "mark"),
        Relation.SPLIT: translate("register", "拆合", "mark"),
        Relation.MOVED: translate("register", "移位", "mark"),
        Relation.GENERIC: translate("register", "通用", "mark"),
        Relation.ADDED: translate("register", "多", "mark"),
        Relation.DROPPED: translate("register", "少", "mark"),
        Relation.DIFFERENT: translate("register", "不同", "mark"),
    }[relation]


def relation_word(relation: Relation) -> str:
    """Return what a relation is called in a sentence."""
    return {
        Relation.SAME: translate("register", "相同"),
        Relation.VARIANT: translate("register", "同一个字的不同写法"),
        Relation.HOMOPHONE: translate("register", "读音相同"),
        Relation.NEAR_SOUND: translate("register", "读音相近"),
        Relation.LOOK_ALIKE: translate("register", "字形相近"),
        Relation.SOUND_AND_LOOK: translate("register", "读音相同、字形相近"),
        Relation.TRANSLATION: translate("register", "含义对应"),
        Relation.TRANSCRIPTION: translate("register", "拼音对应"),
        Relation.SPLIT: translate("register", "拆字或合字"),
        Relation.MOVED: translate("register", "位置不同"),
        Relation.GENERIC: translate("register", "通用或显著性弱的词"),
        Relation.ADDED: translate("register", "登记中多出"),
        Relation.DROPPED: translate("register", "登记中没有"),
        Relation.DIFFERENT: translate("register", "不同"),
    }[relation]


def rule_word(rule: str) -> str:
    """Return what a section of the examination guide is about, in words; its number for any other."""
    text = {
        "5.1.1": translate("register", "文字相同，仅字体、排列等不同"),
        "5.1.2": translate("register", "文字相同，顺序不同"),
        "5.1.3": translate("register", "由相同文字重复而成"),
        "5.1.4": translate("register", "读音相同或近似，且字形近似"),
        "5.1.5": translate("register", "读音不同，但字形近似"),
        "5.1.6": translate("register", "含义相同或近似"),
        "5.1.7": translate("register", "三个以上汉字，仅个别字不同"),
        "5.1.8": translate("register", "一两个字母或数字，形态近似"),
        "5.1.9": translate("register", "三个以上字母，仅个别字母不同"),
        "5.1.10": translate("register", "两个外文词顺序不同，含义相同"),
        "5.1.11": translate("register", "仅单复数、时态、缩写等不同"),
        "5.1.12": translate("register", "加上商品通用名称、型号、质量等词"),
        "5.1.13": translate("register", "加上经营场所、地名等词"),
        "5.1.14": translate("register", "仅修饰性、显著性弱的词不同"),
        "5.1.15": translate("register", "由独立部分组成，显著部分近似"),
        "5.1.16": translate("register", "完整包含对方文字"),
        "5.1.17": translate("register", "汉字与其拼音对应"),
    }.get(rule, "")
    return translate("register", "{0}（审查审理指南 {1}）").format(text, rule) if text else rule


def exception_word(rule: str) -> str:
    """Return the exception that the guide names to a rule, "" if it names none: it is for the officer."""
    return {
        "5.1.2": translate("register", "含义或呼叫明显不同的除外"),
        "5.1.3": translate("register", "设计成图形的单个字除外"),
        "5.1.4": translate("register", "含义、字形或整体外观明显不同的除外"),
        "5.1.6": translate("register", "相关公众通常不了解该译法的除外"),
        "5.1.7": translate("register", "首字读音字形明显不同或整体含义不同的除外"),
        "5.1.9": translate("register", "首字母明显不同或整体含义不同的除外"),
        "5.1.13": translate("register", "单字或整体含义不同的除外"),
        "5.1.14": translate("register", "整体含义不同的除外，与商品类别有关"),
        "5.1.15": translate("register", "整体含义明显不同的除外"),
    }.get(rule, "")


def difference_words(likeness: Likeness) -> str:
    """Return in words how two texts differ, each pair of characters once: "猫/毛 读音相同"."""
    parts = list(_differences(likeness.steps))
    return translate("register", "；").join(dict.fromkeys(parts))


def status_chip(right: Right, standing: Standing, words: Mapping[str, str]) -> Chip:
    """Return the chip of a right's status, read today: the extract's word, or that its term is over."""
    word = words.get(right.status, right.status)
    return {
        Standing.IN_FORCE: Chip(word, "ok", "ok"),
        Standing.IN_GRACE: Chip(translate("register", "宽展期内"), "warn", "doubt"),
        Standing.OVER_BY_NOW: Chip(translate("register", "期限已过"), "warn", "doubt"),
        Standing.NOT_YET: Chip(translate("register", "尚未开始"), "open", "none"),
        Standing.APPLIED_FOR: Chip(word, "open", "none"),
        Standing.ENDED: Chip(word, "stop", "none"),
        Standing.UNKNOWN: Chip(word, "ask", "none"),
    }[standing]


def standing_word(standing: Standing) -> str:
    """Return in a sentence what the extract's status means today; an indication."""
    return {
        Standing.IN_FORCE: translate("register", "摘录显示权利有效"),
        Standing.IN_GRACE: translate("register", "期限已满，仍可续展（宽展期内）"),
        Standing.OVER_BY_NOW: translate(
            "register", "摘录显示有效，但期限已在今天之前届满；请联网核实是否续展"
        ),
        Standing.NOT_YET: translate("register", "申请日或注册日在今天之后"),
        Standing.APPLIED_FOR: translate("register", "尚在申请中，未获得权利"),
        Standing.ENDED: translate("register", "摘录显示权利已终止或未获准"),
        Standing.UNKNOWN: translate("register", "摘录未载明法律状态"),
    }[standing]


def goods_word(goods: Goods) -> str:
    """Return how the goods stand to those asked about, "" where nobody asked."""
    return {
        Goods.SAME_GROUP: translate("register", "商品属同一类似群"),
        Goods.LINKED_GROUP: translate("register", "商品的类似群之间有类似关系"),
        Goods.SAME_CLASS: translate("register", "商品在同一类别，是否类似须判断"),
        Goods.OTHER_CLASS: translate("register", "商品在其他类别"),
        Goods.UNKNOWN: "",
    }[goods]


def number_word(right: Right) -> str:
    """Return the number a right goes by."""
    return right.registration_number or right.application_number or next(iter(right.publication_numbers), "—")


def class_word(right: Right) -> str:
    """Return a right's classes, the first ones, in words; "" without."""
    if not right.classes:
        return ""
    shown = "、".join(right.classes[:3]) + ("…" if len(right.classes) > 3 else "")
    nice = right.kind in ("trademark", "special_sign")
    return translate("register", "第 {0} 类").format(shown) if nice else shown


def extract_word(extract: Extract) -> str:
    """Return which dated copy answers."""
    text = translate("register", "{0}　数据日期 {1}　共 {2} 件权利")
    return text.format(extract.name, extract.as_of, f"{extract.rights:,}")


def known_word(number: str, known: NumberKnown, extract: Extract) -> tuple[str, str]:
    """Return what can honestly be said of a number that the extract lacks: a heading and a sentence."""
    scope, day = known.scope, known.as_of or extract.as_of
    heading = translate("register", "本机摘录没有收录 {0}").format(number)
    if known.known is Known.EXISTS:
        text = translate(
            "register",
            "截至 {1}，{0} 的号码总表中有此号码（约千分之一可能误认），但不在本机摘录范围内；请联网核实。",
        )
    elif known.known is Known.NOT_KNOWN:
        text = translate(
            "register",
            "截至 {1}，{0} 的号码总表中也没有此号码。可能抄写有误或在该日之后产生；请核对实物，再联网核实。",
        )
    else:
        text = translate(
            "register", "本机没有这类号码的总表，无法判断号码是否存在。未收录不等于不存在，请联网核实。"
        )
    return heading, text.format(scope, day) + "\n" + extract_word(extract)


def _differences(steps: tuple[Step, ...]) -> Iterator[str]:
    for step in _joined(steps):
        if step.relation is Relation.SAME:
            continue
        pair = f"{step.sign}/{step.mark}" if step.sign and step.mark != step.sign else step.mark or step.sign
        if not step.mark:
            pair = step.sign
        elif not step.sign:
            pair = step.mark
        yield f"{pair} {relation_word(step.relation)}"


def _joined(steps: tuple[Step, ...]) -> Iterator[Step]:
    """Yield steps with runs of what only one side has, or of one script's variants, put together."""
    together = {Relation.ADDED, Relation.DROPPED, Relation.GENERIC, Relation.TRANSCRIPTION, Relation.VARIANT}
    held: Step | None = None
    for step in steps:
        if held and step.relation is held.relation and step.relation in together:
            held = Step(held.sign + step.sign, held.mark + step.mark, held.relation)
            continue
        if held:
            yield held
        held = step
    if held:
        yield held
