package org.doorward.agent;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What is judged is what is used: weaves, before the entry of one method, private copies of those arguments that the caller could answer
 * for differently the next time, or while the method works.
 */
final class ArgumentCopies {
    /*
     * A woven method reads its arguments after the handler has. Whatever the caller can change meanwhile, or has written the class of, is
     * therefore copied, once, in front of both: the call that the handler gets and the method's own variable hold the same copy. The copy
     * is made outside the handler's exemption, for it may run methods of the caller's; and only while the row is wanted. What the caller's
     * object throws meanwhile is thrown to the caller, who would have got it from the method itself.
     *
     * What the method asks while it works is copied, too, judged or not: code of the caller's that runs within an operation could do the
     * same operation once more, which would be taken for this one.
     *
     * A parameter is judged if the column "arguments" names it, for the entry. The types of all of them, of both JDKs, the framework and bundles:
     *
     *   java.io.File, elsewhere             new File(getPath()), if it is of a subclass: streams and ZipFile open what getPath() says
     *   java.io.File, in File, this too     new File(path), from the private field, if it is of a subclass. The natives read that field; but
     *                                       JDK 25 asks getPath() first, and acts on the working directory in the file's place if the
     *                                       answer is empty. Of createTempFile's folder the path's answer is used for a limit of length only
     *   the same, getCanonicalPath          new File(getPath()): here both JDKs resolve what getPath() says
     *   Set of options, of permissions      unmodifiable, in the order of one iteration, with a null where there was one
     *   Collection of bundles               the same; Felix refreshes on a thread of its own, when the caller may have changed it
     *   CopyOption[], AccessMode[]          clones: an array for variable arguments can be the caller's
     *   FileAttribute[], which none judges  permissions in the JDK's own class; another one is refused, as the method would refuse it
     *   String[] of services                clone
     *   String[] of ProcessImpl.start       clone, for the rule's sake: ProcessBuilder has made one that nobody else holds
     *   Object, the value of an attribute   its Set or byte[] is copied. FileTime, String and numbers cannot change; a ByteBuffer must move on
     *                                       for the caller, and its content is no argument; owners are of the JDK's own class, or refused
     *   Path, in java.lang.foreign          made anew by the default file system, if its class is none of java.base: the JDK believes there
     *                                       any path that says it is of the default file system
     *   Path, in sun.nio                    as it is: any other class than UnixPath, which is final in effect, is refused
     *   SecureDirectoryStream               as it is: any other class than UnixSecureDirectoryStream is refused
     *   SocketAddress                       as it is: what is no InetSocketAddress or UnixDomainSocketAddress is refused; the accessors of
     *                                       the first are final and its state is private, the second is final. Not so its toString()
     *   InetAddress, NetworkInterface       as they are: only java.net has subclasses
     *   Class, String, FileTime, Locale,    as they are: final, and of fixed content
     *   Locale.Category, MemorySegment,
     *   FunctionDescriptor, Lookup, UnixPath
     *   FileDescriptor, ClassLoader,        as they are: they are identities, or only their class is judged; to copy them would be another
     *   Thread, Provider, Properties,       operation. Of TimeZone and Provider nothing that can be overridden tells anything: a handler
     *   streams, factories, selectors,        reads private fields, or the class
     *   Dictionary of a configuration       as it is: that there is one is judged, and nothing in it
     *   Felix's own Bundle types            as they are
     */
    private static final String FILE = "java/io/File";
    private static final String ATTRIBUTES = "[Ljava/nio/file/attribute/FileAttribute;";

    private final HookRow row;
    private final boolean isStatic;
    private final Type[] parameters;
    private final String bridge;

    /** @param bridge the bridge's name, as class files name it */
    ArgumentCopies(HookRow row, boolean isStatic, Type[] parameters, String bridge) {
        this.row = row;
        this.isStatic = isStatic;
        this.parameters = parameters;
        this.bridge = bridge;
    }

    /**
     * Weaves the copies.
     *
     * @param code where the stack is empty and this and the parameters are in their variables
     * @param frame writes the frame of that place
     */
    void weave(MethodVisitor code, Runnable frame) {
        if (!isStatic && row.type().equals(FILE) && row.judges("this")) {
            copyFile(code, 0);
        }
        int variable = isStatic ? 0 : 1;
        for (int index = 0; index < parameters.length; index++) {
            if (isOfAttributes(parameters[index])) {
                code.visitVarInsn(Opcodes.ALOAD, variable);
                plain(code, "(" + ATTRIBUTES + ")" + ATTRIBUTES);
                code.visitVarInsn(Opcodes.ASTORE, variable);
            } else if (row.judges("a" + (index + 1))) {
                copy(code, variable, parameters[index], frame);
            }
            variable += parameters[index].getSize();
        }
    }

    private void copy(MethodVisitor code, int variable, Type type, Runnable frame) {
        if (type.getSort() == Type.ARRAY) {
            code.visitVarInsn(Opcodes.ALOAD, variable);
            plain(code, "([Ljava/lang/Object;)[Ljava/lang/Object;");
            code.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
            code.visitVarInsn(Opcodes.ASTORE, variable);
        } else if (isOfPrivateField(type)) {
            Label none = new Label();
            code.visitVarInsn(Opcodes.ALOAD, variable);
            code.visitJumpInsn(Opcodes.IFNULL, none);
            copyFile(code, variable);
            code.visitLabel(none);
            frame.run();
        } else if (isCopied(type)) {
            code.visitVarInsn(Opcodes.ALOAD, variable);
            plain(code, "(" + type + ")" + type);
            code.visitVarInsn(Opcodes.ASTORE, variable);
        }
    }

    private static boolean isOfAttributes(Type type) {
        return type.getDescriptor().equals(ATTRIBUTES);
    }

    private boolean isOfPrivateField(Type type) {
        return row.type().equals(FILE) && type.getInternalName().equals(FILE);
    }

    private boolean isCopied(Type type) {
        switch (type.getInternalName()) {
            case FILE, "java/util/Set", "java/util/Collection":
                return true;
            case "java/lang/Object":
                return row.isOf("file.setattr");
            case "java/nio/file/Path":
                return !row.type().startsWith("sun/nio/");
            default:
                return false;
        }
    }

    /** In a method of File itself, which alone may read the field; the variable is not null. */
    private void copyFile(MethodVisitor code, int variable) {
        code.visitVarInsn(Opcodes.ALOAD, variable);
        if (row.signature().startsWith("getCanonicalPath(")) {
            plain(code, "(Ljava/io/File;)Ljava/io/File;");
        } else {
            code.visitInsn(Opcodes.DUP);
            code.visitFieldInsn(Opcodes.GETFIELD, FILE, "path", "Ljava/lang/String;");
            plain(code, "(Ljava/io/File;Ljava/lang/String;)Ljava/io/File;");
        }
        code.visitVarInsn(Opcodes.ASTORE, variable);
    }

    private void plain(MethodVisitor code, String descriptor) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, bridge, "plain", descriptor, false);
    }
}
