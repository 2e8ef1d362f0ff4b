"""What generated realtime code may import."""
