package org.doorward.itest.coverage;

import org.objectweb.asm.Opcodes;

/** A method of a class file. */
final class Method {
    private final Type owner;
    private final int access;
    private final String name;
    private final String descriptor;

    Method(Type owner, int access, String name, String descriptor) {
        this.owner = owner;
        this.access = access;
        this.name = name;
        this.descriptor = descriptor;
    }

    Type owner() {
        return owner;
    }

    String name() {
        return name;
    }

    String descriptor() {
        return descriptor;
    }

    /** Name and descriptor, as one word. */
    String signature() {
        return name + descriptor;
    }

    boolean isNative() {
        return has(Opcodes.ACC_NATIVE);
    }

    boolean isAbstract() {
        return has(Opcodes.ACC_ABSTRACT);
    }

    boolean isPublicOrProtected() {
        return has(Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED);
    }

    boolean isConstructor() {
        return name.equals("<init>");
    }

    boolean isClassInitialiser() {
        return name.equals("<clinit>");
    }

    /** Whether a method of a subtype can take its place. */
    boolean isOverridable() {
        return !has(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC) && !name.startsWith("<");
    }

    private boolean has(int anyOf) {
        return (access & anyOf) != 0;
    }

    @Override
    public String toString() {
        return owner.name() + "." + name + descriptor;
    }
}
