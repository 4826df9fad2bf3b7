package org.doorward.dist.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.doorward.dist.instance.Distribution;
import org.doorward.osgi.EngineHome;
import org.doorward.osgi.StartRefusedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoHomeTest {
    private static final String RULE = "-a always,exit -S file.rename -k moves";

    @TempDir
    Path folder;

    private EngineHome home;
    private DemoHome demo;

    @BeforeEach
    void aHomeOfADistribution() throws IOException {
        Path templates = Files.createDirectories(folder.resolve("dist/conf"));
        Files.writeString(templates.resolve("audit.rules"), "## the operator's\n-a never,exit -F key=x\n");
        home = new EngineHome(folder.resolve("home"));
        demo = new DemoHome(home, new Distribution(folder.resolve("dist")));
    }

    @Test
    void aModuleOfTheOperatorInTheHomeIsARefusalThatNamesIt() throws Exception {
        demo.prepare();
        Files.writeString(home.deployFolder().resolve("secrets.jar"), "theirs");

        assertThatThrownBy(demo::prepare)
                .isInstanceOf(StartRefusedException.class)
                .hasMessage("home [" + home
                        + "] has modules of its own, deploy/[secrets.jar]: the demo wants a home that it may"
                        + " play with; name another with --home");
        assertThat(home.deployFolder().resolve("secrets.jar")).hasContent("theirs");
    }

    @Test
    void whatTheDemoPutsThereGoesAwayAndTheRulesAreWhatTheyWere() throws Exception {
        demo.prepare();
        String rules = Files.readString(home.rules());
        Path sample = Files.writeString(folder.resolve("any.jar"), "jar");

        demo.addRules(List.of(RULE));
        demo.deploy(sample, DemoHome.RENAME_ROLES);
        demo.configure(DemoHome.TRANSFER_LIMITS_SETTINGS, "limit = 1\n");
        demo.configure(DemoHome.LOCKDOWN_SETTINGS, "allow = x\n");
        assertThat(home.rules()).content().startsWith(rules).endsWith(RULE + "\n");
        assertThat(home.deployFolder().resolve(DemoHome.RENAME_ROLES)).hasContent("jar");
        demo.clear();

        assertThat(home.rules()).hasContent(rules);
        assertThat(home.deployFolder()).isEmptyDirectory();
        assertThat(home.confFolder().toFile().list())
                .doesNotContain(DemoHome.TRANSFER_LIMITS_SETTINGS, DemoHome.LOCKDOWN_SETTINGS);
    }

    @Test
    void whatAnyDemoThatWasKilledLeftBehindGoesAwayBeforeTheNext() throws Exception {
        demo.prepare();
        String rules = Files.readString(home.rules());
        demo.addRules(List.of(RULE));
        for (String jar :
                List.of(DemoHome.PUBLISHING, DemoHome.JDBC, DemoHome.H2, DemoHome.SQL_WORKLOAD, DemoHome.LOCKDOWN)) {
            demo.deploy(Files.writeString(folder.resolve("any.jar"), "jar"), jar);
        }

        demo.prepare();

        assertThat(home.rules()).hasContent(rules);
        assertThat(home.deployFolder()).isEmptyDirectory();
    }
}
