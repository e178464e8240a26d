"""What contradicts, what changed later, what cannot be told, what is silent."""
