"""Digits that ran together (``glued``), fell apart in a cell (``broken``) or were cut in two by a narrow column (``cut``).

They are put right only where the sums of the form leave one reading.
"""
