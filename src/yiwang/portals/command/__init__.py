"""The command centre: the board on the wall, live and read only, and the working board behind it
with its reports and the plan on paper. Page shells: it owns no data and counts nothing."""
