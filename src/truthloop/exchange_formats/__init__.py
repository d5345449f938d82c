"""Floor 1: labels in other tools' formats, there and back."""
