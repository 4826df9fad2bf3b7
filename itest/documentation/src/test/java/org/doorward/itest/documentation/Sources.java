package org.doorward.itest.documentation;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.doorward.module.SecurityModule;
import org.osgi.service.component.annotations.Component;

/** Compiles the Java of documents with what a stranger has: the api and the annotations of declarative services. */
final class Sources {
    private static final Pattern TYPE = Pattern.compile("public (?:final )?(?:class|interface|enum|record) (\\w+)");

    private Sources() {}

    /** Compiles a block into a folder, and returns what the compiler had to say. */
    static List<String> compile(Document.Block block, Path classes) throws IOException {
        Files.createDirectories(classes);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
        compiler.getTask(
                        null,
                        null,
                        messages,
                        List.of(
                                "--release",
                                "17",
                                "-Xlint:all",
                                "-proc:none",
                                "-d",
                                classes.toString(),
                                "-classpath",
                                classPath()),
                        null,
                        List.of(new Source(block)))
                .call();
        return messages.getDiagnostics().stream().map(Object::toString).toList();
    }

    /** The class path of a stranger. */
    static String classPath() {
        return Stream.of(SecurityModule.class, Component.class)
                .map(Sources::place)
                .map(Path::toString)
                .collect(Collectors.joining(java.io.File.pathSeparator));
    }

    private static Path place(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The name of the public type. */
    static String typeName(Document.Block block) {
        Matcher type = TYPE.matcher(block.text());
        if (!type.find()) {
            throw new IllegalArgumentException(block + ": expected a public type in a complete example");
        }
        return type.group(1);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(Document.Block block) {
            super(URI.create("string:///" + typeName(block) + ".java"), Kind.SOURCE);
            this.text = block.text();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
