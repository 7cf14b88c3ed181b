package io.latchkey.system.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Gives tests the one stack of this run: started before the first of them, stopped after the last. Where one fails, what
 * the stack has complained of stands beside it: elsewhere than here nobody can look it up afterwards.
 */
public final class OnTheStack implements ParameterResolver, TestWatcher {
    private static final Path DATA = Path.of("target/stack").toAbsolutePath();
    /** As on a machine on which no test has unpacked a PostgreSQL yet. */
    private static final String NOTHING_UNPACKED = "-Dot.epg.working-dir=" + DATA.resolve("unpacked");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stack.class;
    }

    @Override
    public Stack resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Stack.class, key -> start(), Stack.class);
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        Stack stack =
                context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).get(Stack.class, Stack.class);
        if (stack != null) {
            stack.complaints().forEach(System.err::println);
        }
    }

    private static Stack start() {
        try {
            Stack.forget(DATA);
            return Stack.start(DATA, Stack.freePortBase(), Map.of("JAVA_TOOL_OPTIONS", NOTHING_UNPACKED));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
