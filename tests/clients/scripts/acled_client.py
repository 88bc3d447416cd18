"""PyPI `acled`, unmodified, signing in with OAuth: a key is the password."""

import json
import os

from acled import AcledClient
from acled.auth import OAuthTokenAuth

# The one address that the package reads from no environment variable.
OAuthTokenAuth.TOKEN_ENDPOINT = f"{os.environ['SERVER']}/oauth/token"
client = AcledClient("oauth", username="vera@example.org", password=os.environ["KEY"])
events = client.get_data(limit=0)
filtered = client.get_data(
    country="Mali|Niger",
    event_date="2020-01-01|2020-01-31",
    fatalities=5,
    limit=100,
    query_params={"event_date_where": "BETWEEN", "fatalities_where": ">="},
)
print(
    json.dumps(
        {
            "events": len(events),
            "filtered": len(filtered),
            "first_country": events[0]["country"],
            "fatalities": int(events[0]["fatalities"]),
            "deleted": len(client.get_deleted_data(limit=5)),
            "actors": [each["actor_name"] for each in client.get_actor_data(limit=5)],
            "countries": [each["country"] for each in client.get_country_data(limit=5)],
            "regions": [each["region_name"] for each in client.get_region_data(limit=5)],
            "actor_types": [each["actor_type_name"] for each in client.get_actor_type_data(limit=5)],
        }
    )
)
