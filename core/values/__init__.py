"""What figures, names, days and periods mean, whatever holds them. Pure."""
