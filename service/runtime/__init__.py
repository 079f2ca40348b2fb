"""What the service runs on: one set of models per worker behind a bounded queue, logs, metrics, gunicorn."""
