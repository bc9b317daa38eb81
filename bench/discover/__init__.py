"""Finding elements by what people call them, on pages that tell the right answer themselves."""
