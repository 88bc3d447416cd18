"""The embedded mode: a private PostgreSQL and Valkey beside the application, on unix sockets only."""
