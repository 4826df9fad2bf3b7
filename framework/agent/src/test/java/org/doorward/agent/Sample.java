package org.doorward.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Methods of every shape, to be woven. */
public class Sample {
    /** What the bodies did. */
    public final List<Object> done = new ArrayList<>();

    final String made;

    /** Calls super(...) with an argument that itself needs a new object of the same class as the superclass, and a branch. */
    public Sample(boolean flag) {
        super();
        made = flag ? new String("yes") : new StringBuilder("n").append("o").toString();
        if (!flag) {
            throw new IllegalArgumentException(made);
        }
    }

    /** Only delegates. */
    public Sample() {
        this(true);
    }

    /** A class whose constructor computes before it calls super(...). */
    public static class Child extends Sample {
        public final long sum;

        public Child(int count, long add) {
            super(count > 0 ? new ArrayList<>(List.of(1)).size() == 1 : Boolean.parseBoolean("no"));
            long total = add;
            for (int index = 0; index < count; index++) {
                total += index;
            }
            sum = total;
        }
    }

    public void nothing() {
        done.add("nothing");
    }

    public boolean aBoolean(boolean value) {
        return value;
    }

    public byte aByte(byte value) {
        return value;
    }

    public char aChar(char value) {
        return value;
    }

    public short aShort(short value) {
        return value;
    }

    public int anInt(int value) {
        return value;
    }

    public long aLong(long value) {
        return value;
    }

    public float aFloat(float value) {
        return value;
    }

    public double aDouble(double value) {
        return value;
    }

    public String aString(String value) {
        return value;
    }

    public int[] anArray(int[] value) {
        return value;
    }

    public static long mixed(long first, String second, double third, int fourth, byte[] fifth) {
        return first + second.length() + (long) third + fourth + fifth.length;
    }

    /** Begins with a loop: the method's first frame is at its first instruction. */
    public static int loop(int count) {
        while (count > 0) {
            count -= 3;
        }
        return count;
    }

    public int branches(int value) {
        switch (value) {
            case 0:
                return 10;
            case 1:
                return 11;
            case 100:
                long wide = value;
                double wider = wide;
                return (int) wider;
            default:
                String text = value < 0 ? "negative" : null;
                return text == null ? 1 : text.length();
        }
    }

    public String caught(String text) {
        try {
            return String.valueOf(Integer.parseInt(text) + 1);
        } catch (NumberFormatException e) {
            if (text.isEmpty()) {
                throw e;
            }
            return "none";
        } finally {
            done.add("finally");
        }
    }

    public synchronized void locked(int depth) throws IOException {
        if (!Thread.holdsLock(this)) {
            throw new AssertionError("not locked");
        }
        synchronized (done) {
            if (depth == 0) {
                throw new IOException("bottom");
            }
            done.add(depth);
        }
        locked(depth - 1);
    }

    public static void throwing(RuntimeException e) {
        throw e;
    }

    public static Runnable lambda(int value, List<Object> into) {
        return () -> into.add(value);
    }

    public long forever(long[] box) {
        for (; ; ) {
            if (--box[0] < 0) {
                throw new IllegalStateException("over");
            }
        }
    }

    public native void bodiless();
}
