"""Who stands in the columns of the table of permissions: the cast of testland."""

COLUMNS = {
    "clerk of the community": "clerk.90010101",
    "clerk of another community": "clerk.90010102",
    "holder of two posts elsewhere": "multi",
    "dispatcher of the town": "dispatcher.900101",
    "dispatcher of the county": "dispatcher.9001",
    "dispatcher of another county": "dispatcher.9002",
    "verifier of the town": "verifier.900101",
    "verifier of another town": "verifier.900102",
    "department with the lead": "zj.9001",
    "department that joins": "sw.9001",
    "department not asked": "cg.9001",
    "department of another county": "zj.9002",
    "county supervisor": "supervisor.9001",
    "supervisor of another county": "supervisor.9002",
    "city supervisor": "supervisor.90",
    "grid leader": "grid.9001010101",
    "reporter, by the code": None,
}
