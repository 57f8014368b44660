"""The JSON API: the same rows, words and rules as the pages, described by OpenAPI."""
