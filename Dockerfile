# Selon as a service for a desk: `docker compose up`. The ledger is PostgreSQL's (compose.yaml), or a file in /data.
FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE constraints.txt ./
COPY src src
COPY docs/selon.1 docs/selon.1
RUN python -m venv /selon \
    && /selon/bin/pip install --no-cache-dir --constraint constraints.txt '.[postgresql,parquet,rdf]'

FROM python:3.13-slim
LABEL org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /selon /selon
RUN useradd --uid 1000 --create-home --home-dir /data selon
ENV PATH=/selon/bin:$PATH \
    PYTHONUNBUFFERED=1
USER 1000
WORKDIR /data
VOLUME /data
EXPOSE 8765
ENTRYPOINT ["selon"]
CMD ["serve", "--host", "0.0.0.0"]
