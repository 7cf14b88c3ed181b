package io.latchkey.token.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    private static final long SEED = Optional.ofNullable(System.getProperty("seed"))
            .filter(seed -> !seed.isBlank())
            .map(Long::valueOf)
            .orElseGet(System::nanoTime);
    private static final Random RANDOM = new Random(SEED);

    @ParameterizedTest
    @CsvSource({
        "198.51.100.0/24, 198.51.100.255, true",
        "198.51.100.0/24, 198.51.101.0, false",
        "198.51.100.7, 198.51.100.7, true",
        "198.51.100.7, 198.51.100.8, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "::/0, 198.51.100.1, false",
        "198.51.100.0/24, ::ffff:198.51.100.9, true",
        "::ffff:198.51.100.9, 198.51.100.9, true",
    })
    void containsWhatItsPrefixSays(String network, String address, boolean contained) {
        assertThat(Network.parse(network).contains(Network.address(address))).isEqualTo(contained);
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.77/24, 198.51.100.0/24",
        "198.51.100.77, 198.51.100.77/32",
        "2001:DB8:0:0::1/32, 2001:db8:0:0:0:0:0:0/32",
    })
    void readsTheSameHoweverItIsWritten(String text, String canonical) {
        assertThat(Network.parse(text)).hasToString(canonical).isEqualTo(Network.parse(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/8/8",
                "2001:db8::/129",
                "10.0.0",
                "010.0.0.1",
                "10.1",
                "1",
                "localhost",
                "example.com/8",
                "fe80::1%eth0",
                "[::1]",
                "1.2.3.4 ",
                "::ffff:10.0.0.0/104",
                "٣.0.0.1"
            })
    void refusesWhatIsNoNetwork(String text) {
        assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @RepeatedTest(300)
    void holdsTheAddressItWasMadeOfAndReadsBack() throws UnknownHostException {
        byte[] bytes = new byte[RANDOM.nextBoolean() ? 4 : 16];
        RANDOM.nextBytes(bytes);
        InetAddress address = InetAddress.getByAddress(bytes);
        Network network =
                Network.parse(address.getHostAddress() + "/" + RANDOM.nextInt(address.getAddress().length * 8 + 1));

        assertThat(network.contains(address)).as("seed %d %s", SEED, network).isTrue();
        assertThat(Network.parse(network.toString())).as("seed %d", SEED).isEqualTo(network);
    }

    @Test
    void neverThrowsAnythingElse() {
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = RANDOM.nextInt(20); length > 0; length--) {
                text.append("0123456789abcdef.:/%[] -".charAt(RANDOM.nextInt(24)));
            }
            try {
                assertThat(Network.parse(text.toString())).isNotNull();
            } catch (IllegalArgumentException e) {
                assertThat(Network.isAddress(text.toString()))
                        .as("seed %d", SEED)
                        .isFalse();
            }
        }
    }
}
