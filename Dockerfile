# postil alone, in a small image: docker build -t postil . && docker run --rm -v "$PWD:/workspace:ro" postil check
FROM rust:1.95-slim-bookworm AS build
WORKDIR /src
COPY . .
RUN cargo build --release --locked

FROM debian:bookworm-slim
# --since asks git
RUN apt-get update \
    && apt-get install -y --no-install-recommends git=1:2.* \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /src/target/release/postil /usr/local/bin/postil
COPY LICENSE-MIT LICENSE-APACHE /usr/share/doc/postil/
USER 65534:65534
WORKDIR /workspace
ENTRYPOINT ["postil"]
CMD ["check"]
