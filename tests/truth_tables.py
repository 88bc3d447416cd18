"""Prove a constraint row by row: Python's validation and PostgreSQL must give the same answer."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, models, transaction


def truth_table(
    name: str,
    build: Callable[..., models.Model],
    rows: Iterable[tuple[Mapping[str, Any], bool]],
) -> None:
    """Assert for each (values, allowed) that validation and database both allow, or both refuse.

    `build(**values)` returns an instance ready to be saved that breaks no other rule. Nothing stays stored.
    """
    for values, allowed in rows:
        with transaction.atomic():
            instance = build(**values)
            answers = (_validation_allows(name, instance), _database_allows(name, instance))
            transaction.set_rollback(True)
        assert answers == (allowed, allowed), (
            f"{name} with {dict(values)}: expected {allowed}, validation says {answers[0]}, "
            f"the database says {answers[1]}."
        )


def _constraint(name: str, model: type[models.Model]) -> tuple[type[models.Model], models.BaseConstraint]:
    for each in (model, *model._meta.get_parent_list()):
        for constraint in each._meta.constraints:
            if constraint.name == name:
                return each, constraint
    raise LookupError(f"{model.__name__} has no constraint {name}.")


def _validation_allows(name: str, instance: models.Model) -> bool:
    model, constraint = _constraint(name, type(instance))
    try:
        constraint.validate(model, instance, using=DEFAULT_DB_ALIAS)
    except ValidationError:
        return False
    return True


def _database_allows(name: str, instance: models.Model) -> bool:
    try:
        with transaction.atomic():
            instance.save()
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError as error:
        broken = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if broken != name:
            raise
        return False
    return True
