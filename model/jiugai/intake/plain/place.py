"""A place as people write it → province, city, county."""

from __future__ import annotations

import re

from jiugai.inputs.case import NOT_GIVEN

NO_PLACE = (NOT_GIVEN, NOT_GIVEN, NOT_GIVEN)

_PROVINCE = r"(?P<province>(?:北京|天津|上海|重庆)市?|[^/]{2,7}?(?:省|自治区|特别行政区))"
_WRITTEN = re.compile(
    _PROVINCE + r"(?P<city>[^/]{2,9}?(?:市|州|盟|地区))?(?P<county>[^/]{1,9}?(?:自治县|县|区|旗|市))?(?P<rest>.*)"
)


def place_of(text: str) -> tuple[str, str, str]:
    """(province, city, county), 未填 for a level that is not written.

    >>> place_of("甘肃省/张掖市/高台县"), place_of("江西省吉安市吉州区")
    (('甘肃省', '张掖市', '高台县'), ('江西省', '吉安市', '吉州区'))
    >>> place_of("安徽省天长市"), place_of("")
    (('安徽省', '未填', '天长市'), ('未填', '未填', '未填'))
    """
    plain = re.sub(r"\s+", "", text)
    parts = [part for part in re.split(r"[/、,，>-]", plain) if part]
    if len(parts) == 3:
        return (parts[0], parts[1], parts[2])
    if len(parts) == 2:
        return (parts[0], NO_PLACE[1], parts[1])
    found = _WRITTEN.fullmatch("".join(parts))
    if found is None:
        return (NO_PLACE[0], NO_PLACE[1], "".join(parts)) if parts else NO_PLACE
    city, county = found["city"], found["county"]
    if city and not county and city.endswith("市"):  # 安徽省天长市: a city of county rank, as far as the text tells
        city, county = None, city
    return (found["province"], city or NO_PLACE[1], county or NO_PLACE[2])
