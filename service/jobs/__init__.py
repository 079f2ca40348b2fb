"""Archives: many articles, in jobs on workers over Redis (`store`, `work`, `worker`) or in local processes (`archive`).

How an article is read is handed in as a `Reader`: nothing here knows the web framework or the models.
"""
