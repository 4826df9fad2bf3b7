package org.doorward.agent.probe;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Another agent, that weaves a call into {@code File.delete}: to a class of its own, or with the argument jdk to one of the JDK. */
public final class OtherAgent implements ClassFileTransformer {
    private final boolean jdkOnly;

    private OtherAgent(boolean jdkOnly) {
        this.jdkOnly = jdkOnly;
    }

    /** Weaves now, and whenever the class is woven again. */
    public static void premain(String arguments, Instrumentation instrumentation) throws Exception {
        instrumentation.addTransformer(new OtherAgent("jdk".equals(arguments)), true);
        instrumentation.retransformClasses(java.io.File.class);
    }

    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] classFile) {
        if (!"java/io/File".equals(name)) {
            return null;
        }
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String method, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor next = super.visitMethod(access, method, descriptor, signature, exceptions);
                        return !method.equals("delete")
                                ? next
                                : new MethodVisitor(Opcodes.ASM9, next) {
                                    @Override
                                    public void visitCode() {
                                        super.visitCode();
                                        super.visitMethodInsn(
                                                Opcodes.INVOKESTATIC,
                                                jdkOnly ? "java/lang/Thread" : "other/Advice",
                                                "onSpinWait",
                                                "()V",
                                                false);
                                    }
                                };
                    }
                },
                0);
        return writer.toByteArray();
    }
}
