"""Calculations: JSON objects of an OParl server (1.0, 1.1) to one bundle per paper, and bundles to pages.

objects as served → `public.py` → `bundle.py` (kept) → `course.py` → `reading.py` → pages.
"""
