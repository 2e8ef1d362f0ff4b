"""The machine of sockets that do not speak the Parlance protocol: commands and inputs in, effects out."""
