package org.doorward.trail.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.doorward.control.TrailStatus;
import org.doorward.event.EventEncoder;
import org.doorward.event.EventLayout;
import org.doorward.event.EventSink;
import org.doorward.event.EventText;
import org.doorward.event.Facts;

/*
 * How it can lose a record, block a caller or leak, and the test that shows that it does not:
 *  - a write takes only a part:                        aShortWriteIsContinued
 *  - a write fails in the middle of an event:          aFailedWriteLeavesNoPartOfAnEvent
 *  - what was cut off could not be cut off:            whatCouldNotBeTakenBackIsTakenBackBeforeTheNextWrite
 *  - append fails, and takes older events with it:     aFailedAppendLosesItsEventOnly
 *  - flush fails, and some of its events stay:         aFailedFlushLosesEverythingSinceTheLastOne
 *  - any call of the disk fails, any time:             TrailFaultTest (the Nth of each kind, before and after its work)
 *  - a sync fails, and a later one says yes:           SyncErrorTest.aFailedSyncIsNeverRepeatedOnItsSegment
 *  - no segment can be opened, and it hangs or spins:  SyncErrorTest.whileNoSegmentCanBeOpened...
 *  - a disk that fails for long deletes old segments:  SyncErrorTest.aDiskThatFailsForLongDeletesNoSegment
 *  - a crash leaves half an event, at any byte:        TrailRecoveryTest, TrailPropertyTest
 *  - a crash in a rotation leaves a gap or a double:   RotationTest.aCrashAfterAnyStep...
 *  - the clock of the wall jumps and rotates, or never again: nothing here reads it
 *  - a slow disk is not seen:                          StallTest, CallTimesTest
 *  - the disk fills up and nobody is told:             DiskStagesTest
 *  - two writers interleave, a lock outlives a kill:   TrailLockTest
 *  - others can read or change it:                     fileAndFolderAreTheOwnersAlone, aTrailThatOthersCouldReadIsTheirsNoLonger
 *  - an interrupt closes the channel: the drain's thread alone writes, and nobody has it to interrupt it (the class that owns the
 *    thread says so); a channel that is closed all the same is a failed call: SyncErrorTest.aChannelThatSomebodyClosed... close may be
 *    called by any thread: anInterruptDoesNotKeepCloseFromWriting
 * Not prevented: a call of the disk that does not return holds up the drain, and close, for as long. It is seen: StallClock.
 */
/**
 * The trail on the disk: events become text and are appended to {@code audit.log}, mode 0600, in a folder of mode 0700.
 *
 * <p>Belongs to the drain: one thread at a time, but for {@link #status}, {@link #configure}, {@link #suspended}. {@link #append} fills a
 * buffer of 64 KiB and writes it when it is full; {@link #flush} writes what is left. What the file holds is what was acknowledged: a failed append
 * leaves out its event only, a failed flush or sync takes the file back to where the last successful one ended. What more space would not
 * mend ends the segment: {@link Succession}.
 *
 * <pre>
 *   audit.log  |---- acknowledged by flush or sync ----|---- written by append ----|  buffer
 * </pre>
 *
 * <p>A new segment is begun between two runs, so that no failure has to take back events of two segments. It does not outlive its lock.
 */
public final class TrailFile implements EventSink {
    private static final int BUFFER = 64 * 1024;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Free space is looked at again after so much was written, however quickly. */
    private static final long LOOK_BYTES = 8 * SpaceLimit.MEGABYTE;

    private final EventText text;
    private final TrailListener listener;
    private final LongSupplier nanos;
    private final StallClock clock;
    private final CallTimes writes = new CallTimes();
    private final CallTimes syncs = new CallTimes();
    private final Segments segments;
    private final TrailFacts facts = new TrailFacts();
    private final Suspension suspension;
    private final DiskStages stages;
    private final Succession succession;
    private final TrailLock lock;
    private final Recovery recovery;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private volatile TrailSettings settings;

    /** Events since the last flush or sync. */
    private long pending;

    private boolean rotateWanted;
    private Segment sizeSaid;
    private boolean looked;
    private boolean justLooked;
    private long lookedAt;
    private long unlooked;
    private boolean closed;

    /**
     * Opens the trail, makes it if it is missing, and recovers it.
     *
     * @param text belongs to this sink from now on
     * @throws TrailInUseException if another writer has it
     * @throws IOException if it cannot be opened for writing
     */
    public TrailFile(TrailSettings settings, EventText text, TrailListener listener) throws IOException {
        this(settings, text, listener, new FileDisk(), System::nanoTime);
    }

