package org.triggerworkbench.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.hardwood.HardwoodContext;
import dev.hardwood.InputFile;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.FileMetaData;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.schema.ColumnSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * One Parquet file as Hugging Face's datasets saves it: a column named image or img of picture files, as bytes or as a
 * struct of bytes and path, and a whole number {@code label}, {@code labels} or {@code fine_label}. Unpacked, or packed by
 * Snappy or gzip. All pictures are kept in memory, encoded as they are.
 *
 * @param images of its rows
 * @param names of the classes, as the file's features tell them; empty where they do not
 */
record ParquetFile(ParquetImages images, List<String> names) {
    private static final Messages MESSAGES = Messages.of(ParquetFile.class);
    private static final List<String> IMAGE = List.of("image", "img");
    private static final List<String> LABEL = List.of("label", "labels", "fine_label");
    private static final Set<CompressionCodec> CODECS =
            Set.of(CompressionCodec.UNCOMPRESSED, CompressionCodec.SNAPPY, CompressionCodec.GZIP);

    /** Many times ImageNet's images. */
    private static final int MOST_ROWS = 20_000_000;

    private static final int MOST_PICTURE = 1 << 26;
    private static final int MOST_CLASSES = 100_000;

    /** Rows held twice while they are read. */
    private static final int BATCH = 64;

    private static final int LABEL_BATCH = 4096;

    static {
        HardwoodSettings.apply();
    }

    /**
     * Reads a file.
     *
     * @param room bytes that its pictures may take
     * @throws InputException if it is broken, of another form, packed otherwise, or larger than the room
     */
    static ParquetFile read(Path file, long room) {
        try (HardwoodContext context = HardwoodContext.create(1);
                InputFile input = InputFile.of(file);
                ParquetFileReader reader = ParquetFileReader.open(input, context)) {
            return read(file, input, reader, room);
        } catch (InputException e) {
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            // The reader answers damage with exceptions of every kind, and errors of its threads as their causes.
            throw new InputException(MESSAGES.get(fault(e), file), e);
        }
    }

