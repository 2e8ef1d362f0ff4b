"""Calls: their flow, their answers, pages and streams."""
