package org.doorward.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.doorward.control.EngineMXBean;
import org.doorward.osgi.testbundle.ModuleActivator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What monitoring sees over JMX. */
class EngineBeanTest {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    @TempDir
    Path folder;

    private EngineOptions options;

    @BeforeEach
    void prepare() throws Exception {
        options = new EngineOptions(Files.createDirectory(folder.resolve("bundle")), Optional.empty(), "1.0.0");
    }

    private EngineHome home(String name) throws Exception {
        EngineHome home = new EngineHome(folder.resolve(name));
        home.create(folder.resolve("none"));
        return home;
    }

    private static Set<ObjectName> beans() throws Exception {
        return SERVER.queryNames(new ObjectName("org.doorward:type=Engine,*"), null);
    }

    @Test
    void backlogLossesTrailAndModulesAreThere() throws Exception {
        EngineHome home = home("home");
        TestJar.bundle("secrets.bundle", "1.0.0")
                .activator(ModuleActivator.class)
                .header("Test-Module", "secrets")
                .header("Test-Hooks", "file.*")
                .writeTo(home.deployFolder().resolve("secrets.jar"));
        try (Engine engine = Engine.start(home, options)) {
            EngineMXBean bean = JMX.newMXBeanProxy(SERVER, beans().iterator().next(), EngineMXBean.class);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !bean.getModules().isEmpty());

            assertThat(bean.getModules()).isEqualTo(Map.of("secrets", "enforce"));
            assertThat(bean.getModuleFigures().get("secrets"))
                    .containsEntry("denied", 0L)
                    .containsEntry("mean_ns", -1L);
            assertThat(bean.getDontaudited()).isEqualTo(Map.of("secrets", Map.of()));
            assertThat(bean.getGlobalMode()).isEqualTo("enforce");
            assertThat(bean.getEnabled()).isEqualTo("on");
            assertThat(bean.getTrailState()).isEqualTo("ok");
            assertThat(bean.getTrailFreeMegabytes()).isPositive();
            assertThat(bean.getTrailDiskStage()).isNotNull();
            assertThat(bean.getFailureMode()).isEqualTo("log");
            assertThat(bean.isRefusing()).isFalse();
            assertThat(bean.getMissingModules()).isEmpty();
            assertThat(bean.getTrailStalledMillis()).isZero();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> bean.getTrailWriteTime().get("count") > 0);
            assertThat(bean.getTrailWriteTime()).containsOnlyKeys("count", "p50_us", "p99_us", "max_us");
            assertThat(bean.getTrailWriteTime().get("p99_us"))
                    .isBetween(0L, bean.getTrailWriteTime().get("max_us"));
            assertThat(bean.getTrailSyncTime()).containsOnlyKeys("count", "p50_us", "p99_us", "max_us");
            assertThat(bean.getEmitted().get("reliable")).isPositive();
            assertThat(bean.getWritten()).containsKeys("reliable", "lossy");
            assertThat(bean.getLost()).containsEntry("reliable.disk", 0L).containsEntry("lossy.rate", 0L);
            assertThat(bean.getBacklogHighWater()).isPositive();
            assertThat(bean.getBacklogHighWaterBytes()).isGreaterThanOrEqualTo(bean.getBacklogBytes());
            assertThat(bean.getBacklog()).isNotNegative();
            assertThat(bean.getBacklogWaits()).isZero();
            assertThat(bean.getBacklogWaitMillis()).isZero();
        }
    }

    @Test
    void enginesOfOneJvmHaveABeanEach() throws Exception {
        try (Engine one = Engine.start(home("one"), options);
                Engine other = Engine.start(home("other"), options)) {
            assertThat(beans()).hasSize(2);
        }
    }

    @Test
    void afterTheEngineNothingIsLeft() throws Exception {
        Engine.start(home("home"), options).close();

        assertThat(beans()).isEmpty();
    }
}
