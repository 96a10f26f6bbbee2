"""Tests of the procedure around a case."""
