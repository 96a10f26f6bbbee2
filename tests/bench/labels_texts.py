"""What labels say: brands, patent lines in many spellings, holders, makers, dates, and what stands around."""

import random
from dataclasses import dataclass

KINDS = {"1": "发明", "2": "实用新型", "3": "外观设计", "8": "发明"}
BRANDS = (
    "云朵猫", "海豚湾", "CLOUDCAT", "Bright Fox", "小鹿森林", "KINETO", "青禾", "NOVA LAMP", "乐童年", "星河",
    "Panda Q", "西溪堂", "木马工坊", "AURORA", "竹语", "天目山", "RIVERSTONE", "好伴侣", "ZEBRO", "雨燕",
)  # fmt: skip
GOODS = (
    "儿童积木玩具", "折叠保温杯", "便携式台灯", "智能早教机", "毛绒公仔", "不锈钢餐具套装",
    "Portable LED lamp", "静音加湿器", "户外折叠椅", "陶瓷茶具", "Wireless speaker",
    "磁力拼图", "动漫手办模型", "真丝围巾",
)  # fmt: skip
PLACES = ("杭州", "宁波", "义乌", "深圳", "佛山", "温州", "苏州", "广州")
FIRMS = ("云朵玩具", "启明电子", "锦绣家居", "大禹机械", "华辰科技", "东海日用品", "卓越文创")
OTHERS = (
    "执行标准：GB 6675.1-2014", "产品型号：KX-{a}", "额定功率：{b}W 220V~ 50Hz", "生产许可证号 XK16-204-0{a}",
    "电话：0571-8{a}{a}", "地址：浙江省杭州市滨江区江南大道{b}号", "警告：内含小零件，3岁以下儿童不宜",
    "净含量：{b}g", "材质：ABS 不锈钢", "保质期：24个月", "Made in China", "Rated voltage: 220V",
    "批号：2025{b}01", "注意：请勿浸水", "合格证 检验员 07", "客服热线 400-8{b}-{a}", "适用年龄：3岁以上",
)  # fmt: skip
SLOGANS = ("专利产品 仿冒必究", "版权所有 翻版必究", "© 2024 {firm}", "Patented product", "荣获国家专利")


@dataclass(frozen=True, slots=True)
class Wording:
    """A label's lines with their sizes against the text's, the first being the brand."""

    lines: tuple[tuple[str, float], ...]
    normal: str  # the patent number
    digits: str  # the same as it stands there, without blanks and prefix
    brand: str
    sign: str
    trademark: str
    vertical: str  # a column down the side, "" for none


def a_wording(chance: random.Random, number: str) -> Wording:
    """Return what one label says; it holds the patent number `number`, given in its normal form."""
    brand, sign = chance.choice(BRANDS), chance.choice(("®", "®", "™", ""))
    firm = f"{chance.choice(PLACES)}{chance.choice(FIRMS)}有限公司"
    lines = [chance.choice(GOODS), _patent_line(chance, number)]
    trademark = str(chance.randrange(1_000_000, 80_000_000)) if chance.random() < 0.4 else ""
    if trademark:
        lines.append(chance.choice(("注册商标 第{}号", "商标注册证第{}号", "注册号：{}")).format(trademark))
    if chance.random() < 0.35:
        lines.append(f"专利权人：{firm}")
    if chance.random() < 0.6:
        lines.append(chance.choice(("制造商：{}", "生产厂家：{}", "出品：{}")).format(firm))
    if chance.random() < 0.5:
        year, month, day = chance.randrange(2015, 2027), chance.randrange(1, 13), chance.randrange(1, 29)
        lines.append(f"生产日期：{year}年{month}月{day}日")
    if chance.random() < 0.35:
        lines.append(chance.choice(SLOGANS).format(firm=firm))
    wanted = chance.sample(OTHERS, chance.randrange(1, 6))
    lines += [text.format(a=chance.randrange(100, 999), b=chance.randrange(10, 99)) for text in wanted]
    head, rest = lines[0], lines[1:]
    chance.shuffle(rest)
    sized = [(brand, chance.uniform(1.4, 2.4)), (head, chance.uniform(1, 1.3))]
    sized += [(text, chance.choice((1.0, 1.0, 1.0, 0.9))) for text in rest]
    vertical = chance.choice(GOODS[:5]) if chance.random() < 0.15 else ""
    digits = number if _dotted(rest, number) else number.replace(".", "")
    return Wording(tuple(sized), number, digits, brand, sign, trademark, vertical)


def _dotted(lines: list[str], number: str) -> bool:
    return any(number in "".join(line.split()) for line in lines)


def _patent_line(chance: random.Random, number: str) -> str:
    """Return the line that states the patent, in one of the spellings seen on goods."""
    long = len(number) == 14
    kind = KINDS.get(number[4] if long else number[2], "发明")
    spaced = f"{number[:4]} {number[4]} {number[5:]}" if long else f"{number[:2]} {number[2]} {number[3:]}"
    shown = chance.choice((f"ZL{number}", f"ZL{number}", f"ZL {spaced}", f"ZL {number}"))
    if long and chance.random() < 0.06:
        shown = f"ZL{number.replace('.', '')}"
    return chance.choice(
        (
            f"中国{kind}专利 {shown}",
            f"{kind}专利号：{shown}",
            f"专利号：{shown}",
            f"专利号 {shown}（{kind}）",
            f"{kind}专利：{shown}",
            f"Patent No. {shown}",
            shown,
            f"本产品已获{kind}专利 {shown}",
        )
    )
