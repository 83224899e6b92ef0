package org.triggerworkbench.data;

import dev.hardwood.InputFile;
import dev.hardwood.internal.metadata.DataPageHeaderV2;
import dev.hardwood.internal.metadata.DictionaryPageHeader;
import dev.hardwood.internal.metadata.PageHeader;
import dev.hardwood.internal.thrift.OffsetIndexReader;
import dev.hardwood.internal.thrift.PageHeaderReader;
import dev.hardwood.internal.thrift.ThriftCompactReader;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.ColumnMetaData;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.PageLocation;
import dev.hardwood.metadata.RowGroup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Checks what the pages of a column of a Parquet file claim, before any is unpacked: a page is unpacked into memory of the size
 * that it claims, some of it by native code, which would write beyond that.
 */
final class ParquetPages {
    private static final Messages MESSAGES = Messages.of(ParquetPages.class);

    /** Most bytes of a page, unpacked. */
    static final int MOST_PAGE = 1 << 29;

    /** More than deflate can pack a byte's worth into, and more than Snappy. */
    private static final int MOST_RATIO = 1100;

    private static final int SMALL_PAGE = 1 << 16;
    private static final int MOST_HEADER = 1 << 16;
    private static final int MOST_VARINT = 5;

    private final Path file;
    private final InputFile input;

    ParquetPages(Path file, InputFile input) {
        this.file = file;
        this.input = input;
    }

    /**
     * Walks over the pages of a column.
     *
     * @throws InputException if one claims more values than its part of the file has rows, more bytes than it can hold, or other
     *     places or sizes than it has
     * @throws IOException if the file ends before its pages do
     */
    void check(List<RowGroup> groups, int column) throws IOException {
        for (RowGroup group : groups) {
            check(group.columns().get(column), group.numRows());
        }
    }

    private void check(ColumnChunk chunk, long rows) throws IOException {
        ColumnMetaData meta = chunk.metaData();
        long start = chunk.chunkStartOffset();
        long end = Math.addExact(start, meta.totalCompressedSize());
        require(start >= 0 && end >= start && end <= input.length() && meta.numValues() == rows);
        Map<Long, Long> pages = new HashMap<>();
        long values = 0;
        long at = start;
        while (at < end) {
            ThriftCompactReader reader =
                    new ThriftCompactReader(input.readRange(at, (int) Math.min(MOST_HEADER, end - at)));
            PageHeader header = PageHeaderReader.read(reader);
            long body = at + reader.getBytesRead();
            long next = body + header.compressedPageSize();
            require(header.compressedPageSize() >= 0 && header.uncompressedPageSize() >= 0 && next <= end);
            requireSize(header);
            if (header.type() == PageHeader.PageType.DICTIONARY_PAGE) {
                require(at == start && isDictionary(header));
            } else {
                pages.put(at, next - at);
                values += values(header);
            }
            require(values <= rows);
            if (meta.codec() == CompressionCodec.SNAPPY) {
                requireSnappy(header, body);
            }
            at = next;
        }
        require(values == rows && (rows == 0 || pages.containsKey(meta.dataPageOffset())));
        requireIndex(chunk, pages);
    }

    private void requireSize(PageHeader header) {
        int packed = header.compressedPageSize();
        int unpacked = header.uncompressedPageSize();
        if (unpacked > Math.max(SMALL_PAGE, (long) packed * MOST_RATIO)) {
            throw new InputException(MESSAGES.get("parquet.bomb", file, unpacked, packed));
        }
        if (unpacked > MOST_PAGE) {
            throw new InputException(MESSAGES.get("parquet.page", file, unpacked >> 20, MOST_PAGE >> 20));
        }
    }

    /** Whether it has no more entries than bytes. */
    private static boolean isDictionary(PageHeader header) {
        DictionaryPageHeader dictionary = header.dictionaryPageHeader();
        return dictionary != null
                && dictionary.numValues() >= 0
                && dictionary.numValues() <= header.uncompressedPageSize();
    }

    private int values(PageHeader header) {
        int values =
                switch (header.type()) {
                    case DATA_PAGE ->
                        header.dataPageHeader() == null
                                ? -1
                                : header.dataPageHeader().numValues();
                    case DATA_PAGE_V2 ->
                        header.dataPageHeaderV2() == null
                                ? -1
                                : header.dataPageHeaderV2().numValues();
                    default -> -1;
                };
        require(values >= 0);
        return values;
    }

    /** The native code that unpacks Snappy writes as many bytes as they say themselves, whatever room there is for them. */
    private void requireSnappy(PageHeader header, long body) throws IOException {
        int levels = 0;
        DataPageHeaderV2 second = header.dataPageHeaderV2();
        if (header.type() == PageHeader.PageType.DATA_PAGE_V2 && second != null) {
            if (!second.isCompressed()) {
                return;
            }
            require(second.repetitionLevelsByteLength() >= 0 && second.definitionLevelsByteLength() >= 0);
            levels = Math.addExact(second.repetitionLevelsByteLength(), second.definitionLevelsByteLength());
        }
        int packed = header.compressedPageSize() - levels;
        int unpacked = header.uncompressedPageSize() - levels;
        require(packed >= 0 && unpacked >= 0 && (packed > 0 || unpacked == 0));
        if (packed > 0) {
            ByteBuffer begin = input.readRange(body + levels, Math.min(packed, MOST_VARINT));
            require(new ThriftCompactReader(begin).readVarint() == unpacked);
        }
    }

    /** The index of pages, which the reader goes by where there is one, must tell the pages that are there. */
    private void requireIndex(ColumnChunk chunk, Map<Long, Long> pages) throws IOException {
        Long at = chunk.offsetIndexOffset();
        Integer length = chunk.offsetIndexLength();
        if (at == null || length == null) {
            return;
        }
        ThriftCompactReader reader = new ThriftCompactReader(input.readRange(at, length));
        for (PageLocation page : OffsetIndexReader.read(reader).pageLocations()) {
            Long size = pages.get(page.offset());
            require(size != null && size == page.compressedPageSize());
        }
    }

    private void require(boolean sound) {
        if (!sound) {
            throw broken();
        }
    }

    private InputException broken() {
        return new InputException(MESSAGES.get("parquet.broken", file));
    }
}
