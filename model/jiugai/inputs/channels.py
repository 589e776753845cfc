"""Kinds and channels of money that are told apart in more than one room."""

from __future__ import annotations

#: kinds of public money
PUBLIC_KINDS = ("central", "provincial", "local")
#: channels whose money comes with a community, by agreement: they need rows of `own_money`
AGREED_CHANNELS = ("former_owner", "donation", "maintenance_fund", "housing_fund", "public_revenue", "social_capital")
#: of these, money of all owners: its use needs their vote
VOTED_CHANNELS = ("maintenance_fund", "public_revenue")
