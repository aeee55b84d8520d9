"""The assistant over HTTP: the API, the readable terms, and errors that people understand."""
