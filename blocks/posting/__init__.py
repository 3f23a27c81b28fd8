"""What `/jd` shows: the blanks to fill in, the preview with warnings, the posting itself."""
