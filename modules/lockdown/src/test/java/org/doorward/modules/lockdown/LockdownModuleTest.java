package org.doorward.modules.lockdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.doorward.audit.AuditBuffer;
import org.doorward.audit.AuditContext;
import org.doorward.module.BundleMatch;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.doorward.module.Operation;
import org.doorward.module.SecurityModule;
import org.doorward.module.Subject;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class LockdownModuleTest {
    private static final Bundle JOBS = new Bundle("org.acme.jobs", "file:/srv/jobs.jar");
    private static final Bundle OTHER = new Bundle("org.acme.other", "file:/srv/other.jar");
    private static final Bundle NOBODY = new Bundle("unattributed", "");
    private static final Bundle ENGINE = new Bundle("doorward", "");
    private static final Bundle FRAMEWORK = new Bundle("org.apache.felix.framework", "System Bundle");

    private final LockdownModule module = new LockdownModule();
    private final AuditContext audit = mock(AuditContext.class);
    private final AuditBuffer buffer = mock(AuditBuffer.class);

    private record Bundle(String name, String location) {
        boolean isOneOf(List<BundleMatch> bundles) {
            return bundles.stream().anyMatch(bundle -> bundle.matches(name, location, Optional.empty()));
        }
    }

    @BeforeEach
    void auditAnswers() {
        when(audit.flag(anyString())).thenReturn(buffer);
        when(audit.rule(any())).thenReturn(audit);
        when(audit.reason(any())).thenReturn(audit);
    }

    // ---- what is denied

    @ParameterizedTest
    @CsvSource({
        "process.exec,        exec,         start processes",
        "process.kill,        exec,         end processes",
        "runtime.exit,        exit,         end the JVM",
        "runtime.halt,        exit,         halt the JVM",
        "runtime.loadlibrary, native,       load native libraries",
        "runtime.foreign,     native,       call native functions",
        "runtime.newloader,   loader,       make class loaders",
        "runtime.loadagent,   agent,        load agents",
        "runtime.shutdownhook,shutdownhook, add shutdown hooks",
    })
    void whoIsNotAllowedIsDeniedWithTheRuleAndWhatToDo(String kind, String rule, String deed) {
        module.configure(Map.of("shutdown_hooks", "true"));

        assertThat(module.decide(operation(kind, JOBS), audit)).isEqualTo(Decision.DENY);

        verify(audit).flag("lockdown");
        verify(audit).rule(rule);
        verify(audit)
                .reason("bundle org.acme.jobs may not " + deed + ": add it to allow." + rule + " in conf/lockdown.cfg");
        verifyNoInteractions(buffer); // the arguments are in the event already
    }

    private static TrailRecord record(String type, Map<String, String> fields) {
        TrailRecord record = mock(TrailRecord.class);
        when(record.type()).thenReturn(type);
        fields.forEach((name, value) -> when(record.text(name)).thenReturn(value));
        return record;
    }

    private List<String> advice(Map<String, String> call) {
        TrailRecord denial = record("AVC", Map.of("rule", "exec"));
        TrailRecord syscall = record("SYSCALL", call);
        TrailEvent event = mock(TrailEvent.class);
        when(event.records()).thenReturn(List.of(denial, syscall));
        return module.whatWouldAllow(event, denial);
    }

    @Test
    void itSaysWhatToWriteIntoItsFileForEveryBundleThatHasToAnswer() {
        assertThat(advice(Map.of(
                        "bundle", "org.acme.jobs", "exe", "/srv/deploy/jobs.jar", "via", "lib:1.0.0,other:2.0.0")))
                .containsExactly(
                        "add org.acme.jobs@location=file:///srv/deploy/jobs.jar to allow.exec in conf/lockdown.cfg",
                        "add what [whoami lib] prints behind match to allow.exec in conf/lockdown.cfg",
                        "add what [whoami other] prints behind match to allow.exec in conf/lockdown.cfg");
    }

    @Test
    void nothingWouldAllowWhatNobodyDid() {
        assertThat(advice(Map.of("bundle", "unattributed"))).isEmpty();
    }

    @Test
    void withoutConfigurationNobodyMayDoAnythingButAddShutdownHooks() {
        module.configure(Map.of());

        for (JudgedKind judged : JudgedKind.values()) {
            Decision expected = judged == JudgedKind.SHUTDOWN_HOOK ? Decision.PASS : Decision.DENY;
            assertThat(module.decide(operation(judged.kind().name(), JOBS), audit))
                    .as("%s", judged)
                    .isEqualTo(expected);
        }
    }

    @Test
    void shutdownHooksThatAreNotRestrictedAreNotEvenFlagged() {
        module.configure(Map.of("shutdown_hooks", "false"));

        assertThat(module.decide(operation("runtime.shutdownhook", NOBODY), audit))
                .isEqualTo(Decision.PASS);

        verifyNoInteractions(audit);
    }

    @Test
    void aKindThatItDoesNotJudgeIsAFaultAndNoPass() {
        module.configure(Map.of());

        assertThatThrownBy(() -> module.decide(operation("file.open", JOBS), audit))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("kind [file.open]: lockdown does not judge it; take doorward.module.hooks out of"
                        + " conf/lockdown.cfg");
    }

    @Test
    void theHooksOfTheComponentAreTheJudgedKinds() throws Exception {
        assertThat(componentProperty(SecurityModule.HOOKS))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(JudgedKind.values())
                        .map(JudgedKind::kind)
                        .map(Kind::name)
                        .toList());
        assertThat(componentProperty(SecurityModule.NAME)).containsExactly("lockdown");
    }

    // ---- what passes

    @ParameterizedTest
    @EnumSource
    void aBundleOfTheListForAllMayDoEverythingAndEachUseIsFlagged(JudgedKind judged) {
        module.configure(Map.of("allow", "org.acme.jobs@location=file:/srv/jobs.jar", "shutdown_hooks", "true"));

        assertThat(module.decide(operation(judged.kind().name(), JOBS), audit)).isEqualTo(Decision.PASS);

        verify(audit).flag("lockdown-allowed");
        verify(audit).rule(judged.concern().word());
        verify(audit, never()).flag("lockdown");
        verify(audit, never()).reason(any());
        verifyNoInteractions(buffer);
    }

    @ParameterizedTest
    @EnumSource
    void aBundleOfTheListOfAConcernMayDoThatAndNothingElse(Concern concern) {
        module.configure(Map.of(concern.key(), "org.acme.jobs@location=file:/srv/jobs.jar", "shutdown_hooks", "true"));

        for (JudgedKind judged : JudgedKind.values()) {
            Decision expected = judged.concern() == concern ? Decision.PASS : Decision.DENY;
            assertThat(module.decide(operation(judged.kind().name(), JOBS), audit))
                    .as("%s", judged)
                    .isEqualTo(expected);
        }
    }

    @Test
    void theListOfAConcernAddsToTheListForAll() {
        module.configure(Map.of(
                "allow", "org.acme.jobs@location=file:/srv/jobs.jar",
                "allow.exit", "org.acme.other@location=file:/srv/other.jar"));

        assertThat(module.decide(operation("runtime.exit", JOBS), audit)).isEqualTo(Decision.PASS);
        assertThat(module.decide(operation("runtime.exit", OTHER), audit)).isEqualTo(Decision.PASS);
        assertThat(module.decide(operation("process.exec", OTHER), audit)).isEqualTo(Decision.DENY);
    }

    @ParameterizedTest
    @EnumSource
    void theEngineAndTheFrameworkMayDoEverythingAndAreNotFlagged(JudgedKind judged) {
        module.configure(Map.of("shutdown_hooks", "true"));

        assertThat(module.decide(operation(judged.kind().name(), ENGINE), audit))
                .isEqualTo(Decision.PASS);
        assertThat(module.decide(operation(judged.kind().name(), FRAMEWORK), audit))
                .isEqualTo(Decision.PASS);

        verifyNoInteractions(audit);
    }

    // ---- who is not who he seems to be

    @Test
    void aBundleThatBearsTheNameOfTheEngineOrTheFrameworkIsABundle() {
        module.configure(Map.of());

        for (String name : List.of("doorward", "org.apache.felix.framework", "system.bundle", "System Bundle")) {
            assertThat(module.decide(operation("process.exec", new Bundle(name, "file:/srv/evil.jar")), audit))
                    .as(name)
                    .isEqualTo(Decision.DENY);
        }
    }

    @Test
    void aBundleOfAnAllowedNameFromElsewhereIsNotAllowed() {
        module.configure(Map.of("allow", "org.acme.jobs@location=file:/srv/jobs.jar"));

        assertThat(module.decide(operation("process.exec", new Bundle("org.acme.jobs", "file:/srv/evil.jar")), audit))
                .isEqualTo(Decision.DENY);
    }

    @Test
    void anOperationOfNobodyIsDeniedEvenIfEverybodyOnItsStackIsAllowed() {
        module.configure(Map.of("allow", "org.acme.jobs@location=file:/srv/jobs.jar"));
        Operation operation = operation("runtime.halt", NOBODY);
        Subject nobody = operation.subject();
        doReturn(true).when(nobody).isCoveredBy(any()); // everybody of none

        assertThat(module.decide(operation, audit)).isEqualTo(Decision.DENY);

        verify(audit).flag("lockdown");
        verify(audit)
                .reason("no bundle on the stack, and nobody may halt the JVM: let a bundle do it that is in allow.exit"
                        + " in conf/lockdown.cfg");
    }

    @Test
    void aBundleThatIsCalledUnattributedIsABundle() {
        module.configure(Map.of("allow", "unattributed@location=file:/srv/odd.jar"));

        assertThat(module.decide(operation("process.exec", new Bundle("unattributed", "file:/srv/odd.jar")), audit))
                .isEqualTo(Decision.PASS);
    }

    @Test
    void anAllowedBundleThatActsForOneThatIsNotAllowedIsDenied() {
        module.configure(Map.of("allow.exec", "org.acme.jobs@location=file:/srv/jobs.jar"));

        assertThat(module.decide(operation("process.exec", JOBS, OTHER), audit)).isEqualTo(Decision.DENY);

        verify(audit).flag("lockdown");
        verify(audit)
                .reason("bundle org.acme.jobs may start processes, but not for every bundle that is named in via=: add"
                        + " those to allow.exec in conf/lockdown.cfg");
    }

    @Test
    void aBundleThatIsNotAllowedDoesNotBecomeSoByOneThatCallsIt() {
        module.configure(Map.of("allow.exec", "org.acme.jobs@location=file:/srv/jobs.jar"));

        assertThat(module.decide(operation("process.exec", OTHER, JOBS), audit)).isEqualTo(Decision.DENY);

        verify(audit)
                .reason("bundle org.acme.other may not start processes: add it to allow.exec in conf/lockdown.cfg");
    }

    // ---- live

    @Test
    void anotherConfigurationIsInForceAtOnce() {
        module.configure(Map.of());
        assertThat(module.decide(operation("process.exec", JOBS), audit)).isEqualTo(Decision.DENY);

        module.configure(Map.of("allow.exec", "org.acme.jobs@location=file:/srv/jobs.jar"));
        assertThat(module.decide(operation("process.exec", JOBS), audit)).isEqualTo(Decision.PASS);

        module.configure(Map.of());
        assertThat(module.decide(operation("process.exec", JOBS), audit)).isEqualTo(Decision.DENY);
    }

    @Test
    void aWrongConfigurationIsRefusedWholeAndTheOneBeforeStaysInForce() {
        module.configure(Map.of("allow.exec", "org.acme.jobs@location=file:/srv/jobs.jar", "shutdown_hooks", "true"));

        assertThatThrownBy(() -> module.configure(
                        Map.of("allow.exec", "org.acme.other@location=file:/srv/other.jar", "shutdown_hooks", "no")))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(module.decide(operation("process.exec", JOBS), audit)).isEqualTo(Decision.PASS);
        assertThat(module.decide(operation("process.exec", OTHER), audit)).isEqualTo(Decision.DENY);
        assertThat(module.decide(operation("runtime.shutdownhook", OTHER), audit))
                .isEqualTo(Decision.DENY);
    }

    /** An operation of the first of these bundles, with the others on the stack above it. */
    private static Operation operation(String kind, Bundle... stack) {
        Subject subject = mock(Subject.class);
        when(subject.bundle()).thenReturn(stack[0].name());
        when(subject.location()).thenReturn(stack[0].location());
        when(subject.matches(any())).thenAnswer(call -> stack[0].isOneOf(List.of(call.<BundleMatch>getArgument(0))));
        when(subject.isCoveredBy(any()))
                .thenAnswer(call -> Arrays.stream(stack).allMatch(bundle -> bundle.isOneOf(call.getArgument(0))));
        Operation operation = mock(Operation.class);
        when(operation.kind()).thenReturn(kind);
        when(operation.is(any()))
                .thenAnswer(call -> call.<Kind>getArgument(0).name().equals(kind));
        when(operation.subject()).thenReturn(subject);
        return operation;
    }

    /** The values of a property, as the component runtime will read them. */
    private static List<String> componentProperty(String name) throws Exception {
        try (InputStream component = component()) {
            NodeList properties = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(component)
                    .getElementsByTagName("property");
            for (int i = 0; i < properties.getLength(); i++) {
                Element property = (Element) properties.item(i);
                if (property.getAttribute("name").equals(name)) {
                    return property.hasAttribute("value")
                            ? List.of(property.getAttribute("value"))
                            : property.getTextContent()
                                    .strip()
                                    .lines()
                                    .map(String::strip)
                                    .toList();
                }
            }
        }
        return List.of();
    }

    private static InputStream component() throws IOException {
        String file = "OSGI-INF/" + LockdownModule.class.getName() + ".xml";
        InputStream component = LockdownModule.class.getClassLoader().getResourceAsStream(file);
        if (component == null) {
            throw new IOException("no [" + file + "] on the class path: bnd writes it when the module is built");
        }
        return component;
    }
}
