package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** A stranger has doorward-api.jar and a compiler, and nothing else of Doorward. */
class StrangersModuleIT {
    private static final String SOURCE = """
            package stranger;

            import org.doorward.audit.AuditContext;
            import org.doorward.module.Decision;
            import org.doorward.module.Operation;
            import org.doorward.module.SecurityModule;

            public class NoPublishing implements SecurityModule {
                @Override
                public Decision decide(Operation operation, AuditContext audit) {
                    audit.flag("strange").field("why", "I say so");
                    return Decision.DENY;
                }
            }
            """;

    private static final String COMPONENT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="stranger" immediate="true">
              <implementation class="stranger.NoPublishing"/>
              <property name="doorward.module.name" value="no-publishing"/>
              <property name="doorward.module.hooks" value="file.rename"/>
              <service><provide interface="org.doorward.module.SecurityModule"/></service>
            </scr:component>
            """;

    @TempDir
    private Path folder;

    private byte[] module() throws IOException {
        Path source = Files.writeString(
                Files.createDirectories(folder.resolve("src/stranger")).resolve("NoPublishing.java"), SOURCE);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "--release",
                    "17",
                    "-proc:none",
                    "-cp",
                    Doorward.distribution().resolve("lib/doorward-api.jar").toString(),
                    "-d",
                    classes.toString());
            assertThat(compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(source))
                            .call())
                    .as("it compiles against the api alone")
                    .isTrue();
        }
        return BundleJar.named("stranger")
                .header("Import-Package", "org.doorward.module,org.doorward.audit")
                .header("Service-Component", "OSGI-INF/stranger.xml")
                .file("OSGI-INF/stranger.xml", COMPONENT)
                .file("stranger/NoPublishing.class", Files.readAllBytes(classes.resolve("stranger/NoPublishing.class")))
                .bytes();
    }

    @Test
    void aModuleBuiltAgainstTheApiAloneDecidesSoonAfterItIsDroppedInWhileTheApplicationWorks(TestReporter reporter)
            throws Exception {
        byte[] module = module();
        Path papers = Files.createDirectories(folder.resolve("papers"));
        Files.writeString(papers.resolve("paper.txt"), "A paper.");
        try (Doorward doorward = Doorward.run(folder.resolve("home"))) {
            doorward.deploySample("publishing");
            Doorward.eventually().until(() -> doorward.exec("help work").exitCode() == 0);
            Ran before = doorward.exec("work " + papers + " 1");
            assertThat(before.exitCode()).as(before.err()).isZero();

            CompletableFuture<Ran> work =
                    CompletableFuture.supplyAsync(() -> doorward.exec("work " + papers + " 3000"));
            long dropped = System.nanoTime();
            doorward.drop("deploy/stranger.jar", module);
            Doorward.eventually()
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> doorward.exec("draft " + papers + " d" + System.nanoTime() + " text")
                                            .exitCode()
                                    == 0
                            && doorward.exec("publish " + papers + " missing")
                                    .err()
                                    .contains("no-publishing"));
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - dropped);
            reporter.publishEntry("ms from the drop to a denial", Long.toString(millis));

            Ran worked = work.get(60, TimeUnit.SECONDS);
            assertThat(worked.out()).as(worked.err()).containsPattern("denied=[1-9]");
            assertThat(worked.err()).contains("module [no-publishing] denied file.rename, event audit(");
            assertThat(doorward.exec("ausearch -k strange -m AVC --raw").out())
                    .contains("type=AVC ", "module=\"no-publishing\"", "flag=\"strange\" why=");
            assertThat(doorward.exec("auditctl -s").out()).contains("lost 0\n");
        }
    }
}
