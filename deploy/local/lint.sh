#!/usr/bin/env bash
# Lints what is published: each service's OpenAPI document, as the build writes it, and the gRPC contract.
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v npx >/dev/null || { echo "make lint needs Node.js with npx." >&2; exit 1; }
for service in identity workspace token; do
  npx --yes @redocly/cli@2.77 lint --config deploy/local/redocly.yaml "$service-service/target/openapi/openapi.yaml"
done
(cd token-service/src/main/proto && npx --yes @bufbuild/buf lint)
