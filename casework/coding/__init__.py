"""How alike two people code the same sources: drawing, coding blind, agreement, calibration."""
