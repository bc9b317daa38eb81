"""The bundled encyclopedia, in one structure or another."""
