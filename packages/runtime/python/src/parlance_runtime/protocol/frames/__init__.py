"""The frames' types and the error codes, made from `specs/`."""
