"""Clients and how they are set up."""
