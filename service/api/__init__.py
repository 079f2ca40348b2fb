"""The service over HTTP: what comes in, what goes out, and what is said when something is wrong."""
