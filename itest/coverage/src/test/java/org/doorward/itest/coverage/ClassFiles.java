package org.doorward.itest.coverage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Reads class files into types, and their instructions into calls. Not thread-safe. */
final class ClassFiles {
    /** A call whose owner may not have been read yet. */
    private record Named(Method caller, String owner, String signature, boolean exact) {}

    private final Map<String, Type> types = new HashMap<>();
    private final List<Named> named = new ArrayList<>();

    /**
     * Adds a class.
     *
     * @param module whose it is
     * @param exported whether its package is exported to all
     */
    void add(String module, boolean exported, byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        Type type = new Type(module, reader.getClassName(), exported);
        types.put(type.name(), type);
        reader.accept(new TypeVisitor(type), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    /** What was added, as a graph. */
    CallGraph graph() {
        types.values().forEach(type -> type.link(types));
        Map<String, Map<Type, Set<Call>>> calls = new HashMap<>();
        for (Named call : named) {
            Type owner = types.get(call.owner());
            if (owner != null) {
                calls.computeIfAbsent(call.signature(), key -> new HashMap<>())
                        .computeIfAbsent(owner, key -> new LinkedHashSet<>())
                        .add(new Call(call.caller(), call.exact()));
            }
        }
        return new CallGraph(types, calls);
    }

    private final class TypeVisitor extends ClassVisitor {
        private final Type type;

        TypeVisitor(Type type) {
            super(Opcodes.ASM9);
            this.type = type;
        }

        @Override
        public void visit(
                int version, int access, String name, String signature, String superName, String[] interfaces) {
            type.declare(access, superName, interfaces);
        }

        @Override
        public void visitInnerClass(String name, String outerName, String innerName, int access) {
            if (name.equals(type.name())) {
                type.declareNested(outerName == null ? "" : outerName, outerName == null ? 0 : access);
            }
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            Method method = new Method(type, access, name, descriptor);
            type.add(method);
            return new CallVisitor(method);
        }
    }

    private final class CallVisitor extends MethodVisitor {
        private final Method method;

        CallVisitor(Method method) {
            super(Opcodes.ASM9);
            this.method = method;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            boolean exact = opcode == Opcodes.INVOKESTATIC || opcode == Opcodes.INVOKESPECIAL;
            named.add(new Named(method, owner, name + descriptor, exact));
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... constants) {
            List.of(constants).forEach(this::visitLdcInsn);
        }

        @Override
        public void visitLdcInsn(Object constant) {
            if (constant instanceof Handle handle) {
                boolean exact =
                        handle.getTag() != Opcodes.H_INVOKEVIRTUAL && handle.getTag() != Opcodes.H_INVOKEINTERFACE;
                named.add(new Named(method, handle.getOwner(), handle.getName() + handle.getDesc(), exact));
            } else if (constant instanceof ConstantDynamic dynamic) {
                for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
                    visitLdcInsn(dynamic.getBootstrapMethodArgument(i));
                }
            }
        }
    }
}
