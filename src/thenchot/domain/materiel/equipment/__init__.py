"""The register: each item, who held it when, and how it was graded."""
