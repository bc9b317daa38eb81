# docker build -t pacts:0.1.0 .                               the daemon with a Chromium of its own
# docker build -t pacts:0.1.0-slim --target pacts-slim .      for pods that have a browser
# docs/deployment.md says how the bases are pinned by digest, and how to build behind an authority of your own.
ARG BUILD_BASE=rust:1.95-slim-bookworm
ARG RUNTIME_BASE=debian:bookworm-slim

FROM ${BUILD_BASE} AS build
RUN apt-get -qq update \
    && apt-get -qq install -y --no-install-recommends binutils gcc libc6-dev python3 python3-venv >/dev/null \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY deploy/image/with-ca.sh deploy/image/slim.sh /usr/local/bin/
COPY scripts/uv.txt scripts/uv.txt
RUN --mount=type=secret,id=ca python3 -m venv /opt/uv \
    && with-ca.sh /opt/uv/bin/pip install --quiet --require-hashes -r scripts/uv.txt
ENV UV_PROJECT_ENVIRONMENT=/opt/pacts UV_PYTHON=/usr/bin/python3 UV_PYTHON_DOWNLOADS=never \
    UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 UV_NO_CACHE=1
# The packages first: they change less often than the sources.
COPY pyproject.toml uv.lock ./
COPY clients/python/pyproject.toml clients/python/README.md clients/python/
RUN --mount=type=secret,id=ca \
    with-ca.sh /opt/uv/bin/uv sync --quiet --locked --no-dev --no-install-workspace && slim.sh /opt/pacts
COPY . .
RUN --mount=type=secret,id=ca \
    CARGO_TARGET_DIR=/tmp/target with-ca.sh /opt/uv/bin/uv sync --quiet --locked --no-dev --no-editable && rm -rf /tmp/target

FROM ${RUNTIME_BASE} AS runtime
RUN apt-get -qq update \
    && apt-get -qq install -y --no-install-recommends ca-certificates libatomic1 python3 tini >/dev/null \
    && rm -rf /var/lib/apt/lists/* /var/cache/* /var/log/* \
    && groupadd --gid 10001 pacts \
    && useradd --uid 10001 --gid pacts --home-dir /var/lib/pacts --create-home --shell /usr/sbin/nologin pacts \
    && install -d -o pacts -g pacts /run/pacts
# Where the daemon is not PID 1, as in a pod that shares its processes, tini reaps all the same.
ENV PATH=/opt/pacts/bin:$PATH HOME=/var/lib/pacts PACTS_DATA_DIR=/var/lib/pacts TINI_SUBREAPER=1
USER 10001:10001
WORKDIR /var/lib/pacts
VOLUME /var/lib/pacts
EXPOSE 50551 9551
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["pacts", "doctor", "--ready"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["tini", "--", "pacts"]
# Inside a container loopback reaches nobody: publish the port on loopback, or use TLS or a token.
CMD ["serve", "--host", "0.0.0.0", "--insecure"]

FROM runtime AS browser
USER root
RUN apt-get -qq update \
    && apt-get -qq install -y --no-install-recommends chromium-headless-shell fonts-liberation >/dev/null \
    && rm -rf /var/lib/apt/lists/* /var/cache/* /var/log/*
# Engines refuse what Chromium's sandbox is made of, unless their seccomp profile is changed: the container is the wall.
ENV PACTS_BROWSER_EXECUTABLE=/usr/bin/chromium-headless-shell PACTS_BROWSER_SANDBOX=false
USER 10001:10001

FROM runtime AS pacts-slim
COPY --from=build /opt/pacts /opt/pacts
RUN --mount=type=bind,source=deploy/image/smoke.py,target=/tmp/smoke.py python3 /tmp/smoke.py driver
ARG VERSION=0.1.0
ARG REVISION=
LABEL org.opencontainers.image.title="PACTS" \
      org.opencontainers.image.description="A sidecar daemon that remembers where every element of a web application is" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

FROM browser AS pacts
COPY --from=build /opt/pacts /opt/pacts
RUN --mount=type=bind,source=deploy/image/smoke.py,target=/tmp/smoke.py python3 /tmp/smoke.py
ARG VERSION=0.1.0
ARG REVISION=
LABEL org.opencontainers.image.title="PACTS" \
      org.opencontainers.image.description="A sidecar daemon that remembers where every element of a web application is" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
