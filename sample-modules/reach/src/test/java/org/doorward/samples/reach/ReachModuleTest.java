package org.doorward.samples.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.doorward.audit.AuditBuffer;
import org.doorward.audit.AuditContext;
import org.doorward.module.Decision;
import org.doorward.module.FileOperation;
import org.doorward.module.Kind;
import org.doorward.module.NetworkOperation;
import org.doorward.module.OpenFlags;
import org.doorward.module.Operation;
import org.doorward.module.PathMatch;
import org.doorward.module.PathValue;
import org.doorward.module.Subject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReachModuleTest {
    private final ReachModule module = new ReachModule();
    private final AuditContext audit = mock(AuditContext.class);
    private final Subject subject = mock(Subject.class);

    @BeforeEach
    void aBundleActs() {
        when(audit.flag(anyString())).thenReturn(mock(AuditBuffer.class));
        when(audit.rule(any())).thenReturn(audit);
        when(audit.reason(any())).thenReturn(audit);
        acts("org.acme.shop", "file:/srv/shop.jar");
    }

    private void acts(String bundle, String location) {
        when(subject.bundle()).thenReturn(bundle);
        when(subject.location()).thenReturn(location);
    }

    private <T extends Operation> T operation(Class<T> type, Kind kind) {
        T operation = mock(type);
        when(operation.is(any())).thenAnswer(call -> kind == call.getArgument(0));
        when(operation.subject()).thenReturn(subject);
        return operation;
    }

    private NetworkOperation connect(String host, String ip, int port) {
        NetworkOperation connect = operation(NetworkOperation.class, Kind.NETWORK_CONNECT);
        when(connect.host()).thenReturn(host);
        when(connect.ip()).thenReturn(ip);
        when(connect.port()).thenReturn(port);
        return connect;
    }

    private FileOperation file(Kind kind, String source, String target) {
        FileOperation file = operation(FileOperation.class, kind);
        PathValue from = path(source);
        PathValue to = path(target);
        when(file.source()).thenReturn(from);
        when(file.target()).thenReturn(to);
        return file;
    }

    private FileOperation open(String name, int flags) {
        FileOperation open = file(Kind.FILE_OPEN, name, name);
        when(open.flags()).thenReturn(flags);
        return open;
    }

    private static PathValue path(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        PathValue path = mock(PathValue.class);
        when(path.matches(any())).thenAnswer(call -> ((PathMatch) call.getArgument(0)).matches(bytes, bytes.length));
        return path;
    }

    private void passes(Operation operation) {
        assertThat(module.decide(operation, audit)).isEqualTo(Decision.PASS);
        verifyNoInteractions(audit);
    }

    private void isDenied(Operation operation) {
        assertThat(module.decide(operation, audit)).isEqualTo(Decision.DENY);
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.7,5432", "192.0.2.8,1", "192.0.2.8,65535", "0:0:0:0:0:0:0:1,80"})
    void aConnectionToANamedAddressPasses(String ip, int port) {
        module.configure(Map.of("connect", "192.0.2.7:5432, 192.0.2.8,[::1]:80"));

        passes(connect(null, ip, port));
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.7,5433", "192.0.2.70,5432", "0:0:0:0:0:0:0:1,81"})
    void anyOtherConnectionIsDeniedWithARuleAndAReason(String ip, int port) {
        module.configure(Map.of("connect", "192.0.2.7:5432,[::1]:80"));

        isDenied(connect(null, ip, port));

        verify(audit).flag("reach");
        verify(audit).rule("connect");
        verify(audit).reason("not in connect of conf/reach.cfg");
    }

    @Test
    void whatIsDeniedWithoutARecordIsDeniedAndNamesItsRule() {
        module.configure(Map.of("connect", "", "write", "", "dontaudit", "connect"));

        isDenied(connect(null, "198.51.100.1", 80));
        verify(audit).rule("connect");
        verify(audit).dontAudit();
        verify(audit, never()).flag(any());

        isDenied(file(Kind.FILE_DELETE, "/etc/a", "/etc/a"));
        verify(audit).flag("reach");
    }

    @Test
    void aListThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> Settings.of(Map.of("dontaudit", "connect,wirte")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("conf/reach.cfg: dontaudit=[connect,wirte], in it [wirte]: expected connect,"
                        + " write, or both with a comma between them");
    }

    @Test
    void aNameIsNotBelieved() {
        module.configure(Map.of("connect", "192.0.2.7"));

        isDenied(connect("192.0.2.7", "198.51.100.1", 80));
        isDenied(connect("192.0.2.7", null, 80)); // not resolved yet
    }

    @Test
    void aSocketFileIsNoAddress() {
        module.configure(Map.of("connect", "192.0.2.7"));

        isDenied(connect(null, null, -1));
    }

    @Test
    void whatIsNotConfiguredIsNotRestricted() {
        module.configure(Map.of("write", ""));
        passes(connect(null, "198.51.100.1", 80));

        module.configure(Map.of("connect", ""));
        passes(file(Kind.FILE_DELETE, "/etc/a", "/etc/a"));
    }

    @Test
    void anEmptyValueMeansNowhere() {
        module.configure(Map.of("connect", " ", "write", ""));

        isDenied(connect(null, "127.0.0.1", 80));
        isDenied(file(Kind.FILE_CREATE, "/tmp/a", "/tmp/a"));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {OpenFlags.WRITE, OpenFlags.APPEND, OpenFlags.CREATE_NEW, OpenFlags.READ | OpenFlags.DELETE_ON_CLOSE
            })
    void aFileElsewhereIsReadAndNotWritten(int flags) {
        module.configure(Map.of("write", "/srv/inbox"));

        passes(open("/etc/a", OpenFlags.READ));
        passes(open("/srv/inbox/a", flags));
        isDenied(open("/srv/inboxes/a", flags));
        verify(audit).rule("write");
    }

    @Test
    void twoPathsStayInBothButACopyMayComeFromAnywhere() {
        module.configure(Map.of("write", "/srv/inbox"));

        passes(file(Kind.FILE_RENAME, "/srv/inbox/a", "/srv/inbox/b"));
        passes(file(Kind.FILE_COPY, "/etc/a", "/srv/inbox/a"));
        isDenied(file(Kind.FILE_COPY, "/srv/inbox/a", "/etc/a"));
        isDenied(file(Kind.FILE_RENAME, "/etc/a", "/srv/inbox/a"));
        isDenied(file(Kind.FILE_RENAME, "/srv/inbox/a", "/etc/a"));
        isDenied(file(Kind.FILE_LINK, "/etc/a", "/srv/inbox/a")); // and then written through the link
        isDenied(file(Kind.FILE_SYMLINK, "/etc", "/srv/inbox/etc"));
    }

    @Test
    void theEngineAndTheFrameworkAreNotRestrictedAndNobodyElseByTheirNames() {
        module.configure(Map.of("write", ""));
        FileOperation mkdir = file(Kind.FILE_MKDIR, "/tmp/a", "/tmp/a");

        acts("doorward", "");
        passes(mkdir);
        acts("org.apache.felix.framework", "System Bundle");
        passes(mkdir);
        acts("unattributed", "");
        isDenied(mkdir);
        acts("doorward", "file:/srv/liar.jar");
        isDenied(mkdir);
        acts("org.apache.felix.framework", "file:/srv/liar.jar");
        isDenied(mkdir);
    }

    @Test
    void aWrongValueIsRefusedAndTheConfigurationBeforeStaysInForce() {
        module.configure(Map.of("connect", "192.0.2.7"));

        assertThatThrownBy(() -> module.configure(Map.of("connect", "192.0.2.7, db.example.org:5432")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("conf/reach.cfg: connect=[192.0.2.7, db.example.org:5432], in it [db.example.org:5432]:"
                        + " expected IP addresses with or without a port and commas between them, as in"
                        + " connect=192.0.2.7:5432,[::1] (no names: behind one may stand any address; empty: nowhere);"
                        + " correct the file: it is read again when it changes, and until then the configuration before"
                        + " stays in force");

        passes(connect(null, "192.0.2.7", 80));
        isDenied(connect(null, "192.0.2.8", 80));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"300.1.1.1", "::1", "[::1", "[g]", "192.0.2.7:65536", "192.0.2.7:", "192.0.2.7,", "192.0.2", "*"
            })
    void eachWrongAddressIsNamed(String value) {
        assertThatThrownBy(() -> Settings.of(Map.of("connect", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("conf/reach.cfg: connect=[" + value + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"inbox", "/srv,,/tmp", "/srv,", "/a\0b", "~/inbox"})
    void eachWrongFolderIsNamed(String value) {
        assertThatThrownBy(() -> Settings.of(Map.of("write", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("conf/reach.cfg: write=[" + value + "]");
    }

    @Test
    void aSettingThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> Settings.of(Map.of("conect", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown setting [conect]: expected one of connect, write, dontaudit");
        assertThat(Settings.of(Map.of("service.pid", "reach", "doorward.module.name", "reach")))
                .isEqualTo(new Settings(null, null, List.of()));
    }
}
