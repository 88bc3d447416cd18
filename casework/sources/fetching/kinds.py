"""In which formats feeds are written."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FeedKind(models.TextChoices):
    """The format of a feed."""

    RSS = "rss", _("RSS")
    ATOM = "atom", _("Atom")
    JSON = "json", _("JSON Feed")
    SITEMAP = "sitemap", _("Map of a site")
