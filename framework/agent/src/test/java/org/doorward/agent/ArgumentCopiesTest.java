package org.doorward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Which judged arguments are copied, over all rows of both JDKs and of the framework. */
class ArgumentCopiesTest {
    private static final String BRIDGE = "Bridge";

    private static List<HookRow> rows() {
        List<HookRow> rows = new ArrayList<>(HookTable.load(17, 0, "hooks.tsv").rows());
        rows.addAll(HookTable.load(17, 0, "hooks-felix.tsv").rows());
        rows.addAll(HookTable.load(17, 0, "hooks-bundles.tsv").rows());
        return rows;
    }

    private static Type[] parameters(HookRow row) {
        return Type.getArgumentTypes(row.signature().substring(row.signature().indexOf('(')));
    }

    /** The copies that are woven for a row, as the descriptors of what is called. */
    private static List<String> copies(HookRow row, boolean isStatic) {
        List<String> copies = new ArrayList<>();
        MethodVisitor code = new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitMethodInsn(int opcode, String type, String name, String descriptor, boolean isInterface) {
                assertThat(type + "." + name).isEqualTo(BRIDGE + ".plain");
                copies.add(descriptor);
            }
        };
        new ArgumentCopies(row, isStatic, parameters(row), BRIDGE).weave(code, () -> {});
        return copies;
    }

    /** Hands out the judged parameters of reference types, one at a time: the type, and whether it is copied. */
    private static void forEachJudged(BiConsumer<String, Boolean> judged) {
        for (HookRow row : rows()) {
            Type[] parameters = parameters(row);
            for (int index = 0; index < parameters.length; index++) {
                if (row.judges("a" + (index + 1)) && parameters[index].getSort() >= Type.ARRAY) {
                    String type = parameters[index].getClassName();
                    judged.accept(
                            type, copies(row, true).stream().anyMatch(copy -> copy.startsWith("(" + parameter(type))));
                }
            }
        }
    }

    private static String parameter(String type) {
        return type.endsWith("[]") ? "[Ljava/lang/Object;" : "L" + type.replace('.', '/') + ";";
    }

    private static List<String> copies(String type, String method, boolean isStatic) {
        return rows().stream()
                .filter(row -> row.type().equals(type) && row.signature().startsWith(method + "("))
                .flatMap(row -> copies(row, isStatic).stream())
                .toList();
    }

    @Test
    void aFileIsAskedWhereTheJdkAsksItAndReadWhereTheJdkReadsIt() {
        String asked = "(Ljava/io/File;)Ljava/io/File;";
        String read = "(Ljava/io/File;Ljava/lang/String;)Ljava/io/File;";

        assertThat(copies("java/io/FileInputStream", "<init>", false)).containsExactly(asked);
        assertThat(copies("java/io/File", "getCanonicalPath", false)).containsExactly(asked);
        assertThat(copies("java/io/File", "renameTo", false)).containsExactly(read, read);
        assertThat(copies("java/io/File", "createTempFile", true)).containsExactly(read);
    }

    @Test
    void whatTheExitReadsIsLeftToTheOperationToFill() {
        assertThat(copies("sun/nio/ch/ServerSocketChannelImpl", "implAccept", false))
                .isEmpty();
        assertThat(copies("sun/nio/ch/UnixDomainSockets", "accept", true)).isEmpty();
    }

    @Test
    void resultsAndServicesPassThroughAsTheyAre() {
        assertThat(copies("sun/nio/ch/Invoker", "invoke", true)).isEmpty();
        assertThat(copies("org/apache/felix/framework/Felix", "registerService", false))
                .containsExactly("([Ljava/lang/Object;)[Ljava/lang/Object;");
    }

    @Test
    void attributesAreCopiedThoughNobodyJudgesThemForTheMethodAsksThemWhileItWorks() {
        String attributes = "[Ljava/nio/file/attribute/FileAttribute;";

        for (HookRow row : rows()) {
            if (row.signature().contains(attributes)) {
                assertThat(copies(row, false)).as(row.signature()).contains("(" + attributes + ")" + attributes);
            }
        }
        assertThat(copies("sun/nio/fs/UnixFileSystemProvider", "createDirectory", false))
                .containsExactly("(" + attributes + ")" + attributes);
    }

    @Test
    void theseAreCopied() {
        Set<String> copied = new TreeSet<>();

        forEachJudged((type, isCopied) -> {
            if (isCopied) {
                copied.add(type);
            }
        });

        assertThat(copied)
                .containsExactly(
                        "java.io.File",
                        "java.lang.Object",
                        "java.lang.String[]",
                        "java.nio.file.AccessMode[]",
                        "java.nio.file.CopyOption[]",
                        "java.nio.file.Path",
                        "java.util.Collection",
                        "java.util.Set",
                        "org.eclipse.osgi.container.Module$StartOptions[]",
                        "org.eclipse.osgi.container.Module$StopOptions[]");
    }

    /** A row with another type needs a place in the list that opens ArgumentCopies: a copy, or a reason. */
    @Test
    void theseAreUsedAsTheyAreForReasonsGivenInTheClass() {
        Set<String> used = new TreeSet<>();

        forEachJudged((type, isCopied) -> {
            if (!isCopied) {
                used.add(type);
            }
        });

        assertThat(used)
                .containsExactly(
                        "java.io.FileDescriptor",
                        "java.io.InputStream",
                        "java.io.ObjectInputFilter",
                        "java.io.PrintStream",
                        "java.lang.Class",
                        "java.lang.ClassLoader",
                        "java.lang.Object",
                        "java.lang.String",
                        "java.lang.Thread",
                        "java.lang.Thread$UncaughtExceptionHandler",
                        "java.lang.Throwable",
                        "java.net.Authenticator",
                        "java.net.ContentHandlerFactory",
                        "java.net.CookieHandler",
                        "java.net.DatagramSocketImplFactory",
                        "java.net.FileNameMap",
                        "java.net.InetAddress",
                        "java.net.InetSocketAddress",
                        "java.net.NetworkInterface",
                        "java.net.ProxySelector",
                        "java.net.ResponseCache",
                        "java.net.SocketAddress",
                        "java.net.SocketImplFactory",
                        "java.net.URLStreamHandlerFactory",
                        "java.nio.file.Path",
                        "java.nio.file.attribute.FileTime",
                        "java.security.Provider",
                        "java.util.Dictionary",
                        "java.util.Locale",
                        "java.util.Locale$Category",
                        "java.util.Properties",
                        "java.util.TimeZone",
                        "java.util.function.BinaryOperator",
                        "javax.net.ssl.HostnameVerifier",
                        "javax.net.ssl.SSLContext",
                        "javax.net.ssl.SSLSocketFactory",
                        "org.apache.felix.framework.BundleImpl",
                        "org.eclipse.osgi.container.Module",
                        "org.eclipse.osgi.internal.framework.BundleContextImpl",
                        "org.eclipse.osgi.internal.serviceregistry.ServiceReferenceImpl",
                        "org.osgi.framework.Bundle",
                        "org.osgi.framework.ServiceListener",
                        "org.osgi.framework.ServiceReference",
                        "org.osgi.framework.wiring.BundleRevision",
                        "sun.nio.fs.UnixPath");
    }
}
