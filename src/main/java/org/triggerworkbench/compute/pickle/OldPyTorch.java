package org.triggerworkbench.compute.pickle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.triggerworkbench.compute.pickle.Item.Storage;

/**
 * The form of PyTorch before 1.6: five pickles (a mark, the protocol, facts of the machine, the data, the keys of the storages),
 * then the storages in the order of their keys, each after its length.
 */
record OldPyTorch(Path file, PickleFaults faults, Item root, Map<String, Long> places) implements PickleFile.Numbers {
    private static final long PROTOCOL = 1001;

    /** Reads on after the mark. */
    static OldPyTorch read(Path file, PickleBytes in, PickleFaults faults) throws IOException {
        if (!(PickleReader.read(in, faults) instanceof Item.Whole(long protocol)) || protocol != PROTOCOL) {
            throw faults.damaged("pickle.oldProtocol");
        }
        if (!(PickleReader.read(in, faults) instanceof Item.Mapping facts)
                || !(facts.get("little_endian") instanceof Item.Truth(boolean little))) {
            throw faults.damaged("pickle.oldProtocol");
        }
        if (!little) {
            throw faults.refused("pickle.what.bigEndian");
        }
        PickleReader.Content content = PickleReader.readContent(in, faults);
        if (!(PickleReader.read(in, faults) instanceof Item.Sequence(List<Item> keys))) {
            throw faults.damaged("pickle.oldProtocol");
        }
        Map<String, Long> places = new HashMap<>();
        for (Item item : keys) {
            String key = PickleReader.key(item);
            Storage storage = key == null ? null : content.storages().get(key);
            if (storage == null) {
                throw faults.damaged("pickle.noStorage", PickleFaults.shown(String.valueOf(key)));
            }
            long elements = in.signed64();
            if (elements != storage.elements()) {
                throw faults.damaged("pickle.storage", PickleFaults.shown(storage.key()));
            }
            places.put(storage.key(), in.position());
            in.skip(storage.size());
        }
        if (in.left() > 0) {
            throw faults.damaged("fault.tail", in.left());
        }
        return new OldPyTorch(file, faults, content.root(), Map.copyOf(places));
    }

    @Override
    public byte[] read(Storage storage) throws IOException {
        Long place = places.get(storage.key());
        if (place == null) {
            throw faults.damaged("pickle.noStorage", PickleFaults.shown(storage.key()));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate((int) storage.size());
            long at = place;
            while (buffer.hasRemaining()) {
                int count = channel.read(buffer, at);
                if (count < 0) {
                    throw faults.damaged("pickle.cut");
                }
                at += count;
            }
            return buffer.array();
        }
    }
}
