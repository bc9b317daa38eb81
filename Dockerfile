# Build: `docker build -t pacts .`; both bases can be named by --build-arg.
ARG BUILD_BASE=rust:1.95-slim-bookworm
ARG RUNTIME_BASE=debian:bookworm-slim

FROM ${BUILD_BASE} AS build
RUN apt-get -qq update \
    && apt-get -qq install -y --no-install-recommends gcc libc6-dev python3 python3-venv >/dev/null \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY scripts/uv.txt scripts/uv.txt
RUN python3 -m venv /opt/uv && /opt/uv/bin/pip install --quiet --require-hashes -r scripts/uv.txt
ENV UV_PROJECT_ENVIRONMENT=/opt/pacts UV_PYTHON=/usr/bin/python3 UV_PYTHON_DOWNLOADS=never \
    UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1
# The packages first: they change less often than the sources.
COPY pyproject.toml uv.lock ./
COPY clients/python/pyproject.toml clients/python/README.md clients/python/
RUN /opt/uv/bin/uv sync --quiet --locked --no-dev --no-install-workspace
COPY . .
RUN /opt/uv/bin/uv sync --quiet --locked --no-dev --no-editable

FROM ${RUNTIME_BASE}
RUN apt-get -qq update \
    && apt-get -qq install -y --no-install-recommends chromium fonts-liberation libatomic1 python3 >/dev/null \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 pacts \
    && useradd --uid 10001 --gid pacts --home-dir /var/lib/pacts --create-home pacts
COPY --from=build /opt/pacts /opt/pacts
ENV PATH=/opt/pacts/bin:$PATH PACTS_DATA_DIR=/var/lib/pacts
USER 10001
WORKDIR /var/lib/pacts
VOLUME /var/lib/pacts
EXPOSE 50551 9551
HEALTHCHECK --interval=10s --timeout=5s --start-period=15s --retries=3 \
    CMD ["python3", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:9551/healthz', timeout=4)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["pacts"]
# Inside a container loopback reaches nobody: publish the port on loopback, or use TLS or a token.
CMD ["serve", "--host", "0.0.0.0", "--insecure"]
