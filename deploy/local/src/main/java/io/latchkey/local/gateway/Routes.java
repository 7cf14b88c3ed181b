package io.latchkey.local.gateway;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the outside may reach, and how; the same list as {@code deploy/gateway/nginx.conf}. What is not listed does not
 * exist: metrics, health, the swapped tokens' keys and everything else stay inside.
 */
final class Routes {
    enum Upstream {
        IDENTITY,
        WORKSPACE,
        TOKEN
    }

    enum Guard {
        /** Anybody; the service looks after itself (registering, logging in, clients with a credential of their own). */
        OPEN,
        /** Forward-auth first: the caller's token or session becomes a JWT. */
        CALLER,
        /** The answer of forward-auth itself, without the JWT. */
        ASK
    }

    /** @param path exact, or everything below it where it ends with a slash */
    record Route(String method, String path, Upstream upstream, Guard guard) {
        boolean matches(String method, String path) {
            boolean methodMatches = this.method.equals("*") || this.method.equals(method);
            boolean pathMatches = this.path.endsWith("/")
                    ? path.startsWith(this.path) || path.equals(this.path.substring(0, this.path.length() - 1))
                    : path.equals(this.path);
            return methodMatches && pathMatches;
        }
    }

    private static final List<Route> ALL = List.of(
            new Route("POST", "/v1/accounts", Upstream.IDENTITY, Guard.OPEN),
            new Route("POST", "/v1/sessions", Upstream.IDENTITY, Guard.OPEN),
            new Route("POST", "/v1/sessions/refresh", Upstream.IDENTITY, Guard.OPEN),
            new Route("POST", "/v1/accounts/email-verification", Upstream.IDENTITY, Guard.OPEN),
            new Route("POST", "/v1/accounts/password-reset", Upstream.IDENTITY, Guard.OPEN),
            new Route("POST", "/v1/accounts/password-reset/confirmation", Upstream.IDENTITY, Guard.OPEN),
            new Route("GET", "/.well-known/jwks.json", Upstream.IDENTITY, Guard.OPEN),
            new Route("GET", "/.well-known/openid-configuration", Upstream.IDENTITY, Guard.OPEN),
            new Route("*", "/v1/sessions/", Upstream.IDENTITY, Guard.CALLER),
            new Route("*", "/v1/account/", Upstream.IDENTITY, Guard.CALLER),
            new Route("POST", "/v1/invitations/refusal", Upstream.WORKSPACE, Guard.OPEN),
            new Route("*", "/v1/invitations/", Upstream.WORKSPACE, Guard.CALLER),
            new Route("POST", "/graphql", Upstream.WORKSPACE, Guard.CALLER),
            new Route("GET", "/v1/memberships", Upstream.WORKSPACE, Guard.CALLER),
            new Route("*", "/v1/organizations/", Upstream.WORKSPACE, Guard.CALLER),
            new Route("*", "/v1/workspaces/", Upstream.WORKSPACE, Guard.CALLER),
            new Route("POST", "/v1/tokens/leaked", Upstream.TOKEN, Guard.OPEN),
            new Route("POST", "/v1/tokens/leaked/github", Upstream.TOKEN, Guard.OPEN),
            new Route("*", "/v1/tokens/", Upstream.TOKEN, Guard.CALLER),
            new Route("GET", "/.well-known/oauth-protected-resource", Upstream.TOKEN, Guard.OPEN),
            new Route("GET", "/.well-known/authzen-configuration", Upstream.TOKEN, Guard.OPEN),
            new Route("POST", "/v1/check", Upstream.TOKEN, Guard.OPEN),
            new Route("POST", "/v1/checks", Upstream.TOKEN, Guard.OPEN),
            new Route("POST", "/access/v1/evaluation", Upstream.TOKEN, Guard.OPEN),
            new Route("POST", "/access/v1/evaluations", Upstream.TOKEN, Guard.OPEN),
            new Route("GET", "/v1/propagation", Upstream.TOKEN, Guard.OPEN),
            new Route("POST", "/v1/introspect", Upstream.TOKEN, Guard.OPEN),
            new Route("POST", "/v1/revoke", Upstream.TOKEN, Guard.OPEN),
            new Route("*", "/v1/forward-auth", Upstream.TOKEN, Guard.ASK));

    private static final Pattern FILES = Pattern.compile("/v1/workspaces/[^/]+/devices/imports");
    private static final long FILE_BYTES = 16 * 1024 * 1024;
    private static final long OTHERS_BYTES = 256 * 1024;

    private Routes() {}

    /** A file of devices is larger than what every other request may send. */
    static long largestBody(String path) {
        return FILES.matcher(path).matches() ? FILE_BYTES : OTHERS_BYTES;
    }

    static Optional<Route> find(String method, String path) {
        return isPlain(path)
                ? ALL.stream().filter(route -> route.matches(method, path)).findFirst()
                : Optional.empty();
    }

    /** A path that two servers could read differently is not passed on. */
    private static boolean isPlain(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean plain =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "/-_.".indexOf(c) >= 0;
            if (!plain) {
                return false;
            }
        }
        return !path.contains("..") && !path.contains("//") && !path.contains("/./");
    }
}
