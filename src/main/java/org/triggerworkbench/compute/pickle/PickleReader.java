package org.triggerworkbench.compute.pickle;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.HostTensor.ElementType;
import org.triggerworkbench.compute.pickle.Item.Mapping;
import org.triggerworkbench.compute.pickle.Item.Sequence;
import org.triggerworkbench.compute.pickle.Item.Storage;

/**
 * Follows the instructions of one pickle to the data it describes. It knows the instructions of {@link Opcode} and the names of
 * {@link KnownName}; at the first other one it ends. It makes no object but {@link Item}s.
 */
final class PickleReader {
    private static final int HIGHEST_PROTOCOL = 5;
    private static final int LONGEST_NUMBER = 16;

    private final PickleBytes in;
    private final PickleFaults faults;
    private final PickleStack stack;
    private final KnownCalls calls;
    private final Map<String, Storage> storages = new HashMap<>();

    private PickleReader(PickleBytes in, PickleFaults faults) {
        this.in = in;
        this.faults = faults;
        this.stack = new PickleStack(faults);
        this.calls = new KnownCalls(faults);
    }

    /** What a pickle describes, and the storages it refers to, by key. */
    record Content(Item root, Map<String, Storage> storages) {}

    static Item read(PickleBytes in, PickleFaults faults) throws IOException {
        return readContent(in, faults).root();
    }

    /** Reads up to and with the instruction that ends a pickle. */
    static Content readContent(PickleBytes in, PickleFaults faults) throws IOException {
        PickleReader reader = new PickleReader(in, faults);
        int opcode = in.next();
        while (opcode != Opcode.STOP) {
            reader.follow(opcode);
            opcode = in.next();
        }
        Item root = reader.stack.pop();
        if (!reader.stack.isEmpty()) {
            throw faults.damaged("pickle.order");
        }
        Nesting.check(root, faults);
        return new Content(root, reader.storages);
    }

    private void follow(int opcode) throws IOException {
        switch (opcode) {
            case Opcode.PROTOCOL -> {
                int protocol = in.next();
                if (protocol > HIGHEST_PROTOCOL) {
                    throw faults.refused("pickle.what.protocol", protocol);
                }
            }
            case Opcode.FRAME -> {
                if (in.signed64() < 0) {
                    throw faults.damaged("pickle.cut");
                }
            }
            case Opcode.MARK -> stack.mark();
            case Opcode.PUT_8 -> stack.remember(in.next());
            case Opcode.PUT_32 -> stack.remember(in.unsigned32());
            case Opcode.MEMOIZE -> stack.remember();
            case Opcode.GET_8 -> stack.recall(in.next());
            case Opcode.GET_32 -> stack.recall(in.unsigned32());
            case Opcode.APPEND -> {
                Item item = stack.pop();
                list().add(item);
            }
            case Opcode.APPENDS, Opcode.ADD_ITEMS -> {
                List<Item> items = stack.popToMark();
                list().addAll(items);
            }
            case Opcode.SET_ITEM -> {
                List<Item> pair = stack.pop(2);
                putAll(dictionary(), pair);
            }
            case Opcode.SET_ITEMS -> {
                List<Item> pairs = stack.popToMark();
                putAll(dictionary(), pairs);
            }
            case Opcode.BUILD -> {
                Item state = stack.pop();
                calls.build(stack.top(), state);
            }
            default -> stack.push(made(opcode));
        }
    }

