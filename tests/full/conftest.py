"""The slow suite draws more examples."""

from hypothesis import settings

settings.load_profile("full")
