"""English days as the pages write them everywhere: 27 Nov 2026."""

DATE_FORMAT = "j M Y"
