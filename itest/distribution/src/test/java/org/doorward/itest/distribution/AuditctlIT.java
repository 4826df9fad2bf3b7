package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator changes a running instance with auditctl, and locks it. */
class AuditctlIT {
    private static final String RULE = "-a always,exit -S file.rename -F uid>=0 -k moves";

    @TempDir
    private Path folder;

    private Doorward doorward;

    @AfterEach
    void close() {
        doorward.close();
    }

    private Ran auditctl(String... words) {
        return Doorward.command(
                Stream.concat(Stream.of("--home", doorward.home().toString(), "auditctl"), Stream.of(words))
                        .toArray(String[]::new));
    }

    private void isRecorded(String... parts) {
        Doorward.eventually()
                .until(() -> doorward.trail().stream()
                        .anyMatch(line -> Stream.of(parts).allMatch(line::contains)));
    }

    private void run(String rules) throws Exception {
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve("conf"));
        Files.createDirectories(home.resolve("deploy"));
        Files.writeString(home.resolve("conf/audit.rules"), rules);
        Files.writeString(home.resolve("conf/lockdown.cfg"), "shutdown_hooks = false\n");
        Files.copy(Doorward.distribution().resolve("modules/lockdown.jar"), home.resolve("deploy/lockdown.jar"));
        Files.write(home.resolve("deploy/intruder.jar"), Intrusion.intruder().bytes());
        doorward = Doorward.run(home);
    }

    private String configuration() {
        return doorward.exec("intrude SHOW lockdown").out();
    }

    private void lockdownIsAsItWas() {
        assertThat(configuration()).contains("shutdown_hooks=false").doesNotContain("allow.exec");
        assertThat(doorward.exec("intrude EXEC").out())
                .contains("denied process.exec for intruder:1.0.0 by module [lockdown]");
    }

    @Test
    void rulesSettingsAndMessagesCountAtOnceAndOutlastTheInstance() throws Exception {
        run("# of the house\n-w /srv/out -k exports\n");

        assertThat(auditctl(RULE.split(" "))).isEqualTo(new Ran(0, "", ""));
        assertThat(auditctl(RULE.split(" ")))
                .isEqualTo(new Ran(255, "", "Error sending add rule data request (Rule exists)\n"));
        assertThat(auditctl("-W", "/srv/out", "-k", "exports").exitCode()).isZero();
        assertThat(auditctl("-b", "1234").out()).contains("backlog_limit 1234\n");
        assertThat(auditctl("-m", "the operator's $word").exitCode()).isZero();
        Path more = Files.writeString(folder.resolve("more.rules"), "-r 77\n-a never,exit -S file.stat\n-e 7\n");
        assertThat(auditctl("-R", more.toString()).err())
                .isEqualTo("Enable must be 0, 1, or 2 was 7\nThere was an error in line 3 of " + more + "\n");

        assertThat(auditctl("-l").out().lines()).containsExactly(RULE);
        Files.writeString(more, "-r 77\n-a never,exit -S file.stat\n-e 1\n");
        assertThat(auditctl("-R", more.toString())).isEqualTo(new Ran(0, "", ""));

        assertThat(auditctl("-l").out().lines()).containsExactly(RULE, "-a never,exit -S file.stat");
        assertThat(Files.readAllLines(doorward.home().resolve("conf/audit.rules")))
                .containsExactly("# of the house", RULE, "-a never,exit -S file.stat");
        assertThat(Files.readAllLines(doorward.home().resolve("conf/doorward.cfg")))
                .contains("backlog_limit = 1234", "rate_limit = 77");
        isRecorded("type=CONFIG_CHANGE", "op=add_rule key=\"moves\"", "res=1");
        isRecorded("type=CONFIG_CHANGE", "op=add_rule", "reason=exists res=0");
        isRecorded("type=CONFIG_CHANGE", "op=remove_rule key=\"exports\"", "res=1");
        isRecorded("type=CONFIG_CHANGE", "op=set audit_backlog_limit=1234 old=8192", "res=1");
        isRecorded("type=USER ", "op=message info=746865206F70657261746F7227732024776F7264 ");
    }

    @Test
    void aLockHoldsUntilTheProcessEnds() throws Exception {
        run(RULE + "\n");
        lockdownIsAsItWas();

        assertThat(auditctl("-e", "2").out()).startsWith("enabled 2\nlocked_by auditctl -e 2\n");

        everythingStaysAsItIs("auditctl -e 2");
    }

    @Test
    void aLockInTheFileOfRulesKeepsOutNothingThatTheStartBrings() throws Exception {
        run(RULE + "\n-e 2\n");

        lockdownIsAsItWas();
        assertThat(auditctl("-s").out())
                .startsWith("enabled 2\nlocked_by " + doorward.home().resolve("conf/audit.rules") + ":2\n");

        everythingStaysAsItIs(doorward.home().resolve("conf/audit.rules") + ":2");
        assertThat(doorward.stop()).isEqualTo(143);
    }

    private void everythingStaysAsItIs(String lockedBy) throws Exception {
        assertThat(auditctl("-D"))
                .isEqualTo(new Ran(
                        255,
                        "",
                        "The audit system is in immutable mode, no rule changes allowed: locked by " + lockedBy
                                + "\n"));
        assertThat(auditctl("-f", "0").exitCode()).isEqualTo(255);
        assertThat(auditctl("-e", "0").exitCode()).isEqualTo(255);
        doorward.drop("conf/audit.rules", "");
        doorward.drop("conf/doorward.cfg", "mode.lockdown = complain\nrate_limit = 9\n");
        doorward.drop("deploy/late.jar", BundleJar.named("late").bytes());
        Files.delete(doorward.home().resolve("deploy/lockdown.jar"));
        isRecorded("type=CONFIG_CHANGE", "op=remove_rule key=\"moves\"", "reason=locked res=0");
        isRecorded("type=CONFIG_CHANGE", "op=set audit_rate_limit=9 old=0", "reason=locked res=0");
        isRecorded("type=CONFIG_CHANGE", "op=set audit_failure=0 old=1", "reason=locked res=0");
        isRecorded("type=CONFIG_CHANGE", "op=set audit_enabled=0 old=2", "reason=locked res=0");
        isRecorded("type=USYS_CONFIG", "setting=\"mode.lockdown\"", "res=failed");
        isRecorded("type=USYS_CONFIG", "setting=\"deploy\"", "new=\"late.jar\"", "res=failed");
        isRecorded("type=USYS_CONFIG", "setting=\"deploy\"", "new=\"lockdown.jar\"", "res=failed");
        String number = doorward.exec("lb -s")
                .out()
                .lines()
                .filter(line -> line.contains("|lockdown "))
                .map(line -> line.substring(0, line.indexOf('|')).strip())
                .findFirst()
                .orElseThrow();
        for (String command : List.of("stop ", "update ", "uninstall ", "refresh ")) {
            assertThat(doorward.exec(command + number).toString())
                    .as(command)
                    .contains("locked by " + lockedBy + " until the process ends");
        }
        assertThat(doorward.exec("frameworklevel 1").toString())
                .contains("locked by " + lockedBy + " until the process ends");
        doorward.drop("conf/lockdown.cfg", "allow.exec = intruder@location=anywhere\n");
        Doorward.eventually()
                .until(() -> doorward.trail().stream()
                        .anyMatch(line -> line.startsWith("type=AVC ")
                                && line.contains("{ update }")
                                && line.contains("tclass=configuration")
                                && line.contains("rule=\"self-protection\"")));

        lockdownIsAsItWas();
        assertThat(auditctl("-l").out().lines()).containsExactly(RULE);
        assertThat(doorward.exec("lb -s").out()).doesNotContain("|late ");
    }
}
