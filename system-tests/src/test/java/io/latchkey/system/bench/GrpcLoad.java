package io.latchkey.system.bench;

import com.google.protobuf.UnknownFieldSet;
import io.grpc.stub.StreamObserver;
import io.latchkey.system.bench.Load.Result;
import io.latchkey.system.people.GrpcPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls over one connection, so many under way at once. grpc-java's client costs far more than {@link Load} does, on the same
 * cores; so compare what the server spends.
 */
final class GrpcLoad {
    private static final int MOST = 4_000_000;

    private final GrpcPeer peer;
    private final List<byte[]> messages;
    private final long end;
    private final long[] latencies = new long[MOST];
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger next = new AtomicInteger();
    private final Phaser underWay = new Phaser(1);

    private GrpcLoad(GrpcPeer peer, List<byte[]> messages, long end) {
        this.peer = peer;
        this.messages = messages;
        this.end = end;
    }

    static Result closed(GrpcPeer peer, List<byte[]> messages, int calls, Duration duration) throws IOException {
        long start = System.nanoTime();
        GrpcLoad load = new GrpcLoad(peer, messages, start + duration.toNanos());
        for (int i = 0; i < calls; i++) {
            load.underWay.register();
            load.call();
        }
        load.underWay.arriveAndAwaitAdvance();
        return Result.of(load.latencies, load.done.get(), load.refused.get(), System.nanoTime() - start);
    }

    private void call() {
        long since = System.nanoTime();
        peer.ask(messages.get(Math.floorMod(next.getAndIncrement(), messages.size())), new StreamObserver<>() {
            @Override
            public void onNext(UnknownFieldSet answer) {
                latencies[done.getAndIncrement() % MOST] = System.nanoTime() - since;
            }

            @Override
            public void onError(Throwable failure) {
                refused.incrementAndGet();
                goOn();
            }

            @Override
            public void onCompleted() {
                goOn();
            }
        });
    }

    private void goOn() {
        if (System.nanoTime() < end) {
            call();
        } else {
            underWay.arriveAndDeregister();
        }
    }
}
