package org.doorward.trail.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;

/*
 * What is counted, is counted from the beginning of the chunk, so that any run of blocks is passed over in one step.
 *
 *   block   | end 8 | events 8 | skipped 8 | from, to 8 8 | lowest, highest serial 8 8 |        table   | block | block | ... | CRC-32C 4 |
 */
/** The blocks of a chunk. Immutable. */
final class BlockTable {
    private static final int BLOCK = 7 * Long.BYTES;
    private static final int EVENTS = Long.BYTES;
    private static final int SKIPPED = 2 * Long.BYTES;
    private static final int FROM = 3 * Long.BYTES;
    private static final int TO = 4 * Long.BYTES;
    private static final int FROM_SERIAL = 5 * Long.BYTES;
    private static final int TO_SERIAL = 6 * Long.BYTES;

    private final ByteBuffer table;

    private BlockTable(ByteBuffer table) {
        this.table = table;
    }

    /** In bytes. */
    static int size(int blocks) {
        return blocks * BLOCK + Checked.SIZE;
    }

    /** @throws DamagedIndexException if it is none */
    static BlockTable read(FileChannel file, long position, int blocks) throws IOException {
        ByteBuffer bytes = Checked.read(file, position, size(blocks));
        Checked.check(bytes);
        return new BlockTable(bytes);
    }

    static void write(ByteBuffer bytes, List<Block> blocks) {
        int from = bytes.position();
        long end = 0;
        long events = 0;
        long skipped = 0;
        for (Block block : blocks) {
            end += block.length();
            events += block.events();
            skipped += block.skipped();
            bytes.putLong(end).putLong(events).putLong(skipped);
            bytes.putLong(block.fromMillis()).putLong(block.toMillis());
            bytes.putLong(block.fromSerial()).putLong(block.toSerial());
        }
        Checked.close(bytes, from);
    }

    /** Where the block begins, from the beginning of the chunk; of the number behind the last one: where that ends. */
    long start(int block) {
        return before(block, 0);
    }

    /** How many events there are before the block in the chunk. */
    long events(int block) {
        return before(block, EVENTS);
    }

    /** How many lines before the block in the chunk are no records. */
    long skipped(int block) {
        return before(block, SKIPPED);
    }

    private long before(int block, int what) {
        return block == 0 ? 0 : table.getLong((block - 1) * BLOCK + what);
    }

    /** The latest stamp in the block. */
    long toMillis(int block) {
        return table.getLong(block * BLOCK + TO);
    }

    /** Whether an event of the block may be wanted. */
    boolean mayMatch(int block, BlockQuery query) {
        int at = block * BLOCK;
        return query.mayMatch(
                table.getLong(at + FROM),
                toMillis(block),
                table.getLong(at + FROM_SERIAL),
                table.getLong(at + TO_SERIAL));
    }
}
