"""Data: what a document, a measure, a vote is. Types, tables and reviewed vocabularies; no input or output.

Records are frozen. Each column of a published table is one annotated attribute of a record (see `columns.py`),
so the CSV header, the Parquet schema and the data dictionary cannot disagree.
"""
