"""An independent re-check of a finished plan, in whole yuan; shares no code with the optimising core."""

from jiugai.audit.check import audit
from jiugai.audit.report import MODEL_CLAUSES, AuditReport, ClauseCheck, Sentence

__all__ = ["MODEL_CLAUSES", "AuditReport", "ClauseCheck", "Sentence", "audit"]
