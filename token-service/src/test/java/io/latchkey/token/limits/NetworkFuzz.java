package io.latchkey.token.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class NetworkFuzz {
    @FuzzTest(maxDuration = "1m")
    void isWrittenInOneWayAndHoldsItsOwnAddressOrIsRefused(byte[] bytes) {
        Network network;
        try {
            network = Network.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException refused) {
            return;
        }

        assertThat(Network.parse(network.toString())).isEqualTo(network);
        assertThat(network.contains(network.address())).isTrue();
    }
}
