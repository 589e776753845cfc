"""Cover of debt service by a project's own revenue (D4 special bonds, D6 loans): each year, and over the term.

Net revenue (项目收益) is revenue less operating cost, year → whole yuan; published project files print it net already
(docs/debt-conventions.md). Service is principal and interest of everything repaid from it, bond and loan together:
revenue is pledged once. Whoever asks for the cover of the bonds alone leaves the loan out and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import accumulate

from jiugai.finance.ratio import ratio


def coverage_by_year(net_revenue: Mapping[int, int], service: Mapping[int, int]) -> dict[int, Fraction | None]:
    """net revenue / service of every year of `service`; None in years without service.

    Raises `ValueError` where a year with service has no revenue: a project that earns nothing says 0.

    >>> coverage_by_year({2022: 60, 2023: 126}, {2022: 0, 2023: 105})
    {2022: None, 2023: Fraction(6, 5)}
    """
    _complete(net_revenue, service)
    return {year: ratio(net_revenue.get(year, 0), due) for year, due in service.items()}


def coverage_over_term(net_revenue: Mapping[int, int], service: Mapping[int, int]) -> Fraction | None:
    """Σ net revenue / Σ service (本息覆盖倍数), revenue up to the last year of service; None without service.

    Revenue earned before the first payment counts, revenue after the last cannot pay any. Raises as `coverage_by_year`.

    >>> coverage_over_term({2022: 60, 2023: 126, 2024: 500}, {2022: 5, 2023: 105})
    Fraction(93, 55)
    """
    _complete(net_revenue, service)
    due = {year: yuan for year, yuan in service.items() if yuan}
    if not due:
        return None
    return ratio(sum(yuan for year, yuan in net_revenue.items() if year <= max(due)), sum(due.values()))


def carried(net_revenue: Mapping[int, int], service: Mapping[int, int]) -> dict[int, int]:
    """Σ_{u≤y} (net revenue − service), whole yuan, every year y of either: what is left to carry into the next.

    A bullet cannot be covered from the revenue of its last year; it can be paid where this stays at 0 or above.

    >>> carried({2022: 60, 2023: 60}, {2022: 5, 2023: 105})
    {2022: 55, 2023: 10}
    """
    _complete(net_revenue, service)
    years = sorted({*net_revenue, *service})
    return dict(zip(years, accumulate(net_revenue.get(y, 0) - service.get(y, 0) for y in years), strict=True))


def _complete(net_revenue: Mapping[int, int], service: Mapping[int, int]) -> None:
    missing = sorted(year for year, yuan in service.items() if yuan and year not in net_revenue)
    if missing:
        raise ValueError(f"debt service, but no net revenue stated, in {', '.join(map(str, missing))}")
