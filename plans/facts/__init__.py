"""What the rules say. Frozen values that the engine and the pages share; no Django, no files. One module a topic."""
