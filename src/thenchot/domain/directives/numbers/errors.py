"""What can be wrong with a number given to us, or with a file we are asked to read."""


class NumberError(ValueError):
    """The parts do not make a document number: says which part, what was found and what is expected."""


class UnreadableFileError(ValueError):
    """The file's text cannot be read: names the file, the place and the reason."""


class UnsupportedFileError(UnreadableFileError):
    """The file is of a kind that is not read here."""


class NoTextError(UnreadableFileError):
    """The file holds pictures of pages and no text."""
