"""What several plans say together."""
