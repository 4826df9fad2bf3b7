package org.doorward.agent;

import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Weaves the listed methods of one class; the others are copied byte by byte. */
final class ClassWeaver {
    /** Class files from this version on have frames, which are extended and never computed. */
    private static final int WITH_FRAMES = Opcodes.V1_7;

    private final Map<String, HookRow> rows;
    private final String bridge;

    /**
     * @param rows what to weave of the class, by name and descriptor
     * @param bridge the bridge's name, as class files name it
     */
    ClassWeaver(Iterable<HookRow> rows, String bridge) {
        this.rows = new java.util.HashMap<>();
        rows.forEach(row -> this.rows.put(row.signature(), row));
        this.bridge = bridge;
    }

    /**
     * Returns the woven class.
     *
     * @param woven is told each row that was woven
     * @param refused is told each row that cannot be woven, and why; a row whose method is not there is told to nobody
     */
    byte[] weave(byte[] classFile, Consumer<HookRow> woven, BiConsumer<HookRow, String> refused) {
        ClassReader reader = new ClassReader(classFile);
        Map<String, MethodFacts> facts = MethodFacts.of(reader, rows.keySet(), bridge);
        ClassWriter writer = new ClassWriter(reader, 0);
        boolean frames = (reader.readUnsignedShort(6)) >= WITH_FRAMES;
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
                        HookRow row = rows.get(name + descriptor);
                        if (row == null) {
                            return next;
                        }
                        MethodFacts method = facts.get(name + descriptor);
                        String obstacle =
                                frames ? method.obstacle() : "its class file is older than Java 7 and has no frames";
                        if (obstacle != null) {
                            refused.accept(row, obstacle);
                            return next;
                        }
                        woven.accept(row);
                        return new MethodWeaver(
                                next, row, reader.getClassName(), access, name, descriptor, method.maxLocals(), bridge);
                    }
                },
                ClassReader.EXPAND_FRAMES);
        return writer.toByteArray();
    }

    @Override
    public String toString() {
        return rows.values().stream().map(HookRow::toString).collect(Collectors.joining(", "));
    }
}
