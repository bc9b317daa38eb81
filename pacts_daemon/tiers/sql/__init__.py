"""The durable tiers: one implementation on two engines."""
