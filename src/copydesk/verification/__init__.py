"""Hold a result of ``tell`` against the characters of its reports."""

from copydesk.verification.checking import Checked as Checked
from copydesk.verification.checking import check as check
from copydesk.verification.checking import verify as verify
