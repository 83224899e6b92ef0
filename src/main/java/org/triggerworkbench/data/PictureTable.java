package org.triggerworkbench.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.io.input.BOMInputStream;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * A CSV that labels pictures: a line of names, then a line a picture. Semicolons and tabs part cells as well as commas, as the
 * first line shows.
 *
 * @param list the file
 * @param folder that the names of pictures are relative to
 * @param usual what parts cells where the first line holds neither semicolon nor tab
 */
record PictureTable(Path list, Path folder, char usual) {
    private static final Messages MESSAGES = Messages.of(PictureTable.class);

    /** Names of the column with the picture, the first of them that there is, in lower case. */
    static final List<String> FILE = List.of("file_name", "filename", "file", "image", "path");
    /** Names of the column with its class. */
    static final List<String> LABEL = List.of("label", "class", "classid", "target", "y");

    /** Where the two columns are; negative for one that there is not. */
    private record Columns(int file, int label) {
        static Columns of(CSVRecord head) {
            List<String> names =
                    head.stream().map(cell -> cell.toLowerCase(Locale.ROOT)).toList();
            return new Columns(column(names, FILE), column(names, LABEL));
        }

        private static int column(List<String> head, List<String> names) {
            return names.stream()
                    .mapToInt(head::indexOf)
                    .filter(at -> at >= 0)
                    .findFirst()
                    .orElse(-1);
        }

        boolean areThere() {
            return file >= 0 && label >= 0;
        }

        boolean areIn(CSVRecord row) {
            return row.size() > Math.max(file, label)
                    && !row.get(file).isEmpty()
                    && !row.get(label).isEmpty();
        }
    }

    /** Whether it has both columns and its first line names a picture that is there; false for any other file. */
    boolean labelsPictures() {
        if (!Files.isRegularFile(list)) {
            return false;
        }
        try (CSVParser parser = parser()) {
            Iterator<CSVRecord> rows = parser.iterator();
            Columns columns = rows.hasNext() ? Columns.of(rows.next()) : new Columns(-1, -1);
            if (!columns.areThere() || !rows.hasNext()) {
                return false;
            }
            CSVRecord first = rows.next();
            return columns.areIn(first)
                    && Files.isRegularFile(
                            folder.resolve(first.get(columns.file()).strip()));
        } catch (IOException | UncheckedIOException | InvalidPathException e) {
            return false;
        }
    }

    /**
     * Adds the pictures it names.
     *
     * @throws InputException if it cannot be read, lacks a column, or names what is not there
     */
    void addTo(ListedPictures pictures) {
        PictureLists.requireShort(list);
        try (CSVParser parser = parser()) {
            Iterator<CSVRecord> rows = parser.iterator();
            Columns columns = rows.hasNext() ? Columns.of(rows.next()) : new Columns(-1, -1);
            if (!columns.areThere()) {
                throw new InputException(MESSAGES.get("list.columns", list));
            }
            while (rows.hasNext()) {
                CSVRecord row = rows.next();
                if (row.size() == 1 && row.get(0).isBlank()) {
                    continue;
                }
                if (!columns.areIn(row)) {
                    String shown = row.stream().collect(Collectors.joining(", "));
                    throw new InputException(MESSAGES.get("list.row", list, FileWord.shown(shown)));
                }
                pictures.add(
                        list, PictureLists.resolve(folder, row.get(columns.file()), list), row.get(columns.label()));
            }
        } catch (IOException | UncheckedIOException e) {
            throw DataFiles.unreadable(list, e);
        }
    }

    private CSVParser parser() throws IOException {
        return CSVParser.builder()
                .setReader(reader())
                .setFormat(CSVFormat.RFC4180
                        .builder()
                        .setDelimiter(delimiter())
                        .setTrim(true)
                        .setIgnoreSurroundingSpaces(true)
                        .setIgnoreEmptyLines(true)
                        .get())
                .get();
    }

    private char delimiter() throws IOException {
        try (BufferedReader lines = new BufferedReader(reader());
                Stream<String> first = lines.lines().limit(1)) {
            String head = first.findFirst().orElse("");
            return head.contains(";") ? ';' : head.contains("\t") ? '\t' : usual;
        }
    }

    private Reader reader() throws IOException {
        return new InputStreamReader(BOMInputStream.builder().setPath(list).get(), StandardCharsets.UTF_8.newDecoder());
    }
}
