"""The register: documents, who issued them, and the books in which they are numbered."""
