"""The modes in which somebody holds a post."""

FROM_ELSEWHERE = ["seconded", "stationed"]  # their own organization stays another one
COME_FROM = [*FROM_ELSEWHERE, "volunteer"]  # may say from where; volunteers need not
MODES = [
    "full_time",
    "concurrent",
    *FROM_ELSEWHERE,
    "paired",
    "standby",
    "volunteer",
    "acting",
]
CALLED_OUT = "called_out"  # from standby, by an emergency; nobody is appointed so
