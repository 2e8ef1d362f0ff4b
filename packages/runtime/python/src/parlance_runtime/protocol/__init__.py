"""What both sides of a realtime connection agree on: the frames, their codecs, and the session as a state machine.

Nothing here does I/O, reads a clock or rolls dice, so one seed replays everything.
"""
