"""Finding quotations: which words are quoted, who says so and with which words."""
