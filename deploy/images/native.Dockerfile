# A service as a native executable. From the repository's root, after mvn -Dquick -Dnative package (GRAALVM_HOME at a
# Mandrel 25, or -Dquarkus.native.container-build=true):
#   docker build -f deploy/images/native.Dockerfile --build-arg SERVICE=token-service -t latchkey/token-service:native .
FROM debian:12-slim
ARG SERVICE
RUN useradd --system --uid 10001 --no-create-home latchkey
COPY --chmod=0555 ${SERVICE}/target/*-runner /app/service
USER 10001
EXPOSE 8081 8082 8083 9082
ENTRYPOINT ["/app/service", "-XX:MaxRAMPercentage=60"]