    TrailFile(TrailSettings settings, EventText text, TrailListener listener, Disk disk, LongSupplier nanos)
            throws IOException {
        this.settings = settings;
        this.text = text;
        this.listener = listener;
        this.nanos = nanos;
        clock = new StallClock(nanos, this::stalled);
        clock.limit(settings.stallTime().toNanos());
        segments = new Segments(settings.file(), new WatchedDisk(disk, clock, writes, syncs));
        suspension = new Suspension(facts, listener);
        stages = new DiskStages(facts, listener, new Reactions());
        succession = new Succession(segments, facts, listener, nanos);
        segments.makeFolder();
        lock = TrailLock.take(segments.current());
        try {
            Opening.Opened opened = Opening.open(segments);
            recovery = opened.recovery();
            succession.begin(opened.channel(), opened.size());
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** What opening found. */
    public Recovery recovery() {
        return recovery;
    }

    /** Any thread: these settings count from the next run on, but for the file. */
    public void configure(TrailSettings next) {
        clock.limit(next.stallTime().toNanos());
        settings = next;
    }

    /** Any thread, does not block: the state now. */
    public TrailStatus status() {
        long stalled = clock.stalledMillis();
        TrailStatus.State state = stalled > 0
                ? TrailStatus.State.STALLED
                : suspension.isSuspended()
                        ? TrailStatus.State.SUSPENDED
                        : succession.isFailed() ? TrailStatus.State.FAILED : TrailStatus.State.OK;
        long now = nanos.getAsLong();
        return new TrailHealth(
                segments.name(),
                state,
                stages.leftBytes() / SpaceLimit.MEGABYTE,
                stalled,
                stages.worst(),
                writes.at(now),
                syncs.at(now));
    }

    @Override
    public boolean suspended() {
        return suspension.isSuspended();
    }

    @Override
    public void append(byte[] event, int offset, int length) throws IOException {
        if (suspension.isTotal() || suspension.refusesOrdinary() && !EventLayout.isReserved(event, offset)) {
            throw refused();
        }
        ByteBuffer lines = text.format(event, offset, length);
        Segment into = writable();
        try {
            if (lines.remaining() > buffer.remaining()) {
                writeBuffer(into);
            }
            if (lines.remaining() > buffer.capacity()) {
                into.write(lines);
            } else {
                into.usable();
                buffer.put(lines);
            }
        } catch (IOException e) {
            failed(into);
            throw e;
        }
        pending++;
    }

    private IOException refused() {
        return new IOException("the trail is suspended: [" + suspension.reason() + "]");
    }

    @Override
    public void flush() throws IOException {
        acknowledge(false);
    }

    @Override
    public void sync() throws IOException {
        acknowledge(true);
    }

    private void acknowledge(boolean durable) throws IOException {
        if (suspension.isTotal()) {
            throw refused();
        }
        Segment into = writable();
        long events = pending;
        long before = into.end();
        boolean taken = false;
        IOException failure = null;
        try {
            writeBuffer(into);
            if (durable) {
                into.force();
                into.confirmDurable();
            } else {
                into.confirm(events);
            }
            taken = true;
        } catch (IOException e) {
            failure = e;
            throw e;
        } finally {
            pending = 0;
            justLooked = false;
            facts.settled(taken);
            if (!taken) {
                buffer.clear();
                into.takeBack();
            }
            if (failure != null) {
                failed(into);
            }
        }
        if (events > 0 && stages.isIn(DiskStage.DISK_FULL)) {
            look(); // a small run fits into what a large one left
            if (stages.hasRoom()) {
                stages.leave(DiskStage.DISK_FULL);
            }
        }
        if (durable) {
            stages.leave(DiskStage.DISK_ERROR);
        }
        unlooked += into.end() - before;
        if (unlooked >= LOOK_BYTES) {
            look();
        }
        if (!closed) {
            rotateIfDue();
        }
    }

    /** Writes the buffer; if that fails, the buffer keeps what it has. */
    private void writeBuffer(Segment into) throws IOException {
        buffer.flip();
        boolean done = false;
        try {
            into.write(buffer);
            done = true;
        } finally {
            buffer.position(done ? 0 : buffer.limit());
            buffer.limit(buffer.capacity());
        }
    }

    /** A write or a sync failed. While events are pending, the flush that loses them comes here again. */
    private void failed(Segment into) {
        if (!into.isFinal()) {
            stages.failed(DiskStage.DISK_FULL, settings.disk());
        } else if (pending == 0) {
            leave();
        }
    }

    private void leave() {
        succession.leave();
        stages.failed(DiskStage.DISK_ERROR, settings.disk());
        if (!suspension.isTotal() && !closed) {
            try {
                succession.require();
            } catch (IOException e) {
                // said there; who writes next is told
            }
        }
    }

    /** The segment that events go to; between two runs another one, if the last is final. */
    private Segment writable() throws IOException {
        if (succession.segment() != null && succession.segment().isFinal() && pending == 0) {
            leave();
        }
        if (succession.require() && !suspension.isSuspended()) {
            suspension.sayResumed(DiskStage.DISK_ERROR.token());
        }
        return succession.segment();
    }

    private void rotateIfDue() {
        RotationSettings now = settings.rotation();
        if (!succession.mayRotate()) {
            return;
        }
        Segment segment = succession.segment();
        boolean passed = segment.end() >= now.limitBytes() || now.isOld(succession.ageNanos());
        if (rotateWanted || passed && now.action().rotates()) {
            int kept = rotateWanted || now.action() == MaxLogFileAction.ROTATE ? now.numLogs() : Integer.MAX_VALUE;
            rotateWanted = false;
            succession.rotate(kept);
            if (succession.segment() != null && succession.segment().isFinal()) {
                leave();
            }
        } else if (passed && now.action() == MaxLogFileAction.SYSLOG && sizeSaid != segment) {
            sizeSaid = segment;
            listener.error(
                    "segment [" + segments.name() + "] of the trail has its size or age, and is written on", null);
        } else if (passed && now.action() == MaxLogFileAction.SUSPEND && !suspension.isSuspended()) {
            suspension.begin(Suspension.MAX_LOG_FILE, false);
        }
    }

    @Override
    public boolean nextFact(EventEncoder into) {
        if (closed) {
            return false;
        }
        if (pending == 0 && (!looked || nanos.getAsLong() - lookedAt >= SECOND)) {
            lookAfter();
        }
        // On a full disk a fact is for a try, which is not worth it while there is no space.
        return succession.segment() != null
                && !succession.segment().isFinal()
                && !suspension.isTotal()
                && (!stages.isIn(DiskStage.DISK_FULL) || justLooked && stages.hasRoom())
                && facts.next(into);
    }

    /** Between two runs, about once a second. */
    private void lookAfter() {
        lookedAt = nanos.getAsLong();
        looked = true;
        look();
        justLooked = true;
        if (suspension.isSuspended()) {
            tryToResume();
        }
        if (!suspension.isTotal()) {
            try {
                writable();
            } catch (IOException e) {
                return; // said when it began
            }
        }
        rotateIfDue();
    }

    private void look() {
        unlooked = 0;
        try {
            stages.look(settings.disk(), segments.usableBytes(), segments.totalBytes());
        } catch (IOException e) {
            // a disk that does not say what is free: a write will show what it is worth
        }
    }

    private void tryToResume() {
        if (suspension.isBy(Suspension.MAX_LOG_FILE)) {
            RotationSettings now = settings.rotation();
            Segment segment = succession.segment();
            if (now.action() != MaxLogFileAction.SUSPEND
                    || segment == null
                    || segment.end() < now.limitBytes() && !now.isOld(succession.ageNanos())) {
                suspension.end(Suspension.MAX_LOG_FILE);
            }
            return;
        }
        for (DiskStage stage : DiskStage.values()) {
            if (!suspension.isBy(stage.token())) {
                continue;
            }
            if (settings.disk().action(stage).kind() != DiskAction.Kind.SUSPEND) {
                suspension.end(stage.token());
            } else if (stage == DiskStage.DISK_FULL && stages.hasRoom() || stage == DiskStage.DISK_ERROR) {
                suspension.tryOut();
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        boolean interrupted = Thread.interrupted(); // it would close the channel before the last write
        try {
            acknowledge(true);
        } finally {
            try (TrailLock last = lock) {
                succession.close();
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private void stalled(long waitedMillis) {
        facts.add(fact -> Facts.stall(fact, waitedMillis, segments.name()));
        listener.error("the disk of the trail stood still for [" + waitedMillis + "] ms", null);
    }

    private final class Reactions implements DiskStages.Reactions {
        @Override
        public void rotate(boolean again) {
            Segment segment = succession.segment();
            rotateWanted |= segment != null && (!again || segment.end() >= SpaceLimit.MEGABYTE);
        }

        @Override
        public void suspend(DiskStage stage) {
            suspension.begin(stage.token(), stage == DiskStage.DISK_FULL || stage == DiskStage.DISK_ERROR);
        }

        @Override
        public void resume(DiskStage stage) {
            suspension.end(stage.token());
        }
    }
}
