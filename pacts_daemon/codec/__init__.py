"""Between the product's values and protobuf messages."""
