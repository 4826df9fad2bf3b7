package org.doorward.agent;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What has to be known of a method before its first instruction is woven. */
final class MethodFacts extends MethodVisitor {
    private final String owner;
    private final boolean constructor;
    private final String bridge;
    private int maxLocals;
    private boolean bodied;
    private int pendingNews;
    private boolean constructed;
    private boolean storedEarly;
    private boolean delegates;
    private String stranger;

    private MethodFacts(String owner, boolean constructor, String bridge) {
        super(Opcodes.ASM9);
        this.owner = owner;
        this.constructor = constructor;
        this.bridge = bridge;
    }

    /** Reads the facts of the methods of a class whose name and descriptor are among the given. */
    static Map<String, MethodFacts> of(ClassReader reader, Set<String> signatures, String bridge) {
        Map<String, MethodFacts> facts = new HashMap<>();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        if (!signatures.contains(name + descriptor)) {
                            return null;
                        }
                        MethodFacts method = new MethodFacts(reader.getClassName(), name.equals("<init>"), bridge);
                        facts.put(name + descriptor, method);
                        return method;
                    }
                },
                ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return facts;
    }

    /** Why the method cannot be woven, or null if it can. */
    String obstacle() {
        if (!bodied) {
            return "it is native or abstract and has no body; list its Java callers";
        }
        if (stranger != null) {
            return "it calls [" + stranger
                    + "], which is none of the JDK's: another agent wove it first; put -javaagent of Doorward"
                    + " before all others, once";
        }
        if (delegates) {
            return "it only calls this(...), and would be entered after the work is done; list the constructor that"
                    + " calls super(...)";
        }
        if (storedEarly) {
            return "it stores a local variable before super(...); list another constructor";
        }
        return null;
    }

    int maxLocals() {
        return maxLocals;
    }

    @Override
    public void visitCode() {
        bodied = true;
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        if (opcode == Opcodes.NEW && !constructed) {
            pendingNews++;
        }
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        storedEarly |= constructor && !constructed && opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE;
    }

    @Override
    public void visitFieldInsn(int opcode, String type, String name, String descriptor) {
        look(type);
    }

    @Override
    public void visitMethodInsn(int opcode, String type, String name, String descriptor, boolean isInterface) {
        look(type);
        if (constructor && !constructed && opcode == Opcodes.INVOKESPECIAL && name.equals("<init>")) {
            if (pendingNews == 0) {
                constructed = true;
                delegates = type.equals(owner);
            } else {
                pendingNews--;
            }
        }
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        look(bootstrap.getOwner());
    }

    @Override
    public void visitMaxs(int maxStack, int locals) {
        maxLocals = locals;
    }

    private void look(String type) {
        if (type.equals(bridge) || isOfTheJdk(owner) && !isOfTheJdk(type)) {
            stranger = type;
        }
    }

    private static boolean isOfTheJdk(String type) {
        return type.startsWith("[")
                || type.startsWith("java/")
                || type.startsWith("javax/")
                || type.startsWith("jdk/")
                || type.startsWith("sun/")
                || type.startsWith("com/sun/")
                || type.startsWith("org/ietf/jgss/");
    }
}
