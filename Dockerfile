# syntax=docker/dockerfile:1

# Build: the locked dependencies first (they change seldom), then the program itself.
FROM python:3.13-slim AS build
RUN pip install --no-cache-dir "uv>=0.8,<1"
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --locked --no-dev --no-install-project
COPY . .
RUN uv sync --locked --no-dev --no-editable
RUN uv export --locked --no-dev --format cyclonedx1.5 --quiet --output-file sbom.json

# Run: no build tools, no root, nothing to write to but /data.
FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin konspekt \
    && mkdir /data /notes \
    && chown konspekt /data /notes
COPY --from=build /app/.venv /app/.venv
COPY --from=build /app/sbom.json /app/sbom.json
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MPLCONFIGDIR=/data/matplotlib \
    KONSPEKT_DATA=/data \
    KONSPEKT_NOTES=/notes
USER konspekt
WORKDIR /data
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["konspekt"]
CMD ["run"]
