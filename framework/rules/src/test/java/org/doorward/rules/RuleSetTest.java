package org.doorward.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.doorward.event.Commit.ENTRY;
import static org.doorward.event.Commit.EXIT;
import static org.doorward.event.Commit.NONE;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.doorward.audit.Lane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSetTest {
    private static RuleSet rules(String... lines) throws RuleSyntaxException {
        return RuleSet.parse("audit.rules", List.of(lines));
    }

    @Test
    void theFirstRuleThatMatchesCounts() throws RuleSyntaxException {
        RuleSet rules = rules("-a never,exit -S file.rename -F dir=/tmp", "-a always,exit -S file.* -k files");

        assertThat(rules.select(Ended.rename("/tmp/a", "/tmp/b", 0)).action()).isEqualTo(Action.NEVER);
        assertThat(rules.select(Ended.rename("/srv/a", "/srv/b", 0)).keys()).containsExactly("files");
    }

    @Test
    void aRuleMatchesIfEitherPathOfARenameDoes() throws RuleSyntaxException {
        RuleSet rules = rules(
                "-a always,exit -S file.rename -F path=/srv/new -k to", "-a always,exit -F path=/srv/old -k from");

        assertThat(rules.select(Ended.rename("/srv/old", "/srv/x", 0)).key()).isEqualTo("from");
        assertThat(rules.select(Ended.rename("/srv/x", "/srv/new", 0)).key()).isEqualTo("to");
        assertThat(rules.select(Ended.rename("/srv/x", "/srv/newer", 0))).isNull();
    }

    @Test
    void aFolderMatchesItselfAndWhatLiesBelowButNoSibling() throws RuleSyntaxException {
        RuleSet rules = rules("-a always,exit -F dir=/srv/data -k d");

        assertThat(rules.select(Ended.rename("/srv/data", "/x", 0))).isNotNull();
        assertThat(rules.select(Ended.rename("/srv/data/a/b", "/x", 0))).isNotNull();
        assertThat(rules.select(Ended.rename("/srv/database", "/x", 0))).isNull();
        assertThat(rules("-a always,exit -F dir=/srv/data/").select(Ended.rename("/srv/data", "/x", 0)))
                .isNotNull();
        assertThat(rules("-a always,exit -F dir=/").select(Ended.rename("/srv", "/", 0)))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "success=0,-2,true",
        "success=0,0,false",
        "success!=0,0,true",
        "success=1,0,true",
        "exit=-EINVAL,-22,true",
        "exit=-EINVAL,-2,false",
        "exit!=-ENOENT,-2,false",
        "exit<0,-2,true",
        "exit<0,0,false",
        "exit>=0,0,true",
        "exit<=-13,-39,true",
        "exit>-13,-39,false",
        "exit=-13,-13,true"
    })
    void theOutcomeSelects(String field, int exit, boolean selected) throws RuleSyntaxException {
        RuleSet rules = rules("-a always,exit -S file.rename -F " + field);

        assertThat(rules.select(Ended.rename("/a", "/b", exit)) != null).isEqualTo(selected);
    }

    @ParameterizedTest
    @CsvSource({
        "exception=java.nio.file.NoSuchFileException,java.nio.file.NoSuchFileException,true",
        "exception=java.nio.file.*,java.nio.file.NoSuchFileException,true",
        "exception=java.nio.file.*,java.nio.filed.X,false",
        "exception=java.nio.file.NoSuch,java.nio.file.NoSuchFileException,false",
        "exception!=java.io.*,java.nio.file.NoSuchFileException,true",
        "exception=java.*,,false",
        "exception!=java.*,,true"
    })
    void theExceptionSelects(String field, String exception, boolean selected) throws RuleSyntaxException {
        RuleSet rules = rules("-a always,exit -F " + field);

        assertThat(rules.select(Ended.rename("/a", "/b", 0).failedWith(exception)) != null)
                .isEqualTo(selected);
        assertThat(rules.rules().get(0).testsOutcome()).isTrue();
        assertThat(rules.selectAtEntry(Ended.rename("/a", "/b", 0))).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "bundle=org.example.app,true",
        "bundle=org.example.*,true",
        "bundle=org.exam.*,false",
        "bundle!=org.example.app,false",
        "exe=/opt/b.jar,false",
        "exe=/opt/app.jar,true",
        "exe!=/opt/app.jar,false",
        "principal=alice,true",
        "principal!=alice,false",
        "principal=bob,false",
        "tenant=acme,true",
        "tenant!=acme,false",
        "arch=b64,true",
        "arch=b32,false",
        "arch!=b32,true"
    })
    void whoActsAndForWhomSelects(String field, boolean selected) throws RuleSyntaxException {
        String[] jars = {"/opt/app.jar", "file:/opt/app.jar", "file:///opt/app.jar"};
        for (String jar : jars) {
            Ended operation = Ended.open("/x", 0).by("org.example.app:1.0.0", jar, "alice", "acme");
            assertThat(rules("-a always,exit -F " + field).select(operation) != null)
                    .as(jar)
                    .isEqualTo(selected);
        }
    }

    @Test
    void whomNobodyNamedIsNoPrincipalAndNoTenant() throws RuleSyntaxException {
        RuleSet rules = rules("-a always,exit -F principal=alice", "-a always,exit -F tenant!=acme -k none");

        assertThat(rules.select(Ended.open("/x", 0)).key()).isEqualTo("none");
    }

    @Test
    void theJavaBinaryIsTheExecutableOfWhatNoJarStandsFor() throws RuleSyntaxException {
        String java = ProcessHandle.current().info().command().orElseThrow();

        assertThat(rules("-a always,exit -F exe=" + java).select(Ended.open("/x", 0)))
                .isNotNull();
        assertThat(rules("-a always,exit -F exe=/bin/true").select(Ended.open("/x", 0)))
                .isNull();
    }

    @Test
    void theProcessIsTheSameForAllOperations() throws RuleSyntaxException {
        long pid = ProcessHandle.current().pid();

        for (String field : List.of(
                "pid=" + pid, "pid>=" + pid, "pid<=" + pid, "pid!=0", "pid>0", "uid!=unset", "uid<4294967295")) {
            assertThat(rules("-a always,exit -F " + field).select(Ended.open("/x", 0)))
                    .as(field)
                    .isNotNull();
        }
        for (String field : List.of("pid!=" + pid, "pid<" + pid, "pid>" + pid, "uid=-1", "uid>4294967294", "auid<0")) {
            assertThat(rules("-a always,exit -F " + field).select(Ended.open("/x", 0)))
                    .as(field)
                    .isNull();
        }
        assertThat(rules("-a always,exit -F uid=root").select(Ended.open("/x", 0)) != null)
                .isEqualTo(rules("-a always,exit -F uid=0").select(Ended.open("/x", 0)) != null);
    }

    @ParameterizedTest
    @CsvSource({
        "r,0,true",
        "w,0,false",
        "r,1,true",
        "w,1,false",
        "w,2,true",
        "r,2,false",
        "wa,5,true",
        "x,2048,true",
        "a,3,false",
        "rwxa,8,true"
    })
    void anOpenCountsByItsOptions(String letters, int flags, boolean selected) throws RuleSyntaxException {
        assertThat(rules("-a always,exit -F perm=" + letters).select(Ended.open("/x", flags)) != null)
                .isEqualTo(selected);
    }

    @ParameterizedTest
    @CsvSource({
        "file.rename,w",
        "file.delete,w",
        "file.link,wa",
        "file.copy,rw",
        "file.list,r",
        "file.getattr,r",
        "file.setattr,a",
        "process.exec,x",
        "file.stat,''",
        "network.connect,''"
    })
    void kindsReadWriteExecuteOrChangeAttributes(String kind, String letters) throws RuleSyntaxException {
        Ended operation = new Ended(kind, List.of("/x"), 0, "a:1", List.of());
        for (String letter : List.of("r", "w", "x", "a")) {
            assertThat(rules("-a always,exit -F perm=" + letter).select(operation) != null)
                    .as(kind + " " + letter)
                    .isEqualTo(letters.contains(letter));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rename,file.rename",
        "82,file.rename",
        "renameat2,file.rename",
        "open,file.open",
        "openat,file.open",
        "unlinkat,file.delete",
        "connect,network.connect",
        "execve,process.exec",
        "chmod,file.setattr",
        "fchmod,file.setattr",
        "fchown,file.setattr",
        "utimes,file.setattr",
        "lsetxattr,file.setattr",
        "fsetxattr,file.setattr",
        "removexattr,file.setattr",
        "lremovexattr,file.setattr",
        "fremovexattr,file.setattr",
        "fgetxattr,file.getattr",
        "fstat,file.stat",
        "open_by_handle_at,file.open",
        "exit_group,runtime.exit"
    })
    void aSystemCallOfLinuxNamesTheKindThatStandsForIt(String call, String kind) throws RuleSyntaxException {
        assertThat(rules("-a always,exit -S " + call + " -k k").print())
                .containsExactly("-a always,exit -S " + kind + " -k k");
    }

    @Test
    void aRuleFileForAWholeMachineIsUnderstood() throws RuleSyntaxException {
        RuleSet rules = rules(
                "-D",
                "-a always,exit -F arch=b64 -S unlink,unlinkat,rename,renameat -F auid>=0 -F exit=-EACCES -k delete",
                "-w /etc/passwd -p wa -k identity",
                "-w /srv/");

        assertThat(rules.print())
                .containsExactly(
                        "-a always,exit -S file.delete,file.rename -F arch=b64 -F auid>=0 -F exit=-EACCES -k delete",
                        "-a always,exit -F dir=/etc/passwd -F perm=wa -k identity",
                        "-a always,exit -F dir=/srv/ -F perm=rwxa");
        assertThat(rules.select(Ended.rename("/a", "/b", -13)).key()).isEqualTo("delete");
        assertThat(rules.select(Ended.open("/etc/passwd", 2)).key()).isEqualTo("identity");
        assertThat(rules.select(Ended.open("/etc/passwd", 1))).isNull();
        assertThat(rules.select(Ended.open("/srv/x", 1))).isNotNull();
    }

    @Test
    void aRuleIsPutBeforeTheOthersOrTakenAway() throws RuleSyntaxException {
        assertThat(rules(
                                "-a always,exit -S file.open -k a",
                                "-a always,exit -S file.open -k b -k c",
                                "-w /srv -p w -k w",
                                "-w /etc -k w",
                                "-A never,exit -S open -k first",
                                "-d exit,always -S file.open -F key=a",
                                "-W /srv -p w -k w",
                                "-D -k c")
                        .print())
                .containsExactly("-a never,exit -S file.open -k first", "-a always,exit -F dir=/etc -F perm=rwxa -k w");
    }

    @Test
    void theSubjectSelects() throws RuleSyntaxException {
        RuleSet rules = rules("-a always,exit -F subj!=org.example:1.0.0 -k others");

        assertThat(rules.select(Ended.rename("/a", "/b", 0))).isNull();
        assertThat(rules.select(new Ended("file.list", List.of("/a"), 0, "x:1", List.of())))
                .isNotNull();
    }

    @Test
    void onlyKindsThatARuleCouldRecordNeedACredit() throws RuleSyntaxException {
        RuleSet rules = rules("-a never,exit -S file.list", "-a always,exit -S payment.transfer -F success=0");

        assertThat(rules.couldSelect("payment.transfer")).isTrue();
        assertThat(rules.couldSelect("file.list")).isFalse();
        assertThat(rules.concerns("file.list")).isTrue();
        assertThat(rules.concerns("file.open")).isFalse();
    }

    @Test
    void aRuleMayPutWhatItSelectsIntoTheLossyLane() throws RuleSyntaxException {
        assertThat(rules("-a always,exit -F lane=lossy -k trace").rules().get(0).lane())
                .isEqualTo(Lane.LOSSY);
    }

    @Test
    void aRuleSaysWhenItsRecordsAreDurableAndIsPrintedSo() throws RuleSyntaxException {
        RuleSet rules = rules(
                "-a always,exit -S file.open -k plain",
                "-a always,exit -F commit=none -S file.list",
                "-a always,exit -S file.rename -F commit=entry -k exports",
                "-a always,exit -F success=0 -F commit=exit -F lane=reliable");

        assertThat(rules.rules()).extracting(Rule::commit).containsExactly(NONE, NONE, ENTRY, EXIT);
        assertThat(rules.print())
                .containsExactly(
                        "-a always,exit -S file.open -k plain",
                        "-a always,exit -S file.list -F commit=none",
                        "-a always,exit -S file.rename -F commit=entry -k exports",
                        "-a always,exit -F success=0 -F commit=exit");
        assertThat(rules.couldEnter("file.rename", Map.of())).isTrue();
        assertThat(rules.couldEnter("file.open", Map.of())).isFalse();
        assertThat(rules.couldEnter("file.open", Map.of("plain", ENTRY))).isTrue();
    }

    @Test
    void whatSettingsAskForARuleOnOutcomesCannotHaveUnlessItSpeaksForItself() throws RuleSyntaxException {
        RuleSet rules = rules(
                "-a always,exit -F success=0 -F commit=exit -k spoken",
                "-a never,exit -F success=1",
                "-a always,exit -F exit=-13 -F lane=lossy -k debug",
                "",
                "-a always,exit -S file.* -F success=0 -k failures");

        assertThat(rules.lackingEntry(ENTRY, Map.of()).line()).isEqualTo(5);
        assertThat(rules.lackingEntry(NONE, Map.of("failures", ENTRY)).key()).isEqualTo("failures");
        assertThat(rules.lackingEntry(EXIT, Map.of("spoken", ENTRY, "debug", ENTRY)))
                .isNull();
        assertThat(rules("-a always,exit -S file.open -k all").lackingEntry(ENTRY, Map.of()))
                .isNull();
    }

    @Test
    void commentsAndBlankLinesArePassedOverAndDForgetsWhatCameBefore() throws RuleSyntaxException {
        RuleSet rules =
                rules("-a always,exit -k gone", "# a comment", "", "   ", "-D", "-a always,exit -S all -k stays");

        assertThat(rules.print()).containsExactly("-a always,exit -S all -k stays");
    }

    @Test
    void aFileWithOneWrongLineIsRefusedWhole() {
        assertThatThrownBy(() -> rules("-a always,exit -k good", "-a always,exit -F bogus=1"))
                .isInstanceOf(RuleSyntaxException.class)
                .hasMessageStartingWith("audit.rules:2:19: ");
    }

    @Test
    void matchingAllocatesNothing() throws RuleSyntaxException {
        RuleSet rules = rules(
                "-a always,exit -F dir=/nowhere -F exit=-EINVAL -k a",
                "-a always,exit -S file.open -F path=/srv/data/other -k b",
                "-a always,exit -F kind!=file.* -k c",
                "-a always,exit -F subj=b:1 -k d",
                "-a always,exit -F exit>0 -k e",
                "-a always,exit -F exit<=-1 -k f",
                "-a always,exit -F bundle=b.* -k h",
                "-a always,exit -F exception=java.nio.* -k i",
                "-a always,exit -F exe=/srv/b.jar -k j",
                "-a always,exit -F principal=bob -F tenant!=t -k k",
                "-a always,exit -F perm=wa -F module!=m -k l",
                "-a always,exit -F module=m -k n",
                "-a always,exit -F uid<0 -F auid!=unset -k m",
                "-a never,exit -F success=1 -F dir=/else -k g");
        Candidate operation = new Prepared();
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        for (int round = 0; round < 20_000; round++) {
            rules.select(operation);
        }
        long before = threads.getThreadAllocatedBytes(id);
        long idle = threads.getThreadAllocatedBytes(id) - before;
        before = threads.getThreadAllocatedBytes(id);
        for (int round = 0; round < 10_000; round++) {
            rules.select(operation);
        }
        long spent = threads.getThreadAllocatedBytes(id) - before - idle;
        before = threads.getThreadAllocatedBytes(id);
        byte[][] control = new byte[10_000][];
        for (int round = 0; round < control.length; round++) {
            control[round] = new byte[8];
        }
        assertThat(threads.getThreadAllocatedBytes(id) - before)
                .as("the control is seen")
                .isGreaterThan(160_000);
        assertThat(spent).isLessThan(10_000); // less than one byte a match
    }

    /** An operation whose bytes are there already. */
    private static final class Prepared implements Candidate {
        @Override
        public int addressFamily() {
            return 0;
        }

        private final byte[] path = "/srv/data/file".getBytes(java.nio.charset.StandardCharsets.UTF_8);

        @Override
        public String kind() {
            return "file.open";
        }

        @Override
        public int pathCount() {
            return 1;
        }

        @Override
        public byte[] pathBytes(int index) {
            return path;
        }

        @Override
        public int pathLength(int index) {
            return path.length;
        }

        @Override
        public boolean success() {
            return true;
        }

        @Override
        public int exit() {
            return 0;
        }

        @Override
        public String exceptionClass() {
            return "java.io.IOException";
        }

        @Override
        public int openFlags() {
            return 1;
        }

        @Override
        public String subject() {
            return "a:1";
        }

        @Override
        public String bundle() {
            return "a";
        }

        @Override
        public String executable() {
            return "file:/srv/a.jar";
        }

        @Override
        public String principal() {
            return "alice";
        }

        @Override
        public String tenant() {
            return null;
        }

        @Override
        public boolean concerns(String module) {
            return false;
        }

        @Override
        public boolean hasKey(String key) {
            return false;
        }
    }
}
