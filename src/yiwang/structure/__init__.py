"""Where, who, and by which rules: territory, organizations, posts, registers."""
