"""Which two bodies manage a dedicated area together: the one of the ground, and the one of the
line. It owns that relation; it refuses to know what either of them does there."""
