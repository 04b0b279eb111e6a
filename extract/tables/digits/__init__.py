"""Digits that ran together (``glued``) or fell apart (``broken``): read only where the sums of the form leave one reading."""
