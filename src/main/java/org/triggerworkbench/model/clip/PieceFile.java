package org.triggerworkbench.model.clip;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * A SentencePiece model, spiece.model: its pieces by id, its table of characters and the settings that change how texts are
 * split. The format is protocol buffers: a number of field and form, then a varint, four or eight bytes, or a length and so many
 * bytes.
 *
 * @param pieces by id
 * @param table of characters and what they become; empty where there is none
 * @param unknown id of the piece for what no other is
 * @param inBytes whether letters that are in no piece are spelled in pieces of a byte each
 */
record PieceFile(List<Piece> pieces, byte[] table, int unknown, boolean inBytes) {
    static final String NAME = "spiece.model";
    private static final Messages TEXT = Messages.of(PieceFile.class);
    private static final int MOST_BYTES = 32 << 20;
    private static final int PIECES = 1;
    private static final int TRAINER = 2;
    private static final int NORMALIZER = 3;
    private static final int TABLE = 2;
    private static final int UNKNOWN = 40;
    private static final int IN_BYTES = 35;
    private static final int UNIGRAM = 1;

    /**
     * One of the pieces.
     *
     * @param score natural logarithm of its probability
     */
    record Piece(String text, float score, Type type) {}

    /** What a piece is for, by the file's numbers from 1. */
    enum Type {
        NORMAL,
        UNKNOWN,
        CONTROL,
        USER_DEFINED,
        UNUSED,
        BYTE
    }

    private static final Set<Type> READ = Set.of(Type.NORMAL, Type.UNKNOWN, Type.CONTROL, Type.BYTE);

    /** A setting that must have one value: its number, its name, what it is where the file does not say, what it must be. */
    private record Setting(int number, String name, long usual, long needed) {}

    private static final List<Setting> TRAINED = List.of(
            new Setting(3, "model_type", UNIGRAM, UNIGRAM), new Setting(24, "treat_whitespace_as_suffix", 0, 0));
    private static final List<Setting> NORMALIZED =
            List.of(new Setting(4, "remove_extra_whitespaces", 1, 1), new Setting(5, "escape_whitespaces", 1, 1));

    /** @throws InputException if it is damaged, or has a setting or a kind of piece that is not computed here */
    static PieceFile read(Path file) {
        try {
            long bytes = Files.size(file);
            if (bytes > MOST_BYTES) {
                throw wrong(file, TEXT.get("tokenizer.fault.long", bytes >> 20, MOST_BYTES >> 20));
            }
            return read(file, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new InputException(TEXT.get("file.unreadable", file), e);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new InputException(TEXT.get("pieces.damaged", file, TEXT.get("pieces.fault.bytes")), e);
        }
    }

    private static PieceFile read(Path file, byte[] content) {
        List<Piece> pieces = new ArrayList<>();
        Map<Integer, Long> trained = new HashMap<>();
        Map<Integer, Long> normalized = new HashMap<>();
        byte[] table = new byte[0];
        boolean whole = false;
        for (Field field : Field.of(content)) {
            switch (field.number()) {
                case PIECES -> pieces.add(piece(file, field.bytes()));
                case TRAINER -> Field.of(field.bytes()).forEach(one -> trained.put(one.number(), one.value()));
                case NORMALIZER -> {
                    whole = true;
                    for (Field one : Field.of(field.bytes())) {
                        normalized.put(one.number(), one.value());
                        table = one.number() == TABLE ? one.bytes() : table;
                    }
                }
                default -> {}
            }
        }
        if (!whole) {
            throw wrong(file, TEXT.get("pieces.fault.bytes"));
        }
        requireUsual(file, TRAINED, trained);
        requireUsual(file, NORMALIZED, normalized);
        long unknown = trained.getOrDefault(UNKNOWN, 0L);
        if (unknown < 0 || unknown >= pieces.size() || pieces.get((int) unknown).type() != Type.UNKNOWN) {
            throw wrong(file, TEXT.get("pieces.fault.unknown", unknown, pieces.size()));
        }
        return new PieceFile(pieces, table, (int) unknown, trained.getOrDefault(IN_BYTES, 0L) != 0);
    }

    private static Piece piece(Path file, byte[] content) {
        String text = "";
        float score = 0;
        long type = 1;
        for (Field field : Field.of(content)) {
            switch (field.number()) {
                case 1 -> text = new String(field.bytes(), StandardCharsets.UTF_8);
                case 2 -> score = Float.intBitsToFloat((int) field.value());
                case 3 -> type = field.value();
                default -> {}
            }
        }
        if (text.isEmpty() || !Float.isFinite(score) || type < 1 || type > Type.values().length) {
            throw wrong(file, TEXT.get("pieces.fault.bytes"));
        }
        Type told = Type.values()[(int) type - 1];
        if (!READ.contains(told)) {
            throw wrong(file, TEXT.get("pieces.fault.type", told));
        }
        return new Piece(text, score, told);
    }

    private static void requireUsual(Path file, List<Setting> settings, Map<Integer, Long> told) {
        for (Setting setting : settings) {
            long value = told.getOrDefault(setting.number(), setting.usual());
            if (value != setting.needed()) {
                throw wrong(file, TEXT.get("pieces.fault.setting", setting.name(), value));
            }
        }
    }

    private static InputException wrong(Path file, String fault) {
        return new InputException(TEXT.get("pieces.damaged", file, fault));
    }

    /** The id of a piece; -1 where it is none. */
    int id(String text) {
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.get(i).text().equals(text)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * A field of a message.
     *
     * @param value of a number, as bits; 0 of bytes
     * @param bytes of a text or message; none of a number
     */
    private record Field(int number, long value, byte[] bytes) {
        /** @throws IllegalArgumentException or BufferUnderflowException if the bytes are no message */
        static List<Field> of(byte[] message) {
            ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
            List<Field> fields = new ArrayList<>();
            while (in.hasRemaining()) {
                long tag = varint(in);
                int number = Math.toIntExact(Math.min(tag >>> 3, Integer.MAX_VALUE));
                fields.add(
                        switch ((int) (tag & 7)) {
                            case 0 -> new Field(number, varint(in), new byte[0]);
                            case 1 -> new Field(number, in.getLong(), new byte[0]);
                            case 2 -> new Field(number, 0, bytes(in));
                            case 5 -> new Field(number, in.getInt(), new byte[0]);
                            default -> throw new IllegalArgumentException("form of field " + number);
                        });
            }
            return fields;
        }

        private static byte[] bytes(ByteBuffer in) {
            long length = varint(in);
            if (length < 0 || length > in.remaining()) {
                throw new BufferUnderflowException();
            }
            byte[] bytes = new byte[(int) length];
            in.get(bytes);
            return bytes;
        }

        private static long varint(ByteBuffer in) {
            long value = 0;
            for (int shift = 0; shift < Long.SIZE; shift += 7) {
                byte next = in.get();
                value |= (long) (next & 0x7f) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            throw new IllegalArgumentException("a number of more than ten bytes");
        }
    }
}
