"""The paging of UCDP's basic_api_recipes: pages 0 to TotalPages, the last of which is empty."""

import json
import os

import requests

address = f"{os.environ['SERVER']}/api/gedevents/26.0.1?pagesize=10"
headers = {"x-ucdp-access-token": os.environ["KEY"]}
total = requests.get(f"{address}&page=0", headers=headers, timeout=30).json()["TotalPages"]
events = []
for page in range(total + 1):
    events += requests.get(f"{address}&page={page}", headers=headers, timeout=30).json()["Result"]
print(
    json.dumps(
        {"events": len(events), "ids": len({each["id"] for each in events}), "first": events[0]["date_start"]}
    )
)
