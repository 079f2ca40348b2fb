"""Sends requests with the generated Python client: `python round_trip.py ADDRESS < REQUESTS`.

Reads a JSON list of `[operation, body]`, and prints one of what the client understood: the body as it was sent, and the
answer.
"""

import importlib
import json
import sys

from wortlaut_client import Client, models

SENT = {
    "findQuotes": ("quotes.find_quotes", "QuotesRequest"),
    "findQuotesInBatch": ("batch.find_quotes_in_batch", "BatchRequest"),
    "compareArticles": ("compare.compare_articles", "CompareRequest"),
    "getInfo": ("status.get_info", None),
}

client = Client(base_url=sys.argv[1], timeout=60)
understood = []
for operation, given in json.load(sys.stdin):
    name, model = SENT[operation]
    module = importlib.import_module(f"wortlaut_client.api.{name}")
    if model is None:
        understood.append([None, module.sync(client=client).to_dict()])
    else:
        body = getattr(models, model).from_dict(given)
        understood.append([body.to_dict(), module.sync(client=client, body=body).to_dict()])
print(json.dumps(understood))
