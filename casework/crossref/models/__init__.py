"""Which incidents may be the same attack, what people said about that, and how incidents belong together."""

from casework.crossref.models.external import Dataset, ExternalChange, ExternalMatch, ExternalRecord
from casework.crossref.models.fingerprint import Fingerprint
from casework.crossref.models.judgement import Judgement
from casework.crossref.models.link import Link
from casework.crossref.models.list_file import ListFile, ListNote, ListRow
from casework.crossref.models.mention import Mention
from casework.crossref.models.merge import MergeJournal
from casework.crossref.models.offer import Offer
from casework.crossref.models.own_list import ListedIncident, OwnList
from casework.crossref.models.pair import CandidatePair, PairSearch
from casework.crossref.models.record_import import RecordImport

__all__ = [
    "CandidatePair",
    "Dataset",
    "ExternalChange",
    "ExternalMatch",
    "ExternalRecord",
    "Fingerprint",
    "Judgement",
    "Link",
    "ListFile",
    "ListNote",
    "ListRow",
    "ListedIncident",
    "Mention",
    "MergeJournal",
    "Offer",
    "OwnList",
    "PairSearch",
    "RecordImport",
]
