"""Debt: what one yuan, or a whole amount, costs in interest and principal, coupon by coupon and year by year."""
