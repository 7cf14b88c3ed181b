package io.latchkey.workspace.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.latchkey.edge.problems.Refused;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceFileTest {
    private static List<NewDevice> read(String text) {
        return DeviceFile.read(text.getBytes(StandardCharsets.UTF_8), 1000);
    }

    @Test
    void readsNamesSerialsAndTagsInAnyOrderOfColumns() {
        List<NewDevice> devices =
                read("\ufefftags,name,serial\r\nnorth|pumps| north ,\"Pump, \"\"7\"\"\",SN-7\r\n,Valve,\r\n");

        assertThat(devices).extracting(NewDevice::name).containsExactly("Pump, \"7\"", "Valve");
        assertThat(devices).extracting(NewDevice::serial).containsExactly("SN-7", null);
        assertThat(devices).extracting(NewDevice::tags).containsExactly(List.of("north", "pumps"), List.of());
        assertThat(devices).extracting(NewDevice::line).containsExactly(2, 3);
        assertThat(devices).extracting(NewDevice::id).doesNotHaveDuplicates();
    }

    @Test
    void namesEveryLineAtFault() {
        Refused refused = catchThrowableOfType(
                Refused.class,
                () -> read(
                        "name,serial\nPump,1\n,2\n\"two\nlines\",3\nValve,1\nBoiler,4,5\n" + "x".repeat(101) + ",6\n"));

        assertThat(refused.fields())
                .containsOnlyKeys("line 3, name", "line 4, name", "line 6, serial", "line 7", "line 8, name")
                .containsEntry("line 6, serial", "is that of line 2, too");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'';must be a header",
                "name;no devices follow",
                "serial,tags\\nx,y;must be a header",
                "name,colour\\nx,y;not colour",
                "name,name\\nx,y;not name",
                "name\\n\"x;not CSV",
            })
    void saysWhatIsWrongWithTheFile(String file, String sentence) {
        assertThatThrownBy(() -> read(file.replace("\\n", "\n")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void takesUtf8Only() {
        assertThatThrownBy(() -> DeviceFile.read("name\nP\u00fcmpe\n".getBytes(StandardCharsets.ISO_8859_1), 10))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void aFileHasAnEnd() {
        assertThat(DeviceFile.read("name\na\nb\n".getBytes(StandardCharsets.UTF_8), 2))
                .hasSize(2);
        assertThatThrownBy(() -> DeviceFile.read("name\na\nb\nc\n".getBytes(StandardCharsets.UTF_8), 2))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("line 4: a file has 2 devices at most");
    }

    @Test
    void anEndlessListOfFaultsIsCutOff() {
        Refused refused = catchThrowableOfType(Refused.class, () -> read("name,serial\n" + ",1\n".repeat(500)));

        assertThat(refused.fields()).hasSizeBetween(100, 101);
    }
}