    private static String fault(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                return "parquet.memory";
            }
            if (cause instanceof LinkageError) {
                return "parquet.native";
            }
        }
        return "parquet.broken";
    }

    private static ParquetFile read(Path file, InputFile input, ParquetFileReader reader, long room)
            throws IOException {
        FileMetaData data = reader.getFileMetaData();
        List<ColumnSchema> columns = reader.getFileSchema().getColumns();
        ColumnSchema image = column(columns, IMAGE, true);
        ColumnSchema label = column(columns, LABEL, false);
        if (image == null
                || label == null
                || image.type() != PhysicalType.BYTE_ARRAY
                || (label.type() != PhysicalType.INT32 && label.type() != PhysicalType.INT64)) {
            throw new InputException(MESSAGES.get(
                    "parquet.columns",
                    file,
                    columns.stream()
                            .map(column -> FileWord.shown(column.fieldPath().toString()))
                            .limit(8)
                            .collect(Collectors.joining(", "))));
        }
        int rows = rows(file, data);
        long claimed = 0;
        for (RowGroup group : data.rowGroups()) {
            for (ColumnSchema column : List.of(image, label)) {
                var chunk = group.columns().get(column.columnIndex()).metaData();
                if (!CODECS.contains(chunk.codec())) {
                    throw new InputException(
                            MESSAGES.get("parquet.codec", file, chunk.codec().toString()));
                }
            }
            claimed = Math.addExact(
                    claimed,
                    Math.max(
                            0,
                            group.columns().get(image.columnIndex()).metaData().totalCompressedSize()));
        }
        requireRoom(file, claimed, room);
        ParquetPages pages = new ParquetPages(file, input);
        pages.check(data.rowGroups(), image.columnIndex());
        pages.check(data.rowGroups(), label.columnIndex());
        List<String> names = names(
                data.keyValueMetadata().get("huggingface"), label.fieldPath().toString());
        int classes = names.isEmpty() ? MOST_CLASSES : names.size();
        int[] labels = labels(file, reader, label, rows, classes);
        List<byte[]> pictures = pictures(file, reader, image, rows, room);
        String name = DataFiles.name(file).replaceFirst("\\.parquet$", "");
        return new ParquetFile(new ParquetImages(file, name, pictures, labels), names);
    }

    /** The only column of a name, or its {@code bytes} where it is a struct; null if there is none, or it is a list. */
    private static @Nullable ColumnSchema column(List<ColumnSchema> columns, List<String> names, boolean struct) {
        for (String name : names) {
            for (ColumnSchema column : columns) {
                String path = column.fieldPath().toString();
                if (column.maxRepetitionLevel() == 0
                        && (path.equals(name) || (struct && path.equals(name + ".bytes")))) {
                    return column;
                }
            }
        }
        return null;
    }

    private static int rows(Path file, FileMetaData data) {
        long rows = 0;
        for (RowGroup group : data.rowGroups()) {
            if (group.numRows() < 0 || group.numRows() > MOST_ROWS) {
                throw new InputException(MESSAGES.get("parquet.rows", file, group.numRows(), MOST_ROWS));
            }
            rows += group.numRows();
        }
        if (rows != data.numRows()) {
            throw new InputException(MESSAGES.get("parquet.broken", file));
        }
        if (rows > MOST_ROWS) {
            throw new InputException(MESSAGES.get("parquet.rows", file, rows, MOST_ROWS));
        }
        return (int) rows;
    }

    private static void requireRoom(Path file, long bytes, long room) {
        if (bytes > room) {
            throw new InputException(MESSAGES.get("parquet.room", file, bytes >> 20, room >> 20));
        }
    }

    private static int[] labels(Path file, ParquetFileReader reader, ColumnSchema column, int rows, int classes) {
        int[] labels = new int[rows];
        int at = 0;
        try (ColumnReader values = reader.buildColumnReader(column.columnIndex())
                .batchSize(LABEL_BATCH)
                .build()) {
            while (values.nextBatch()) {
                int count = count(file, values, at, rows);
                boolean wide = column.type() == PhysicalType.INT64;
                for (int i = 0; i < count; i++) {
                    long label = wide ? values.getLongs()[i] : values.getInts()[i];
                    if (label < 0 || label >= classes) {
                        throw new InputException(MESSAGES.get("parquet.label", file, label, at + i, classes - 1));
                    }
                    labels[at + i] = (int) label;
                }
                at += count;
            }
        }
        requireAll(file, at, rows);
        return labels;
    }

    private static List<byte[]> pictures(
            Path file, ParquetFileReader reader, ColumnSchema column, int rows, long room) {
        List<byte[]> pictures = new ArrayList<>();
        long bytes = 0;
        try (ColumnReader values =
                reader.buildColumnReader(column.columnIndex()).batchSize(BATCH).build()) {
            while (values.nextBatch()) {
                int count = count(file, values, pictures.size(), rows);
                int[] offsets = values.getBinaryOffsets();
                byte[] all = values.getBinaryValues();
                for (int i = 0; i < count; i++) {
                    int length = offsets[i + 1] - offsets[i];
                    if (length > MOST_PICTURE) {
                        throw new InputException(MESSAGES.get(
                                "parquet.picture", file, pictures.size(), length >> 20, MOST_PICTURE >> 20));
                    }
                    bytes += length;
                    requireRoom(file, bytes, room);
                    pictures.add(Arrays.copyOfRange(all, offsets[i], offsets[i + 1]));
                }
            }
        }
        requireAll(file, pictures.size(), rows);
        return pictures;
    }

    /** Values of a batch, none of them absent. */
    private static int count(Path file, ColumnReader values, int before, int rows) {
        int count = values.getRecordCount();
        int[] levels = values.getDefinitionLevels();
        int whole = values.getColumnSchema().maxDefinitionLevel();
        for (int i = 0; levels != null && i < count; i++) {
            if (levels[i] != whole) {
                throw absent(file, before + i);
            }
        }
        if (values.getLeafValidity().hasNulls()) {
            throw absent(file, before + values.getLeafValidity().nextNull(0, count));
        }
        if (count != values.getValueCount() || count > rows - before) {
            throw new InputException(MESSAGES.get("parquet.broken", file));
        }
        return count;
    }

    private static InputException absent(Path file, int row) {
        return new InputException(MESSAGES.get("parquet.absent", file, row));
    }

    private static void requireAll(Path file, int read, int rows) {
        if (read != rows) {
            throw new InputException(MESSAGES.get("parquet.broken", file));
        }
    }

    /** The names of the classes of a column in what datasets writes of its features; empty where it tells none. */
    private static List<String> names(@Nullable String features, String label) {
        if (features == null) {
            return List.of();
        }
        try {
            JsonElement at = JsonParser.parseString(features);
            for (String key : List.of("info", "features", label, "names")) {
                at = at instanceof JsonObject object ? object.get(key) : null;
            }
            if (!(at instanceof JsonArray array) || array.size() > MOST_CLASSES) {
                return List.of();
            }
            List<String> names =
                    array.asList().stream().map(JsonElement::getAsString).toList();
            // A name must tell its class.
            return names.stream().distinct().count() == names.size() ? names : List.of();
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException | StackOverflowError e) {
            return List.of();
        }
    }
}
