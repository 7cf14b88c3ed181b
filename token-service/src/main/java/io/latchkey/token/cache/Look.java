package io.latchkey.token.cache;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;

/**
 * What Redis says of itself.
 *
 * @param at by its clock, in milliseconds since 1970
 */
record Look(Contents contents, long at) {
    /**
     * @param server Redis' own name for its run; another one after every restart and on every replica
     * @param generation of the fill that it holds
     */
    record Contents(String server, String generation) {}

    static Future<Look> take(CacheWriter redis) {
        return redis.send(List.of(
                        Request.cmd(Command.INFO).arg("server"),
                        Request.cmd(Command.GET).arg(Keys.GENERATION),
                        Request.cmd(Command.TIME)))
                .map(answers ->
                        new Look(new Contents(runId(answers.get(0)), text(answers.get(1))), millis(answers.get(2))));
    }

    private static String runId(Response info) {
        return info.toString()
                .lines()
                .filter(line -> line.startsWith("run_id:"))
                .map(line -> line.substring("run_id:".length()).strip())
                .findFirst()
                .orElse("");
    }

    private static String text(Response response) {
        return response == null ? "" : response.toString();
    }

    private static long millis(Response time) {
        return time.get(0).toLong() * 1000 + time.get(1).toLong() / 1000;
    }
}
