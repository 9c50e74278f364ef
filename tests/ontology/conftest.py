"""Generated examples may be slow on a busy machine; no timing is a test."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
