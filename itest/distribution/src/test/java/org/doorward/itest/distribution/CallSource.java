package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.doorward.itest.distribution.victim.Calls;

/** Writes the calls of rows as Java, one after the other, and compiles them. */
final class CallSource {
    private static final String NAME = "GeneratedCalls";
    private static final String PACKAGE = Calls.class.getPackageName();

    private CallSource() {}

    /** The class file, and its name in a jar. */
    record Code(String entry, byte[] bytes) {}

    static Code compile(List<Executable> members, Path folder) {
        try {
            Path source = Files.writeString(folder.resolve(NAME + ".java"), source(members));
            Path classes = Path.of(Calls.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            StringWriter messages = new StringWriter();
            boolean done = compiler.getTask(
                            messages,
                            null,
                            null,
                            List.of("-nowarn", "-proc:none", "-cp", classes.toString(), "-d", folder.toString()),
                            null,
                            compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
                    .call();
            assertThat(done).as(messages.toString()).isTrue();
            String entry = PACKAGE.replace('.', '/') + "/" + NAME + ".class";
            return new Code(entry, Files.readAllBytes(folder.resolve(entry)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String source(List<Executable> members) {
        StringBuilder direct = new StringBuilder();
        StringBuilder lambda = new StringBuilder();
        StringBuilder member = new StringBuilder();
        for (int i = 0; i < members.size(); i++) {
            Executable called = members.get(i);
            boolean isVoid = called instanceof Method method && method.getReturnType() == void.class;
            String call = isVoid ? call(called) + "; return null;" : "return " + call(called) + ";";
            direct.append("case " + i + ": { " + call + " }\n");
            lambda.append("case " + i + ": return a -> { " + call + " };\n");
            member.append("case " + i + ": return " + member(called) + ";\n");
        }
        return "package " + PACKAGE + ";\npublic final class " + NAME + " implements Calls {\n"
                + method("public Object direct(int number, Object[] a) throws Throwable", direct)
                + method("public Call lambda(int number)", lambda)
                + method(
                        "public java.lang.reflect.Executable member(int number) throws ReflectiveOperationException",
                        member)
                + "}\n";
    }

    private static String method(String head, CharSequence cases) {
        return head + " { switch (number) {\n" + cases + "default: throw new IllegalArgumentException(); } }\n";
    }

    private static String call(Executable called) {
        boolean isBare = called instanceof Constructor<?> || Modifier.isStatic(called.getModifiers());
        List<String> arguments = new ArrayList<>();
        for (Class<?> type : called.getParameterTypes()) {
            arguments.add("(" + type.getCanonicalName() + ") a[" + (arguments.size() + (isBare ? 0 : 1)) + "]");
        }
        String owner = called.getDeclaringClass().getCanonicalName();
        String list = "(" + String.join(", ", arguments) + ")";
        if (called instanceof Constructor<?>) {
            return "new " + owner + list;
        }
        return (isBare ? owner : "((" + owner + ") a[0])") + "." + called.getName() + list;
    }

    private static String member(Executable called) {
        List<String> types = new ArrayList<>();
        for (Class<?> type : called.getParameterTypes()) {
            types.add(type.getCanonicalName() + ".class");
        }
        String owner = called.getDeclaringClass().getCanonicalName() + ".class";
        String list = "new Class<?>[] {" + String.join(", ", types) + "}";
        return called instanceof Constructor<?>
                ? owner + ".getConstructor(" + list + ")"
                : owner + ".getMethod(\"" + called.getName() + "\", " + list + ")";
    }
}
