"""What several features do with debriefs.

`context` loads a debrief together with the person who acts, `changes` saves what they do, `people`
checks the people they choose. The other files build the forms and lines that several features show.
"""
