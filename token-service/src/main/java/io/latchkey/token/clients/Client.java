package io.latchkey.token.clients;

import java.util.Set;

/** A program that asks about tokens. */
public record Client(String id, Set<May> may) {}