    /** The instructions that put down one new item. */
    private Item made(int opcode) throws IOException {
        return switch (opcode) {
            case Opcode.NONE -> Item.None.NONE;
            case Opcode.TRUE -> new Item.Truth(true);
            case Opcode.FALSE -> new Item.Truth(false);
            case Opcode.INT_8 -> new Item.Whole(in.next());
            case Opcode.INT_16 -> new Item.Whole(in.unsigned16());
            case Opcode.INT_32 -> new Item.Whole(in.signed32());
            case Opcode.LONG_SHORT -> whole(in.next());
            case Opcode.REAL -> new Item.Real(in.bigEndianDouble());
            case Opcode.STRING_SHORT -> new Item.Text(new String(in.take(in.next()), StandardCharsets.ISO_8859_1));
            case Opcode.STRING, Opcode.BYTES -> new Item.Bytes(in.take(in.unsigned32()));
            case Opcode.TEXT_SHORT -> new Item.Text(in.utf8(in.next()));
            case Opcode.TEXT -> new Item.Text(in.utf8(in.unsigned32()));
            case Opcode.TEXT_LONG -> new Item.Text(in.utf8(in.signed64()));
            case Opcode.BYTES_SHORT -> new Item.Bytes(in.take(in.next()));
            case Opcode.BYTES_LONG, Opcode.BYTE_ARRAY -> new Item.Bytes(in.take(in.signed64()));
            case Opcode.EMPTY_LIST, Opcode.EMPTY_TUPLE, Opcode.EMPTY_SET -> Sequence.empty();
            case Opcode.LIST, Opcode.TUPLE, Opcode.FROZEN_SET -> new Sequence(stack.popToMark());
            case Opcode.TUPLE_1 -> new Sequence(stack.pop(1));
            case Opcode.TUPLE_2 -> new Sequence(stack.pop(2));
            case Opcode.TUPLE_3 -> new Sequence(stack.pop(3));
            case Opcode.EMPTY_DICT -> Mapping.empty();
            case Opcode.DICT -> {
                Mapping mapping = Mapping.empty();
                putAll(mapping.entries(), stack.popToMark());
                yield mapping;
            }
            case Opcode.NAME -> {
                String module = in.line();
                yield name(module, in.line());
            }
            case Opcode.NAME_OF_STACK -> {
                List<Item> words = stack.pop(2);
                if (!(words.get(0) instanceof Item.Text(String module))
                        || !(words.get(1) instanceof Item.Text(String name))) {
                    throw faults.damaged("pickle.name");
                }
                yield name(module, name);
            }
            case Opcode.CALL -> {
                Item given = stack.pop();
                Item called = stack.pop();
                if (!(called instanceof Item.Name(KnownName name)) || !(given instanceof Sequence(List<Item> items))) {
                    throw faults.damaged("pickle.order");
                }
                yield calls.call(name, items);
            }
            case Opcode.STORAGE -> storage(stack.pop());
            default -> throw faults.refused("pickle.what.opcode", String.format("0x%02x", opcode));
        };
    }

    private Item whole(int bytes) throws IOException {
        if (bytes > LONGEST_NUMBER) {
            throw faults.beyond("pickle.number", bytes);
        }
        byte[] little = in.take(bytes);
        byte[] big = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            big[i] = little[bytes - 1 - i];
        }
        BigInteger value = bytes == 0 ? BigInteger.ZERO : new BigInteger(big);
        return value.bitLength() < Long.SIZE ? new Item.Whole(value.longValue()) : new Item.Huge(value);
    }

    private Item name(String module, String name) {
        KnownName known = KnownName.of(module, name);
        if (known == null) {
            throw faults.refused("pickle.what.name", PickleFaults.shown(module + "." + name));
        }
        return new Item.Name(known);
    }

    private List<Item> list() {
        if (!(stack.top() instanceof Sequence(List<Item> items))) {
            throw faults.damaged("pickle.order");
        }
        return items;
    }

    private Map<Item, Item> dictionary() {
        if (!(stack.top() instanceof Mapping(Map<Item, Item> entries))) {
            throw faults.damaged("pickle.order");
        }
        return entries;
    }

    private void putAll(Map<Item, Item> entries, List<Item> pairs) {
        if (pairs.size() % 2 != 0) {
            throw faults.damaged("pickle.order");
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            calls.put(entries, pairs.get(i), pairs.get(i + 1));
        }
    }

    /** The key of a storage; null if it is none. */
    static @Nullable String key(Item item) {
        return item instanceof Item.Whole(long number) ? Long.toString(number) : item.asText();
    }

    /** A reference to numbers elsewhere: the word "storage", its type, its key, where it was, and how many there are. */
    private Item storage(Item reference) {
        List<Item> parts = reference instanceof Sequence(List<Item> items) ? items : new ArrayList<>();
        if (parts.size() < 5
                || parts.size() > 6
                || !"storage".equals(parts.getFirst().asText())
                || !(parts.get(1) instanceof Item.Name(KnownName name))
                || !(parts.get(4) instanceof Item.Whole(long elements))) {
            throw faults.refused("pickle.what.reference");
        }
        ElementType type = name.elements();
        String key = key(parts.get(2));
        // A part of another storage, as PyTorch wrote before 0.4.
        boolean partial = parts.size() == 6 && parts.get(5) != Item.None.NONE;
        if (type == null || key == null || partial) {
            throw faults.refused("pickle.what.reference");
        }
        if (elements < 0 || elements > Views.MAX_BYTES / type.size()) {
            throw faults.beyond("pickle.bigStorage", PickleFaults.shown(key), elements);
        }
        Storage storage = storages.computeIfAbsent(key, unknown -> new Storage(type, unknown, elements, null));
        if (storage.type() != type || storage.elements() != elements) {
            throw faults.damaged("pickle.storage", PickleFaults.shown(key));
        }
        return storage;
    }
}
