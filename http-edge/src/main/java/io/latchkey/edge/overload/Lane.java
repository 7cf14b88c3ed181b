package io.latchkey.edge.overload;

import java.util.concurrent.atomic.AtomicInteger;

/** So many at once. */
final class Lane {
    private final int capacity;
    private final AtomicInteger underWay = new AtomicInteger();

    Lane(int capacity) {
        this.capacity = capacity;
    }

    boolean enter() {
        if (underWay.incrementAndGet() > capacity) {
            underWay.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        underWay.decrementAndGet();
    }

    int underWay() {
        return underWay.get();
    }
}
