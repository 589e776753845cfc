"""Text and tables tie: every number of a sentence carries a reference, and a checker follows it into the tables.

`marks` puts the references into the text, `ties.csv` says for each what it must equal, `check` proves it for a finished
report. The checker reads the report back from its file: it shares no code with the facts that made the sentences.
"""
