from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "casework.accounts"
    verbose_name = _("People and access")

    def ready(self) -> None:
        """Register the system checks, and listen to what is done with second factors."""
        from casework.accounts import checks, second_factor  # noqa: F401  importing registers the checks

        second_factor.connect()


class CaseworkAdminConfig(admin.AdminConfig):
    """Django's admin with our site in place of its own."""

    default = False
    default_site = "casework.accounts.site.CaseworkAdminSite"
