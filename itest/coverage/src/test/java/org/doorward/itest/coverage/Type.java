package org.doorward.itest.coverage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/** A class or interface as its class file tells, linked to the others that were read. */
final class Type {
    private final String module;
    private final String name;
    private final boolean exported;
    private final Map<String, Method> methods = new LinkedHashMap<>();
    private final Map<String, Method> inherited = new HashMap<>();
    private final List<String> parentNames = new ArrayList<>();
    private final List<Type> parents = new ArrayList<>();
    private final List<Type> children = new ArrayList<>();
    private String outer;
    private int access;
    private boolean visible;

    Type(String module, String name, boolean exported) {
        this.module = module;
        this.name = name;
        this.exported = exported;
    }

    /** What the head of the class file says: flags, superclass first among the parents. */
    void declare(int flags, String superName, String[] interfaces) {
        access = flags;
        if (superName != null) {
            parentNames.add(superName);
        }
        parentNames.addAll(List.of(interfaces));
    }

    /** What its entry among the inner classes says: the flags of the source, which those of the head hide. */
    void declareNested(String outerName, int flags) {
        outer = outerName;
        access = flags;
    }

    void link(Map<String, Type> types) {
        for (String parent : parentNames) {
            Type type = types.get(parent);
            if (type != null) {
                parents.add(type);
                type.children.add(this);
            }
        }
        visible = exported && isVisibleIn(types);
    }

    private boolean isVisibleIn(Map<String, Type> types) {
        boolean open = (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0;
        return open
                && (outer == null
                        || types.containsKey(outer) && types.get(outer).isVisibleIn(types));
    }

    void add(Method method) {
        methods.put(method.signature(), method);
    }

    /** The method of this name and descriptor that the class itself declares, or null. */
    Method declared(String signature) {
        return methods.get(signature);
    }

    /** The method that a call on this type runs: its own or an inherited one, classes before interfaces; null if there is none. */
    Method resolve(String signature) {
        Method own = methods.get(signature);
        if (own != null || signature.startsWith("<")) {
            return own;
        }
        if (!inherited.containsKey(signature)) {
            inherited.put(signature, inherited(signature));
        }
        return inherited.get(signature);
    }

    private Method inherited(String signature) {
        Method best = null;
        for (Type parent : parents) {
            Method found = parent.resolve(signature);
            if (found != null && (best == null || best.isAbstract())) {
                best = found;
            }
        }
        return best;
    }

    /** This type and all below it. */
    Set<Type> withSubtypes() {
        Set<Type> all = new LinkedHashSet<>();
        collect(all, true);
        return all;
    }

    /** This type and all above it. */
    Set<Type> withSupertypes() {
        Set<Type> all = new LinkedHashSet<>();
        collect(all, false);
        return all;
    }

    private void collect(Set<Type> all, boolean down) {
        if (all.add(this)) {
            (down ? children : parents).forEach(type -> type.collect(all, down));
        }
    }

    /** Whether code of any module can name it: public or protected all the way out, in a package that is exported to all. */
    boolean isVisible() {
        return visible;
    }

    String module() {
        return module;
    }

    String name() {
        return name;
    }

    Iterable<Method> methods() {
        return methods.values();
    }

    @Override
    public String toString() {
        return name;
    }
}
