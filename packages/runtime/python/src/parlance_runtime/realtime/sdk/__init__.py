"""What generated realtime clients are set up with."""
