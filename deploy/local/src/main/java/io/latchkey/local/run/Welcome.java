package io.latchkey.local.run;

import java.nio.file.Path;

/** What a newcomer reads once everything is up: addresses, an account, and commands that work when pasted. */
final class Welcome {
    private Welcome() {}

    static String text(PortMap ports, Secrets secrets, Path data, double seconds) {
        return """

                Latchkey is up (%1$.1f s).

                  gateway   http://127.0.0.1:%2$d   everything outside goes here
                  identity  http://127.0.0.1:%3$d   token  http://127.0.0.1:%4$d   workspace  http://127.0.0.1:%5$d
                            each with /openapi, /health/ready and /metrics; gRPC checks 127.0.0.1:%11$d
                  account   %6$s   password  %7$s
                  mails     http://127.0.0.1:%12$d   what would have been sent
                  scripts   %8$s/run.json   logs  %8$s/logs

                Paste, one after the other:

                  G=http://127.0.0.1:%2$d J='content-type: application/json'; field() { sed -E "s/.*\\"$1\\":\\"([^\\"]+)\\".*/\\1/"; }
                  ACCESS=$(curl -s $G/v1/sessions -H "$J" -d '{"email":"%6$s","password":"%7$s"}' | field accessToken)
                  WORKSPACE=$(curl -s $G/v1/workspaces -H "authorization: Bearer $ACCESS" | sed -E 's/.*"items":\\[\\{"id":"([^"]+)".*/\\1/'); echo $WORKSPACE
                  API_USER=$(curl -s $G/v1/workspaces/$WORKSPACE/api-users -H "authorization: Bearer $ACCESS" -H "$J" -d '{"name":"Night export","permissions":["reports"]}' | field account); sleep 1
                  TOKEN=$(curl -s -X POST $G/v1/tokens/$(curl -s "$G/v1/tokens?account=$API_USER" -H "authorization: Bearer $ACCESS" | sed -E 's/.*"items":\\[\\{"id":"([^"]+)".*/\\1/')/reveal -H "authorization: Bearer $ACCESS" | field value); echo $TOKEN
                  curl -s $G/v1/check -u %9$s:%10$s -H "$J" -d "{\\"token\\":\\"$TOKEN\\",\\"workspace\\":\\"$WORKSPACE\\",\\"permission\\":\\"reports\\"}"; echo

                Ctrl-C stops everything; the data stays (make run FRESH=1 starts empty).
                """.formatted(
                        seconds,
                        ports.gateway(),
                        ports.identity(),
                        ports.token(),
                        ports.workspace(),
                        RunFile.DEMO_EMAIL,
                        secrets.demoPassword(),
                        data,
                        RunFile.CHECK_CLIENT,
                        secrets.checkSecret(),
                        ports.tokenGrpc(),
                        ports.mail());
    }
}
