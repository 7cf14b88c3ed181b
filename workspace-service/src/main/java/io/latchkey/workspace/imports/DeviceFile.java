package io.latchkey.workspace.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.latchkey.edge.problems.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hibernate.id.uuid.UuidVersion7Strategy;

/**
 * Reads CSV (RFC 4180) in UTF-8 with a header: {@code name} and, if wanted, {@code serial} and {@code tags}, which
 * {@code |} separates.
 */
final class DeviceFile {
    private static final String NAME = "name";
    private static final String SERIAL = "serial";
    private static final String TAGS = "tags";
    private static final List<String> COLUMNS = List.of(NAME, SERIAL, TAGS);
    private static final Pattern TEXT = Pattern.compile("[^\\x00-\\x1f\\x7f]{1,100}");
    private static final Pattern TAG = Pattern.compile("[^\\x00-\\x1f\\x7f]{1,50}");
    private static final int MOST_TAGS = 50;
    private static final int MOST_ERRORS = 100;

    private final int maxLines;
    private final List<NewDevice> devices = new ArrayList<>();
    private final Map<String, Integer> lineOfSerial = new HashMap<>();
    private final Map<String, String> errors = new LinkedHashMap<>();

    private DeviceFile(int maxLines) {
        this.maxLines = maxLines;
    }

    /** @throws Refused naming the lines at fault, a hundred at most */
    static List<NewDevice> read(byte[] file, int maxLines) {
        return new DeviceFile(maxLines).read(text(file));
    }

    private static String text(byte[] file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refused.field("line 1", "the file is not in UTF-8");
        }
    }

    private List<NewDevice> read(String text) {
        Iterator<CsvRecord> records = CsvReader.builder()
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text.startsWith("\ufeff") ? text.substring(1) : text)
                .iterator();
        try {
            Map<String, Integer> columns = columns(records);
            while (records.hasNext() && errors.size() < MOST_ERRORS) {
                read(records.next(), columns);
            }
        } catch (CsvParseException e) {
            throw Refused.field("line 1", "the file is not CSV: " + e.getMessage());
        }
        if (!errors.isEmpty()) {
            throw Refused.fields(errors, "Some lines are not valid; nothing is imported.");
        }
        if (devices.isEmpty()) {
            throw Refused.field("line 1", "no devices follow");
        }
        return devices;
    }

    private static Map<String, Integer> columns(Iterator<CsvRecord> records) {
        List<String> header = records.hasNext() ? records.next().getFields() : List.of();
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i).strip();
            if (!COLUMNS.contains(name) || columns.put(name, i) != null) {
                throw Refused.field("line 1", "the columns are name, serial and tags, each once; not " + name);
            }
        }
        if (!columns.containsKey(NAME)) {
            throw Refused.field("line 1", "must be a header with the column name");
        }
        return columns;
    }

    private void read(CsvRecord line, Map<String, Integer> columns) {
        if (devices.size() == maxLines) {
            throw Refused.field("line " + line.getStartingLineNumber(), "a file has " + maxLines + " devices at most");
        }
        if (line.getFieldCount() != columns.size()) {
            fault(line, null, "has " + line.getFieldCount() + " fields; the header has " + columns.size());
            return;
        }
        String name = field(line, columns, NAME).orElse("");
        String serial = field(line, columns, SERIAL).orElse(null);
        List<String> tags = field(line, columns, TAGS).map(DeviceFile::tags).orElse(List.of());
        if (!TEXT.matcher(name).matches()) {
            fault(line, NAME, "must have 1 to 100 characters");
        }
        if (serial != null) {
            judgeSerial(line, serial);
        }
        if (tags.size() > MOST_TAGS
                || !tags.stream().allMatch(tag -> TAG.matcher(tag).matches())) {
            fault(line, TAGS, "50 at most, of 1 to 50 characters each");
        }
        int at = (int) line.getStartingLineNumber();
        UUID id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
        devices.add(new NewDevice(at, id, name, serial, tags));
    }

    private void judgeSerial(CsvRecord line, String serial) {
        if (!TEXT.matcher(serial).matches()) {
            fault(line, SERIAL, "must have 1 to 100 characters");
        }
        Integer before = lineOfSerial.putIfAbsent(serial, (int) line.getStartingLineNumber());
        if (before != null) {
            fault(line, SERIAL, "is that of line " + before + ", too");
        }
    }

    private static Optional<String> field(CsvRecord line, Map<String, Integer> columns, String name) {
        return Optional.ofNullable(columns.get(name))
                .map(line::getField)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private static List<String> tags(String listed) {
        Stream<String> tags = Arrays.stream(listed.split("\\|")).map(String::strip);
        return tags.filter(tag -> !tag.isEmpty()).distinct().toList();
    }

    private void fault(CsvRecord line, String column, String sentence) {
        errors.put(at((int) line.getStartingLineNumber(), column), sentence);
    }

    /** How a place in the file is told. @param column null for the line as a whole */
    static String at(int line, String column) {
        return column == null ? "line " + line : "line " + line + ", " + column;
    }
}
