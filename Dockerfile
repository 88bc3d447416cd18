# One image; web server, workers and set-up are the same program with different commands: see compose.yaml.
# It runs as nobody in particular, with a file system that it cannot write: only /var/lib/casework is its own.

FROM python:3.11-slim-bookworm AS build
WORKDIR /opt/casework
RUN python -m venv .venv
COPY requirements/base.txt requirements/
RUN .venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/base.txt
COPY manage.py ./
COPY casework casework
COPY templates templates
COPY static static
COPY deploy/probe.py deploy/
RUN .venv/bin/python -m compileall -q casework .venv/lib

FROM python:3.11-slim-bookworm
# pg_dump, pg_restore and psql, for backups. They must be at least as new as the server.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin casework \
    && install --directory --owner=casework --group=casework --mode=0700 /var/lib/casework
COPY --from=build /opt/casework /opt/casework
WORKDIR /opt/casework
ENV PATH=/opt/casework/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    CASEWORK_VAR=/var/lib/casework
USER 10001:10001
VOLUME /var/lib/casework
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "casework.wsgi:application", "--bind=0.0.0.0:8000", "--worker-class=gthread", "--threads=8", "--timeout=60", "--graceful-timeout=10", "--no-control-socket", "--worker-tmp-dir=/dev/shm"]
