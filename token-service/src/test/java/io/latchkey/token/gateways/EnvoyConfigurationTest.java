package io.latchkey.token.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.JsonFormat.TypeRegistry;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.ExtAuthz;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Envoy itself is not to be had here; its published schema is, and refuses what it does not know. */
class EnvoyConfigurationTest {
    private static final TypeRegistry TYPES = TypeRegistry.newBuilder()
            .add(HttpConnectionManager.getDescriptor())
            .add(ExtAuthz.getDescriptor())
            .add(ExtAuthzPerRoute.getDescriptor())
            .add(Router.getDescriptor())
            .add(HttpProtocolOptions.getDescriptor())
            .build();

    @Test
    void theShippedConfigurationFitsEnvoysSchemaAndLetsNobodyPassOnDoubt() throws Exception {
        JsonNode yaml = new YAMLMapper()
                .readTree(Path.of("../deploy/gateway/envoy.yaml").toFile());
        Bootstrap.Builder bootstrap = Bootstrap.newBuilder();

        JsonFormat.parser().usingTypeRegistry(TYPES).merge(yaml.toString(), bootstrap);

        ExtAuthz filter = bootstrap
                .getStaticResources()
                .getListeners(0)
                .getFilterChains(0)
                .getFilters(0)
                .getTypedConfig()
                .unpack(HttpConnectionManager.class)
                .getHttpFilters(0)
                .getTypedConfig()
                .unpack(ExtAuthz.class);
        assertThat(filter.getFailureModeAllow()).isFalse();
        assertThat(filter.getGrpcService().getEnvoyGrpc().getClusterName())
                .isEqualTo(bootstrap.getStaticResources().getClusters(0).getName());
    }
}
