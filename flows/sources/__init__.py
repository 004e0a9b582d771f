"""Where documents come from. Each source is one adapter behind the protocol of `findings.py`."""
