"""What rows have in common: scope, history, states, columns, what the database itself refuses."""
