"""Radical and compatibility code points → the ordinary characters that a reader sees.

Some producers' character maps give a glyph its radical's code point (⺠ for 民). Unicode's own
normalisation leaves most of the block CJK Radicals Supplement alone and turns ⼾ into the traditional 戶,
hence the table: each radical with the unified ideograph of the same shape in simplified print
(after ``EquivalentUnifiedIdeograph.txt`` of the Unicode character database).
"""

import unicodedata

_SUPPLEMENT = (
    "⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇几 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺑尣 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺗㣺 "
    "⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王 ⺪疋 ⺫目 ⺬示 ⺭礻 ⺮竹 ⺯糹 "
    "⺰纟 ⺱罓 ⺲罒 ⺳网 ⺴网 ⺵网 ⺶羊 ⺷羊 ⺸羊 ⺹耂 ⺺肀 ⺻聿 ⺼月 ⺽臼 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 "
    "⻇角 ⻈讠 ⻉贝 ⻊足 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏阝 ⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻕阜 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 "
    "⻞食 ⻟飠 ⻠饣 ⻡首 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龟 ⻲亀 ⻳龟"
)
_KANGXI_EXCEPTIONS = {"⼾": "户"}


def _table() -> dict[int, str]:
    table = {ord(pair[0]): pair[1] for pair in _SUPPLEMENT.split()}
    kangxi, compatibility = range(0x2F00, 0x2FD6), range(0xF900, 0xFB00)
    for code in (*kangxi, *compatibility):
        ordinary = unicodedata.normalize("NFKC", chr(code))
        if len(ordinary) == 1 and ordinary != chr(code):
            table[code] = ordinary
    return table | {ord(radical): char for radical, char in _KANGXI_EXCEPTIONS.items()}


ORDINARY = _table()
"""For ``str.translate``: code point of a radical or compatibility ideograph → ordinary character."""
