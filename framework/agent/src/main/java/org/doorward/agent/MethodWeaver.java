package org.doorward.agent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Weaves entry and exit into one method, inline: retransformation may change bodies, not add members.
 *
 * <pre>
 *     call = null;
 *     if (Bridge.wanted(ROW)) {
 *         a1 = Bridge.plain(a1);                                                           // what the caller could still change
 *         call = Bridge.enter(new Object[] {null, null, null, this, a1, ... an}, ROW);     // may throw: denied
 *     }
 *     try {
 *         ... return result;            becomes   Bridge.exit(result, call, ROW); return result;
 *     } catch (Throwable failure) {
 *         Bridge.fail(failure, call, ROW); throw failure;
 *     }
 * </pre>
 *
 * <p>The entry is outside the try block, so that a denial is not told as the operation's failure, and so is every exit, so that it is not
 * told twice. What is copied is the matter of {@link ArgumentCopies}. The try block is the last of the method's: what the method catches itself never gets there. The array is made only when the
 * row is wanted: nobody pays for boxing who is not asked. In a constructor the entry follows super(...).
 *
 * <p><b>Frames</b> are not computed but extended: the call is kept in a local variable above all others, and that variable is appended to
 * each frame of the method. So weaving needs no class hierarchy, loads no class, and cannot merge types wrongly. The price is that the
 * class reader must expand frames, and that the number of locals is known beforehand ({@link MethodFacts}).
 */
final class MethodWeaver extends MethodVisitor {
    private static final String OBJECT = "java/lang/Object";
    private static final String THROWABLE = "java/lang/Throwable";
    private static final String CALL = "[Ljava/lang/Object;";

    /** call[0..2] are token, result and failure; {@link Bridge} has the layout. */
    private static final int SELF = 3;

    /** What the woven code puts on the stack at most, on top of a result: the array twice, an index, and a long to box. */
    private static final int STACK = 6;

    private final String bridge;
    private final HookRow row;
    private final String owner;
    private final boolean isStatic;
    private final boolean constructor;
    private final Type[] parameters;
    private final Type result;
    private final int call;
    private final boolean exits;
    private final List<Label[]> ranges = new ArrayList<>();
    private final Label handler = new Label();

    private int pendingNews;
    private boolean entered;
    private Label rangeStart;
    private boolean rangeIsEmpty;

    MethodWeaver(
            MethodVisitor next,
            HookRow row,
            String owner,
            int access,
            String name,
            String descriptor,
            int maxLocals,
            String bridge) {
        super(Opcodes.ASM9, next);
        this.bridge = bridge;
        this.row = row;
        this.owner = owner;
        this.isStatic = (access & Opcodes.ACC_STATIC) != 0;
        this.constructor = name.equals("<init>");
        this.parameters = Type.getArgumentTypes(descriptor);
        this.result = Type.getReturnType(descriptor);
        this.call = maxLocals;
        this.exits = !row.isEntryOnly();
    }

    @Override
    public void visitCode() {
        super.visitCode();
        if (!constructor) {
            enter();
        }
    }

    private void enter() {
        Label go = new Label();
        super.visitInsn(Opcodes.ACONST_NULL);
        super.visitVarInsn(Opcodes.ASTORE, call);
        super.visitIntInsn(Opcodes.SIPUSH, row.number());
        super.visitMethodInsn(Opcodes.INVOKESTATIC, bridge, "wanted", "(I)Z", false);
        super.visitJumpInsn(Opcodes.IFEQ, go);
        new ArgumentCopies(row, isStatic, parameters, bridge).weave(mv, this::frameAtEntry);
        makeCall();
        super.visitIntInsn(Opcodes.SIPUSH, row.number());
        super.visitMethodInsn(Opcodes.INVOKESTATIC, bridge, "enter", "(" + CALL + "I)" + CALL, false);
        super.visitVarInsn(Opcodes.ASTORE, call);
        super.visitLabel(go);
        entered = true;
        frameAtEntry();
        // Two frames must not share an offset, and the method may begin with one of its own.
        super.visitInsn(Opcodes.NOP);
        beginRange();
    }

    private void frameAtEntry() {
        Object[] locals = atEntry();
        Object[] extended = withCall(locals.length, locals);
        super.visitFrame(Opcodes.F_NEW, extended.length, extended, 0, new Object[0]);
    }

    private void makeCall() {
        super.visitIntInsn(Opcodes.BIPUSH, SELF + 1 + parameters.length);
        super.visitTypeInsn(Opcodes.ANEWARRAY, OBJECT);
        if (!isStatic) {
            putInCall(SELF, 0, Type.getObjectType(OBJECT));
        }
        int variable = isStatic ? 0 : 1;
        for (int index = 0; index < parameters.length; index++) {
            putInCall(SELF + 1 + index, variable, parameters[index]);
            variable += parameters[index].getSize();
        }
    }

