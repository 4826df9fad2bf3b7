package org.doorward.agent;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Renames a class in its own class file: every name is a string of the constant pool (JVMS 4.4), and nothing else is. */
final class ClassFileNames {
    private static final int MAGIC_AND_VERSION = 8;
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;

    private ClassFileNames() {}

    /** The same class with one name for another, both in slash form, wherever it stands: alone, or in a descriptor. */
    static byte[] replace(byte[] classFile, String name, String other) {
        ByteArrayOutputStream renamed = new ByteArrayOutputStream(classFile.length + 64);
        DataOutputStream out = new DataOutputStream(renamed);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile))) {
            out.write(in.readNBytes(MAGIC_AND_VERSION));
            int count = in.readUnsignedShort();
            out.writeShort(count);
            for (int index = 1; index < count; index++) {
                int tag = in.readUnsignedByte();
                out.writeByte(tag);
                if (tag == UTF8) {
                    out.writeUTF(replaceIn(in.readUTF(), name, other));
                } else {
                    out.write(in.readNBytes(lengthOf(tag)));
                    index += tag == LONG || tag == DOUBLE ? 1 : 0;
                }
            }
            out.write(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("class file of [" + name + "] is not one", e);
        }
        return renamed.toByteArray();
    }

    private static String replaceIn(String text, String name, String other) {
        return text.equals(name) ? other : text.replace("L" + name + ";", "L" + other + ";");
    }

    private static int lengthOf(int tag) throws IOException {
        switch (tag) {
            case 7, 8, 16, 19, 20:
                return 2;
            case 15:
                return 3;
            case 3, 4, 9, 10, 11, 12, 17, 18:
                return 4;
            case LONG, DOUBLE:
                return 8;
            default:
                throw new IOException("unknown tag [" + tag + "] in the constant pool");
        }
    }
}
