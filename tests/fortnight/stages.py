"""The stages of the sample role, by id, as their fields are called."""

STAGES = {
    "screen": "Technical screen",
    "architecture": "Architecture deep-dive",
    "leadership": "Leadership and stakeholders",
    "team": "Team fit and values",
}

MINUTES = {"screen": 45, "architecture": 90, "leadership": 60, "team": 45}