    private void putInCall(int place, int variable, Type type) {
        super.visitInsn(Opcodes.DUP);
        super.visitIntInsn(Opcodes.BIPUSH, place);
        super.visitVarInsn(type.getOpcode(Opcodes.ILOAD), variable);
        String box = boxOf(type);
        if (box != null) {
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC, box, "valueOf", "(" + type.getDescriptor() + ")L" + box + ";", false);
        }
        super.visitInsn(Opcodes.AASTORE);
    }

    private static String boxOf(Type type) {
        switch (type.getSort()) {
            case Type.BOOLEAN:
                return "java/lang/Boolean";
            case Type.CHAR:
                return "java/lang/Character";
            case Type.BYTE:
                return "java/lang/Byte";
            case Type.SHORT:
                return "java/lang/Short";
            case Type.INT:
                return "java/lang/Integer";
            case Type.LONG:
                return "java/lang/Long";
            case Type.FLOAT:
                return "java/lang/Float";
            case Type.DOUBLE:
                return "java/lang/Double";
            default:
                return null;
        }
    }

    /** The locals at the entry, as frames list them: this and the parameters, nothing else is alive. */
    private Object[] atEntry() {
        List<Object> locals = new ArrayList<>();
        if (!isStatic) {
            locals.add(owner);
        }
        for (Type parameter : parameters) {
            locals.add(frameTypeOf(parameter));
        }
        return locals.toArray();
    }

    private static Object frameTypeOf(Type type) {
        switch (type.getSort()) {
            case Type.BOOLEAN, Type.CHAR, Type.BYTE, Type.SHORT, Type.INT:
                return Opcodes.INTEGER;
            case Type.LONG:
                return Opcodes.LONG;
            case Type.FLOAT:
                return Opcodes.FLOAT;
            case Type.DOUBLE:
                return Opcodes.DOUBLE;
            default:
                return type.getInternalName();
        }
    }

    @Override
    public void visitFrame(int type, int count, Object[] locals, int stackCount, Object[] stack) {
        if (!entered) {
            super.visitFrame(type, count, locals, stackCount, stack);
            return;
        }
        Object[] extended = withCall(count, locals);
        super.visitFrame(type, extended.length, extended, stackCount, stack);
    }

    private Object[] withCall(int count, Object[] locals) {
        List<Object> extended = new ArrayList<>(Arrays.asList(locals).subList(0, count));
        int slots = count;
        for (Object local : extended) {
            slots += local == Opcodes.LONG || local == Opcodes.DOUBLE ? 1 : 0;
        }
        for (; slots < call; slots++) {
            extended.add(Opcodes.TOP);
        }
        extended.add(CALL);
        return extended.toArray();
    }

    private void beginRange() {
        rangeStart = new Label();
        rangeIsEmpty = true;
        super.visitLabel(rangeStart);
    }

    private void endRange() {
        if (!rangeIsEmpty) {
            Label end = new Label();
            super.visitLabel(end);
            ranges.add(new Label[] {rangeStart, end});
        }
        rangeStart = null;
    }

    /** Before each instruction of the method: a range that is empty would be no valid class file. */
    private void instruction() {
        if (entered && rangeStart == null) {
            beginRange();
        }
        rangeIsEmpty = false;
    }

    @Override
    public void visitInsn(int opcode) {
        boolean returns = opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
        if (returns && entered && exits) {
            if (rangeStart != null) {
                endRange();
            }
            exit();
            super.visitInsn(opcode);
            return;
        }
        instruction();
        super.visitInsn(opcode);
    }

    private void exit() {
        if (result.getSort() == Type.VOID) {
            leave("exit", "");
            return;
        }
        super.visitInsn(result.getSize() == 2 ? Opcodes.DUP2 : Opcodes.DUP);
        leave("exit", boxOf(result) == null ? "Ljava/lang/Object;" : result.getDescriptor());
    }

    private void leave(String method, String value) {
        super.visitVarInsn(Opcodes.ALOAD, call);
        super.visitIntInsn(Opcodes.SIPUSH, row.number());
        super.visitMethodInsn(Opcodes.INVOKESTATIC, bridge, method, "(" + value + CALL + "I)V", false);
    }

    @Override
    public void visitMethodInsn(int opcode, String type, String name, String descriptor, boolean isInterface) {
        instruction();
        super.visitMethodInsn(opcode, type, name, descriptor, isInterface);
        if (constructor && !entered && opcode == Opcodes.INVOKESPECIAL && name.equals("<init>") && pendingNews-- == 0) {
            enter();
        }
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        instruction();
        if (opcode == Opcodes.NEW && !entered) {
            pendingNews++;
        }
        super.visitTypeInsn(opcode, type);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        instruction();
        super.visitIntInsn(opcode, operand);
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        instruction();
        super.visitVarInsn(opcode, variable);
    }

    @Override
    public void visitFieldInsn(int opcode, String type, String name, String descriptor) {
        instruction();
        super.visitFieldInsn(opcode, type, name, descriptor);
    }

    @Override
    public void visitInvokeDynamicInsn(
            String name, String descriptor, org.objectweb.asm.Handle bootstrap, Object... arguments) {
        instruction();
        super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        instruction();
        super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitLdcInsn(Object value) {
        instruction();
        super.visitLdcInsn(value);
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
        instruction();
        super.visitIincInsn(variable, increment);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
        instruction();
        super.visitTableSwitchInsn(min, max, otherwise, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
        instruction();
        super.visitLookupSwitchInsn(otherwise, keys, labels);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        instruction();
        super.visitMultiANewArrayInsn(descriptor, dimensions);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        if (exits) {
            if (rangeStart != null) {
                endRange();
            }
            caught();
        }
        super.visitMaxs(maxStack + STACK, call + 1);
    }

    private void caught() {
        for (Label[] range : ranges) {
            super.visitTryCatchBlock(range[0], range[1], handler, THROWABLE);
        }
        if (ranges.isEmpty()) {
            return;
        }
        super.visitLabel(handler);
        visitFrame(Opcodes.F_NEW, 0, new Object[0], 1, new Object[] {THROWABLE});
        super.visitInsn(Opcodes.DUP);
        leave("fail", "L" + THROWABLE + ";");
        super.visitInsn(Opcodes.ATHROW);
    }
}
