"""Bring the catalogues of translations up to date with what the code says."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from casework.translations.catalogues import bring_up_to_date, faults, languages
from casework.translations.sentences import all_sentences


class Command(BaseCommand):
    """Safe to run twice: the second time nothing changes."""

    help = "Read every sentence from code, templates and vocabularies into casework/locale/, and compile."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        sentences = all_sentences(settings.BASE_DIR)
        for language in languages():
            catalog = bring_up_to_date(language, sentences)
            wanting = list(faults(catalog))
            self.stdout.write(f"{language}: {len(catalog)} messages, {len(wanting)} need a translator.")
            for fault in wanting[:20]:
                self.stdout.write(f"  {fault}")
