package io.latchkey.token.grpc;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import io.latchkey.token.Told;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.eclipse.microprofile.config.ConfigProvider;

/** The gRPC server under test, and who calls it. */
public final class GrpcCalls {
    private GrpcCalls() {}

    public static ManagedChannel channel() {
        int port = ConfigProvider.getConfig().getValue("quarkus.grpc.server.test-port", Integer.class);
        return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    public static <S extends AbstractStub<S>> S as(String client, S stub) {
        return with(
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString((client + ":" + Told.SECRET).getBytes(StandardCharsets.UTF_8)),
                stub);
    }

    public static <S extends AbstractStub<S>> S with(String credential, S stub) {
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), credential);
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }
}
