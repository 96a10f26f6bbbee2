"""What codes say and how sure they were read -> words and chips."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from app.goods_codes import PRINTED, SCANNER, Fact
from app.markings.marking import Subject
from app.markings.photo import Grade, PhotoMarking
from app.photo_advice import Advice
from ui.pages.reading.batch import BatchLine
from ui.words import Chip, symbology_word

translate = QCoreApplication.translate


def state_chip(state: str) -> Chip:
    """Return the chip of a read: "new", "known", "confirm", "refused" or "waiting"."""
    word, icon, fill = {
        "new": (translate("reading", "已记录"), "ok", "ok"),
        "known": (translate("reading", "已记录过"), "ok", "none"),
        "confirm": (translate("reading", "待确认"), "ask", "doubt"),
        "refused": (translate("reading", "已否定"), "stop", "none"),
        "waiting": (translate("reading", "记录中"), "open", "none"),
    }[state]
    return Chip(word, icon, fill)


def batch_chip(line: BatchLine) -> Chip:
    """Return the chip of a photo in a batch; what is kept says so first."""
    if line.kept:
        return Chip(translate("reading", "已存入"), "ok", "ok")
    word, icon, fill = {
        "waiting": (translate("reading", "等待"), "open", "none"),
        "refused": (translate("reading", "读不了"), "stop", "bad"),
        "confirm": (translate("reading", "待确认"), "ask", "doubt"),
        "read": (translate("reading", "读到内容"), "scan", "mild"),
        "nothing": (translate("reading", "没读到内容"), "open", "none"),
    }[line.state]
    return Chip(word, icon, fill)


def kind_word(symbology: str) -> str:
    """Return what a read's kind is called, a scanner's unnamed code too."""
    if symbology == PRINTED:
        return translate("reading", "照片文字")
    return translate("reading", "扫码枪") if symbology == SCANNER else symbology_word(symbology)


def fact_words(fact: Fact) -> str:
    """Return one thing that a code says as a phrase."""
    if fact.code.startswith("ai:"):
        _, identifier, title = fact.code.split(":", 2)
        return (
            f"({identifier}) {_element_word(identifier) or title}：{_element_value(identifier, fact.value)}"
        )
    if fact.code == "registered" and fact.value == "GS1 China":
        return translate("reading", "厂商在中国物品编码中心（GS1 China）登记，不说明产地")
    template = {
        "gtin": translate("reading", "商品条码 GTIN {0}"),
        "carton": translate("reading", "箱码，包装级别 {0}"),
        "loose": translate("reading", "变量商品（重量或数量不定）"),
        "registered": translate("reading", "登记机构 {0}，不说明产地"),
        "company": translate("reading", "厂商识别代码 {0}"),
        "in_store": translate("reading", "店内码（{0}），由商店自编，不代表厂商"),
        "coupon": translate("reading", "优惠券或退款凭证（{0}）"),
        "isbn": translate("reading", "图书 ISBN {0}"),
        "isbn_10": translate("reading", "ISBN-10 {0}"),
        "ismn": translate("reading", "乐谱 ISMN {0}"),
        "issn": translate("reading", "期刊 ISSN {0}"),
        "link": translate("reading", "链接，程序不会打开。主机：{0}"),
        "link_odd": translate("reading", "链接写法异常，可能冒充其他网站"),
        "hidden": translate("reading", "含 {0} 个看不见的字符，已标出"),
        "formula": translate("reading", "以“{0}”开头，表格软件会当作公式；这里只当文字"),
    }[fact.code]
    return template.format(fact.value)


def limits_word() -> str:
    """Return what no code says."""
    return translate("reading", "编码可以照抄：它不说明产地、真伪和权利状况。")


def mark_words(found: PhotoMarking, language: str) -> str:
    """Return what a marking claims, how far its reading can be believed, and what it may have been."""
    subject = {
        Subject.PATENT: translate("reading", "专利标注"),
        Subject.TRADEMARK: translate("reading", "商标标注"),
        Subject.COPYRIGHT: translate("reading", "著作权标注"),
        Subject.GI: translate("reading", "地理标志标注"),
        Subject.OLYMPIC: translate("reading", "奥林匹克标志标注"),
        Subject.SPECIAL_SIGN: translate("reading", "特殊标志标注"),
    }[found.marking.subject]
    if found.grade is Grade.SURE:
        belief = translate("reading", "两次识读一致，校验位相符")
    else:
        belief = translate("reading", "请核对，最弱的字有 {0} % 把握").format(round(100 * found.chance))
    repairs = [repair.sentence(language) for repair in found.repairs[:2]]
    return "\n".join((f"{subject} {found.marking.text}　{belief}", *repairs))


def advice_words(advice: Iterable[Advice], language: str) -> list[str]:
    """Return what would make a photo more readable, one sentence each."""
    return [a.sentence.en if language == "en" else a.sentence.zh for a in advice]


def fault_words(fault: str) -> str:
    """Return what a scan of the set-up sheet shows to be wrong, and which setting mends it."""
    return {
        "no_aim": translate("reading", "没有 AIM 码制标识：请按设置单第三项打开"),
        "case": translate("reading", "大小写不对：请关闭大小写锁定，或按第五项设置"),
        "letters_lost": translate("reading", "字母丢失，多半被输入法吃掉：请用串口，或按第六项设前缀"),
        "gs_lost": translate("reading", "GS 分隔符丢失：请按第四项打开控制字符"),
        "gs_replaced": translate("reading", "GS 被换成了别的字符：请按第四项改为 Ctrl+] 或 Alt+029"),
        "garbled": translate("reading", "汉字不对：键盘方式送不出汉字，请用串口"),
    }[fault]


def _element_word(identifier: str) -> str:
    """Return the word of a GS1 application identifier, "" where only its English title is at hand."""
    return {
        "00": translate("reading", "物流单元"),
        "01": translate("reading", "商品"),
        "02": translate("reading", "内装商品"),
        "10": translate("reading", "批号"),
        "11": translate("reading", "生产日期"),
        "13": translate("reading", "包装日期"),
        "15": translate("reading", "最佳使用至"),
        "17": translate("reading", "有效期至"),
        "21": translate("reading", "序列号"),
        "30": translate("reading", "数量"),
        "37": translate("reading", "件数"),
        "240": translate("reading", "附加商品标识"),
        "422": translate("reading", "原产国代码（厂商所写）"),
    }.get(identifier, "")


def _element_value(identifier: str, value: str) -> str:
    """Return a value as people write it: a date of six digits as a date of this century."""
    if identifier in ("11", "13", "15", "17") and len(value) == 6 and value.isdigit():
        return f"20{value[:2]}-{value[2:4]}" + (f"-{value[4:]}" if value[4:] != "00" else "")
    return value
