"""The reader: a file of proceedings goes in, a graph of its facts comes out."""

from .reader import ReadError, read_record, read_text
from .reading import DATA_BASE, ReadOptions, RecordReading, Unread

__all__ = ["DATA_BASE", "ReadError", "ReadOptions", "RecordReading", "Unread", "read_record", "read_text"]
