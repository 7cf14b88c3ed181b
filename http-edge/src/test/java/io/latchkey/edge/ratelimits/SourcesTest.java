package io.latchkey.edge.ratelimits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "203.0.113.7,203.0.113.7",
                "::ffff:203.0.113.7,203.0.113.7",
                "2001:db8:1:2:3:4:5:6,20010db800010002",
                "2001:db8:1:2::1,20010db800010002",
                "example.com,unknown",
                "'',unknown",
                "null,unknown"
            })
    void oneNetworkIsOneSource(String address, String network) {
        assertThat(Sources.network(address)).isEqualTo(network);
    }
}
