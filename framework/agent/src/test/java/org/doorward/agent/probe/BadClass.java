package org.doorward.agent.probe;

import java.lang.invoke.MethodHandles;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Puts a class into java.base whose only method returns an int where it should return an object, and prints what the JVM says of it. */
public final class BadClass {
    private BadClass() {}

    /** @param arguments ignored */
    public static void main(String[] arguments) throws Exception {
        MethodHandles.Lookup inside = (MethodHandles.Lookup) Engine.takeHandle().get("lookup");
        byte[] bad = bytes(inside.lookupClass().getPackageName().replace('.', '/') + "/Bad");
        try {
            Class<?> taken = Class.forName(inside.defineClass(bad).getName(), true, null);
            System.out.println("taken by " + taken.getModule().getName());
        } catch (VerifyError e) {
            System.out.println("refused");
        }
    }

    private static byte[] bytes(String name) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        MethodVisitor method =
                writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "m", "()Ljava/lang/Object;", null, null);
        method.visitCode();
        method.visitInsn(Opcodes.ICONST_0);
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(1, 0);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
