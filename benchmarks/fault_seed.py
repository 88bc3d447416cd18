"""What the people of the fault run work on: incidents that lack nothing, and a key for each of them.

Run inside the installation: python -c "… main(people, incidents)" prints JSON.
"""

import json
from datetime import timedelta


def main(people: int, incidents: int) -> None:
    """Make supervisors of one desk, their keys, and incidents of somebody else; print keys and ids."""
    import django

    django.setup()
    from casework.accounts.keys import create_key
    from casework.accounts.models import Desk, Role
    from casework.incidents.models import State
    from tests.builders import make_user
    from tests.review.builders import make_complete

    desk = Desk.objects.create(name="Sahel", slug="sahel")
    logger = make_user("logging-colleague", desk, Role.VERIFIER)
    uids = [make_complete(logger, State.NEW).uid for _ in range(incidents)]
    keys = {}
    for number in range(people):
        person = make_user(f"person{number}", desk, Role.SUPERVISOR)
        life, scopes = timedelta(days=1), ["read", "write", "decide"]
        keys[person.username] = create_key(person, name="Faults", scopes=scopes, lasts_for=life, by=person)[1]
    print(json.dumps({"keys": keys, "uids": uids}))
