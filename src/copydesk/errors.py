"""The exception tree. Every message is one line: what is wrong, where, and how to mend it."""


class CopydeskError(Exception):
    """Base of every error that copydesk raises on purpose."""


class InputError(CopydeskError):
    """Something that was given to be read cannot be read."""

    def __init__(self, what: str, *, where: str, remedy: str) -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(f"{where}: {what}; {remedy}")


class ModelError(CopydeskError):
    """The language model is missing, or its files are not the ones that were checked."""


class PipelineError(CopydeskError):
    """Stages were put together in an order in which one lacks what it requires."""


class VerifyError(CopydeskError):
    """A result cites characters that its reports do not hold."""
