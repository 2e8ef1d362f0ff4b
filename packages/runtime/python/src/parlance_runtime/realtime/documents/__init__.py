"""Documents that are followed."""
