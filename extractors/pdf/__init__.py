"""Bytes to pages: the guard before the door, and the door to pdfplumber and PDFium."""
