"""The exception tree. Every message is one line: what is wrong, where, and how to mend it."""


class CopydeskError(Exception):
    """Base of every error that copydesk raises on purpose."""


class InputError(CopydeskError):
    """Something that was given to be read cannot be read, or not as it was meant.

    Args:
        what: what is wrong.
        where: file, and the line, record, byte or field inside it.
        remedy: how to mend it.
        kept: the report was read all the same and this is a caveat; otherwise it is lost.
    """

    def __init__(self, what: str, *, where: str, remedy: str, kept: bool = False) -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        self.kept = kept
        super().__init__(f"{where}: {what}; {remedy}")


class ModelError(CopydeskError):
    """The language model is missing, or its files are not the ones that were checked."""


class PipelineError(CopydeskError):
    """Stages were put together in an order in which one lacks what it requires."""


class OutputError(CopydeskError):
    """A result cannot be written where it was asked for without harm to what is there."""


class UsageError(CopydeskError):
    """A command was given options that make no sense, or not together."""


class VerifyError(CopydeskError):
    """A result cites characters that its reports do not hold."""


class StoreError(CopydeskError):
    """A store cannot be opened, read or written, or does not hold what was asked for."""


class FetchError(CopydeskError):
    """An address cannot be fetched, or its outlet's rules forbid it."""
