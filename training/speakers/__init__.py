"""Measuring the speaker resolver on annotated articles."""
