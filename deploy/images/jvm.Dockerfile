# A service on the JVM. From the repository's root, after make build, or after make aot for a start in a third of the time: what the JVM
# has learned of it goes along. It is used by the very JVM that has learned it (java -version), and left alone by others.
#   docker build -f deploy/images/jvm.Dockerfile --build-arg SERVICE=token-service -t latchkey/token-service .
FROM eclipse-temurin:25-jre
ARG SERVICE
RUN useradd --system --uid 10001 --no-create-home latchkey
WORKDIR /app
# In the order in which they change: libraries are a layer of their own.
COPY ${SERVICE}/target/quarkus-app/lib/ lib/
COPY ${SERVICE}/target/quarkus-app/quarkus-run.jar ${SERVICE}/target/app.ao[t] ./
COPY ${SERVICE}/target/quarkus-app/app/ app/
COPY ${SERVICE}/target/quarkus-app/quarkus/ quarkus/
USER 10001
EXPOSE 8081 8082 8083 9082
# Containers from 256 MiB. The heap that archived objects are loaded into has to be there from the start; what the cache holds is
# mapped as it is, so that pods of a node share it (docs/adr/0020); and what the compiler no longer needs is given back each 10 s.
# exec form: the JVM is process 1 and gets SIGTERM itself.
ENTRYPOINT ["java", "-XX:AOTCache=app.aot", "-Xlog:aot*=error", "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0", \
    "-XX:+UseSerialGC", "-XX:InitialRAMPercentage=15", "-XX:MaxRAMPercentage=40", "-XX:TrimNativeHeapInterval=10000", \
    "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", \
    "-jar", "quarkus-run.jar"]
