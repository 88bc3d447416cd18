"""OWSLib's client of OGC API Features."""

import json
import os

from owslib.ogcapi.features import Features

client = Features(f"{os.environ['SERVER']}/ogc/", headers={"Authorization": f"Bearer {os.environ['KEY']}"})
page = client.collection_items("incidents", limit=10)
print(
    json.dumps(
        {
            "collections": client.feature_collections(),
            "found": page["numberMatched"],
            "returned": page["numberReturned"],
            "in_time": client.collection_items("incidents", datetime_="2021-01-01/2021-02-01")[
                "numberMatched"
            ],
        }
    )
)
