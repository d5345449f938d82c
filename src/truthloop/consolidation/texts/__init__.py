"""What many people marked in a text, or wrote, made one: entities, tagged sequences, transcriptions."""
