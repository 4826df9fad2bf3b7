package org.doorward.event;

import java.nio.ByteBuffer;

/*
 * One event of an operation becomes these records, in this order (docs/record-format.md):
 *
 *   AVC*  SYSCALL  [EXECVE+]  [SOCKADDR]  [OBJ_PID]  [CWD PATH+]  KERNEL_OTHER*  PROCTITLE
 *
 * The entries of the event come in any order; OperationEntries gathers them, OperationText writes them, with ExecText, AddressText and
 * KernelOther for what has rules of its own. The entry of an operation is one record, EntryText, and so is a fact, FactText. Lines
 * keeps every line within what the readers take.
 *
 * How it can go wrong, and the test that shows that it does not (EventTextTest, EventTextProperties):
 *  - text from outside forges a line or a field:     noTextFromOutsideForgesALineOrAField
 *  - a line is longer than the readers' buffer:      noLineIsLongerThanTheReadersTake
 *  - an event passes 256 KiB:                        anEventThatIsTooLargeIsCutAndSaysSo
 *  - a secret is written:                            aSecretIsNeverWritten
 *  - bytes that are no event stop the drain:         arbitraryBytesAreRefusedOrWritten
 */
/**
 * The text form: an event in bytes becomes lines of Linux audit text.
 *
 * <p>Not safe for several threads: it belongs to the drain. Does not block.
 */
public final class EventText {
    private final EventDecoder event = new EventDecoder(new Tokens());
    private final Lines lines;
    private final OperationText operation;
    private final EntryText entry;
    private final FactText fact;

    /**
     * @param process what every record says of this process
     * @param hmacKey the trail's key for hashed values; not kept beyond the key of the hash
     */
    public EventText(ProcessIdentity process, byte[] hmacKey) {
        lines = new Lines(process.node());
        OperationEntries entries = new OperationEntries();
        SubjectText subject = new SubjectText(entries, lines, process);
        ExecText exec = new ExecText(event, entries, lines);
        AddressText address = new AddressText(event);
        KernelOther other = new KernelOther(event, entries, lines, address, hmacKey);
        operation = new OperationText(event, entries, lines, subject, exec, address, other, process);
        entry = new EntryText(event, entries, lines, subject, exec, address, process);
        fact = new FactText(event, lines, process);
    }

    /**
     * The lines of an event.
     *
     * @param bytes in the layout of {@link EventLayout}, from {@code offset}; not kept
     * @return the lines, each with its line end, from position to limit; valid until the next call
     * @throws IllegalArgumentException if the bytes are not an event
     */
    public ByteBuffer format(byte[] bytes, int offset, int length) {
        event.wrap(bytes, offset, length);
        lines.clear(event.stampMillis(), event.serial());
        if (event.isOperation()) {
            operation.write();
        } else if (event.isEntry()) {
            entry.write();
        } else {
            fact.write();
        }
        return ByteBuffer.wrap(lines.array(), 0, lines.length());
    }
}
