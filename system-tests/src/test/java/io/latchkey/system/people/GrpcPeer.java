package io.latchkey.system.people;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.latchkey.system.stack.Stack;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** A gRPC client that knows the published field numbers and nothing of our classes. */
public final class GrpcPeer implements AutoCloseable {
    private static final MethodDescriptor<byte[], UnknownFieldSet> CHECK = MethodDescriptor.newBuilder(
                    new Bytes(), new Fields())
            .setType(MethodType.UNARY)
            .setFullMethodName("latchkey.v1.Check/Check")
            .build();

    private final ManagedChannel channel;
    private final Metadata credential = new Metadata();

    /** @param client the pointer in {@code run.json} to its id and secret */
    public GrpcPeer(Stack stack, String client) {
        this.channel = NettyChannelBuilder.forTarget(stack.value("/tokenGrpc"))
                .usePlaintext()
                .build();
        String pair = stack.value(client + "/id") + ":" + stack.value(client + "/secret");
        credential.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    /** With the credential. */
    public io.grpc.Channel channel() {
        return io.grpc.ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(credential));
    }

    /**
     * {@code latchkey.v1.Check/Check}.
     *
     * @param fields texts by number
     * @return the verdict's number
     */
    public long verdict(Map<Integer, String> fields) {
        UnknownFieldSet answer = ClientCalls.blockingUnaryCall(channel(), CHECK, CallOptions.DEFAULT, message(fields));
        return answer.getField(1).getVarintList().getFirst();
    }

    /** The same, without waiting, of a {@link #message}. */
    public void ask(byte[] message, StreamObserver<UnknownFieldSet> answer) {
        ClientCalls.asyncUnaryCall(channel().newCall(CHECK, CallOptions.DEFAULT), message, answer);
    }

    /** @param fields texts by number */
    public static byte[] message(Map<Integer, String> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CodedOutputStream message = CodedOutputStream.newInstance(bytes);
            for (Map.Entry<Integer, String> field : fields.entrySet()) {
                message.writeString(field.getKey(), field.getValue());
            }
            message.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private static final class Bytes implements Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream stream) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Fields implements Marshaller<UnknownFieldSet> {
        @Override
        public InputStream stream(UnknownFieldSet message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public UnknownFieldSet parse(InputStream stream) {
            try {
                return UnknownFieldSet.parseFrom(stream);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
