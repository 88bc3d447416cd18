"""What people decide about incidents beside each other. Pages, the API and the admin are doors to these."""

from casework.crossref.services.judging import judge, take_back
from casework.crossref.services.linking import link, unlink
from casework.crossref.services.merging import merge
from casework.crossref.services.unmerging import unmerge

__all__ = ["judge", "link", "merge", "take_back", "unlink", "unmerge"]
