"""Learning whom the speakers' mentions mean."""
