"""Pure arithmetic of public money: debt schedules and fiscal room. No solver, no files."""

from jiugai.finance.capacity import Room, fiscal_room
from jiugai.finance.schedule import Payment, existing_schedule, new_schedule, service_factors

__all__ = ["Payment", "Room", "existing_schedule", "fiscal_room", "new_schedule", "service_factors"]
