"""First names and person nouns with their gender, distilled for the speaker resolver."""
