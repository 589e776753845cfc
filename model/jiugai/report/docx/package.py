"""The package around the document: our styles and settings, nothing of a template, no clock, no name of a machine."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

import docx
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from jiugai.report.docx.styles import styles
from jiugai.report.docx.xml import Element, clean, element

_PROGRAM = "jiugai"
_APP = (
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    f"<Application>{_PROGRAM}</Application></Properties>"
).encode()
#: parts of the library's template that this document has no use for
_NOT_NEEDED = (REL.CUSTOM_XML, REL.NUMBERING, REL.FONT_TABLE, REL.THEME, REL.WEB_SETTINGS, REL.THUMBNAIL)
_STYLES_WITH_EFFECTS = "stylesWithEffects"
_KEYS = "/customXml/item1.xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def empty_package(lang: str) -> Any:
    """A document without content, with the styles of a language."""
    made = docx.Document()
    for relations in (made.part.rels, made.part.package.rels):
        for key, relation in list(relations.items()):
            if relation.reltype in _NOT_NEEDED or relation.reltype.endswith(_STYLES_WITH_EFFECTS):
                del relations[key]
            elif relation.reltype == REL.EXTENDED_PROPERTIES:
                relation.target_part._blob = _APP
    _fill(made.styles.element, styles(lang))
    _fill(made.settings.element, _settings())
    return made


def add_keys(made: Any, keys: bytes) -> None:
    """The part beside the text that says what its bookmarks and tables are."""
    part = Part(PackURI(_KEYS), CT.XML, keys, made.part.package)
    made.part.relate_to(part, REL.CUSTOM_XML)


def packed(made: Any, title: str, lang: str, as_of: datetime.date) -> bytes:
    """The bytes of the file: properties dated at `as_of`, entries of the archive at the beginning of its time."""
    properties = made.core_properties
    day = datetime.datetime.combine(as_of, datetime.time())
    properties.title = clean(title)[:255]
    properties.author = properties.last_modified_by = _PROGRAM
    properties.language = "zh-CN" if lang == "zh" else "en-GB"
    properties.created = properties.modified = day
    properties.revision = 1
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    written, fixed = io.BytesIO(), io.BytesIO()
    made.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(_entry(entry.filename), source.read(entry))
    return fixed.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0  # the same on every system
    return entry


def _fill(part: Element, content: list[Element]) -> None:
    for old in list(part):
        part.remove(old)
    for new in content:
        part.append(new)


def _settings() -> list[Element]:
    modern = element("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    return [
        element("zoom", percent=100),
        element("evenAndOddHeaders"),
        element("defaultTabStop", val=420),
        element("characterSpacingControl", val="compressPunctuation"),
        element("compat", modern),
        element("themeFontLang", val="en-US", eastAsia="zh-CN"),
    ]
