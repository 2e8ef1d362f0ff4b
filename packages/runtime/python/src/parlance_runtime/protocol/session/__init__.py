"""The session machine: told what the application wants and what happens, it answers with what to do."""
