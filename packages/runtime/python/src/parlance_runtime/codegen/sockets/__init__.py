"""What generated code of sockets may import."""
