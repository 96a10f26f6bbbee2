"""Which column of a table says what, and which of its first lines names the columns.

Columns are recognised by the names that offices' sites and vendors write (中国商标网, CNIPA, PatSnap 智慧芽,
incoPat, 企查查, 天眼查, USPTO Trademark Case Files) or that our own tables have; a mapping by hand
(field -> column name) overrides.
"""

import unicodedata
from collections.abc import Mapping, Sequence

from app.rights import FIELDS

REMOVED = "removed"  # status of a row that takes a record out of the register
HEADER_AMONG = 10  # first lines of a table; exports put titles above the names of the columns

COLUMNS = {  # field -> names of its column, the surest first; brackets and width do not matter
    "office": "office | 国家/地区 | 国家地区 | 受理局 | 局代码 | 公开国别 | 专利所属国",
    "kind": "kind | 专利类型 | 权利类型 | 专利类别 | 知识产权类型 | 类型",
    "number": (
        "number | 注册号 | 申请/注册号 | 注册/申请号 | 注册号/申请号 | 申请号/注册号 | 商标注册号 | "
        "商标号 | 申请号 | 申请号/专利号 | 专利申请号 | 专利号 | 登记号 | 作品登记号 | 註冊號 | 申請號 | "
        "serial_no | serial number"
    ),
    "application_number": (
        "application_number | 申请号 | 专利申请号 | 申請號 | apno | serial_no | serial number | "
        "application number | application no"
    ),
    "registration_number": (
        "registration_number | 注册号 | 商标注册号 | 註冊號 | 审定号 | registration_no | "
        "registration number | registration no"
    ),
    "publication_numbers": (
        "publication_numbers | pub_number | 公开(公告)号 | 公开公告号 | 公开/公告号 | 公告(公开)号 | "
        "公开号 | 公告号 | 授权公告号 | 申请公布号 | 公布号 | 公布(公告)号 | pn | publication number | "
        "publication no"
    ),
    "name": (
        "name | 商标名称 | 商标名 | 商标 | 标题 | 标题(中文) | 标题(原文) | 名称 | 专利名称 | 发明名称 | "
        "作品名称 | 外观设计名称 | 商標名稱 | 發明名稱 | title | mark_id_char | mark"
    ),
    "classes": (
        "classes | 国际分类 | 国际分类号 | 商标国际分类 | 尼斯分类 | 商标类别 | 类别 | 国际类别 | "
        "IPC主分类号 | IPC主分类 | IPC主分类号(小组) | 主分类号 | 主分类 | IPC分类号 | 分类号 | IPC | "
        "洛迦诺分类 | 洛迦诺(LOC)分类号 | 洛迦诺分类号 | 外观设计洛迦诺分类号 | 類別 | intl_class_cd | "
        "international class | nice class | class"
    ),
    "groups": "groups | 类似群 | 类似群组 | 类似群号 | 类似群组号",
    "goods": (
        "goods | 商品/服务 | 商品服务 | 商品/服务列表 | 商品/服务项目 | 商品及服务 | 核定商品 | "
        "核定使用商品 | 核定使用商品/服务 | 使用商品 | 指定商品 | 商品名称"
    ),
    "holders": (
        "holders | owner | 当前权利人 | [标]当前申请(专利权)人 | 当前申请(专利权)人 | 申请(专利权)人 | "
        "当前专利权人 | 专利权人 | 申请人/专利权人 | 注册人 | 商标权人 | 权利人 | 著作权人 | "
        "申请人名称(中文) | 申请人中文名称 | 申请人中文名 | 申请人名称 | 申请人 | [标]原始申请(专利权)人 | "
        "原始申请(专利权)人 | 申請人 | 商標權人 | originalAssignee | own_name | holder | applicant | "
        "assignee"
    ),
    "agents": (
        "agents | agent | 代理机构 | 代理机构名称 | 代理/办理机构 | 代理组织 | 代理组织机构 | "
        "代理人/代理机构 | 代理人名称 | 專利代理 | 代理人 | attorney"
    ),
    "filed": (
        "filed | app_date | 申请日 | 申请日期 | 专利申请日 | 申請日 | 申請日期 | apdt | filing_dt | "
        "filing date | application date"
    ),
    "published": (
        "published | prelim_date | 初审公告日期 | 初审公告日 | 初步审定公告日期 | 公开(公告)日 | "
        "公开公告日 | 公开/公告日 | 公开(公告)日期 | 公开日 | 公开日期 | 申请公布日 | 公布日 | pbdt | "
        "publication_dt | publication date"
    ),
    "registered": (
        "registered | reg_date | 授权公告日 | 授权公告日期 | 授权日 | 授权日期 | 注册公告日期 | "
        "注册公告日 | 注册日期 | 注册日 | 核准注册日期 | 登记日期 | 公告日 | 公告日期 | 註冊日期 | "
        "registration_dt | registration date"
    ),
    "expires": (
        "expires | expiry_date | 专用权期限 | 专用期限 | 专用期 | 商标专用期 | 专用权截止日期 | "
        "专用期截止日期 | 使用期限 | 有效期至 | 有效期 | 期限届满日 | 截止日期 | 到期日 | 预估到期日 | "
        "届满日 | 專用期限 | expiry date"
    ),
    "status": (
        "status | 当前法律状态 | 简单法律状态 | 法律状态 | 法律状态/事件 | 专利有效性 | 商标状态 | "
        "专利状态 | 状态 | 流程状态 | 商标流程状态 | 最新法律状态 | cfh_status_cd"
    ),
    "status_date": "status_date | 状态日期 | 法律状态日期 | 法律状态公告日 | cfh_status_dt",
    "image": "image | image_ref | 商标图像 | 商标图样 | 商标图片 | 图像 | 图片 | 商标logo",
    "operation": "op | operation | 操作",
}
NUMBERS = frozenset({"number", "application_number", "registration_number", "publication_numbers"})


def match_columns(header: Sequence[str], mapping: Mapping[str, str] | None = None) -> dict[str, int]:
    """Return which column holds which field: by `mapping` (field -> column name), else by known names."""
    folded: dict[str, int] = {}
    for place, name in enumerate(header):
        folded.setdefault(_fold(name), place)
    places: dict[str, int] = {}
    for field, known in _KNOWN.items():
        names = [_fold(mapping[field])] if mapping and field in mapping else known
        found = next((folded[n] for n in names if n in folded), None)
        if found is not None:
            places[field] = found
    return places


def has_numbers(places: Mapping[str, int]) -> bool:
    """Tell whether a table names a column of numbers, without which no record can be kept."""
    return not places.keys().isdisjoint(NUMBERS)


def find_header(lines: Sequence[Sequence[str]], mapping: Mapping[str, str] | None = None) -> int | None:
    """Return which of the first lines names the columns, None if none does: the one with most known names."""
    best: int | None = None
    most = 0
    for at, line in enumerate(lines[:HEADER_AMONG]):
        places = match_columns(line, mapping)
        if has_numbers(places) and len(places) > most:
            best, most = at, len(places)
    return best


def _fold(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).lower().split()).strip(":*")


_KNOWN = {field: [_fold(name) for name in known.split(" | ")] for field, known in COLUMNS.items()}

assert set(COLUMNS) - {"number", "operation"} == set(FIELDS) - {"source"}
