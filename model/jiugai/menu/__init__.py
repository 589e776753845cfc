"""The menu: what every site can do, as one columnar table; gates and scope rules with clause and reason. No solver."""

from jiugai.menu.build import build_menu, menu_rules
from jiugai.menu.options import Menu, RuleLog

__all__ = ["Menu", "RuleLog", "build_menu", "menu_rules"]
