package org.doorward.itest.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.doorward.testkit.DoorwardAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.doorward.audit.Lane;
import org.doorward.control.Mode;
import org.doorward.guard.OperationDeniedException;
import org.doorward.guard.OperationGuard;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.doorward.module.SecurityModule;
import org.doorward.testkit.DoorwardExtension;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

/** What modules say about real operations on files, and what the trail says of it. */
class DecisionsIT {
    @RegisterExtension
    final DoorwardExtension doorward = new DoorwardExtension();

    @TempDir
    Path folder;

    private OperationGuard guard;
    private Path draft;

    @BeforeEach
    void anApplicationWithAFile() throws IOException {
        guard = doorward.guard("org.example.app");
        draft = Files.writeString(folder.resolve("draft"), "text");
    }

    private TrailEvent onlyEvent() {
        List<TrailEvent> events = doorward.trail().operations();
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private void delete() throws IOException {
        guard.file(Kind.FILE_DELETE, draft, path -> {
            Files.delete(path);
            return null;
        });
    }

    private String rename(Path target) throws IOException {
        return guard.file(
                Kind.FILE_RENAME,
                draft,
                target,
                (from, to) -> Files.move(from, to).toString());
    }

    @Test
    void aDeniedOperationDoesNotHappenAndItsRecordIsInTheTrailBeforeTheCallerKnows() {
        doorward.module("keeper", Modules.denying("kept"), "file.delete");

        OperationDeniedException denial = catchThrowableOfType(OperationDeniedException.class, this::delete);

        assertThat(draft).exists();
        assertThat(doorward.trail().event(denial.eventId()))
                .hasKind(Kind.FILE_DELETE)
                .hasSubject("org.example.app:1.0.0")
                .wasDeniedBy("keeper")
                .hasReason("keeper", "kept")
                .hasRule("keeper", "r-kept")
                .threw(OperationDeniedException.class)
                .hasLane(Lane.RELIABLE)
                .hasPath("PARENT", folder + "/")
                .hasPath("DELETE", draft.toString());
    }

    @Test
    void aDenialWithoutARecordIsOneAndIsCounted() {
        doorward.module(
                "keeper",
                (operation, audit) -> {
                    audit.rule("probes").dontAudit();
                    return Decision.DENY;
                },
                "file.delete");

        OperationDeniedException denial = catchThrowableOfType(OperationDeniedException.class, this::delete);

        assertThat(draft).exists();
        assertThat(denial).hasMessageEndingWith("; no record of it (dontaudit)");
        assertThat(doorward.trail().operations()).isEmpty();
        assertThat(doorward.modules().get(0).dontaudited()).isEqualTo(Map.of("probes", 1L));
        assertThat(doorward.modules().get(0).denied()).isEqualTo(1);
    }

    @Test
    void inModeComplainADeniedOperationHappensAndIsRecorded() throws IOException {
        doorward.module("keeper", Modules.denying("kept"), Map.of(SecurityModule.MODE, "complain"), "file.delete");

        delete();

        assertThat(draft).doesNotExist();
        assertThat(onlyEvent()).succeeded().wouldBeDeniedBy("keeper").hasReason("keeper", "kept");
        assertThat(doorward.modules().get(0).wouldDeny()).isEqualTo(1);
        assertThat(doorward.modules().get(0).denied()).isZero();
    }

    @Test
    void theModeOfTheConfigurationCountsAtOnceAndOverrulesTheModules() throws IOException {
        doorward.module("keeper", Modules.denying("kept"), "file.delete");
        assertThatThrownBy(this::delete).isInstanceOf(OperationDeniedException.class);

        doorward.mode("keeper", Mode.COMPLAIN);
        delete();
        doorward.mode("keeper", Mode.ENFORCE);
        assertThatThrownBy(this::delete).isInstanceOf(OperationDeniedException.class);

        assertThat(draft).doesNotExist();
        List<TrailEvent> events = doorward.trail().operations();
        assertThat(events).hasSize(3);
        assertThat(events.get(0)).wasDeniedBy("keeper");
        assertThat(events.get(1)).succeeded().wouldBeDeniedBy("keeper");
        assertThat(events.get(2)).wasDeniedBy("keeper");
        assertThat(doorward.trail().facts("USER_MAC_CONFIG_CHANGE"))
                .extracting(fact -> fact.records().get(0).raw("new"))
                .containsExactly("complain", "enforce");
    }

    @Test
    void aFlaggedOperationThatSucceedsIsRecordedWithBothPathsAndTheirRoles() throws IOException {
        doorward.module("roles", Modules.flagging("renames"), "file.rename");
        Path target = folder.resolve("final text"); // a blank: hexadecimal in the trail

        assertThat(rename(target)).isEqualTo(target.toString());

        assertThat(onlyEvent())
                .succeeded()
                .hasKeys("renames")
                .hasLane(Lane.RELIABLE)
                .hasFlag("roles", "renames", "by", "renames")
                .hasSource(draft.toString())
                .hasTarget(target.toString())
                .hasPath("DELETE", draft.toString())
                .hasPath("CREATE", target.toString())
                .hasNoDenial();
        assertThat(doorward.ledger()).hasWritten(Lane.LOSSY, 0);
    }

    @Test
    void aFlaggedOperationThatFailsIsRecordedWithItsErrnoAndTheCallerGetsItsOwnException() throws IOException {
        doorward.module("all", Modules.flagging("all"), "file.*");
        Files.delete(draft);

        assertThatThrownBy(this::delete).isInstanceOf(NoSuchFileException.class).hasMessage(draft.toString());

        assertThat(onlyEvent()).failed(-2).threw(NoSuchFileException.class).hasNoDenial();
    }

    @Test
    void aTracedOperationTravelsInTheLossyLane() throws IOException {
        doorward.module("tracer", Modules.tracing("debug"), "file.delete");

        delete();

        assertThat(onlyEvent()).succeeded().hasLane(Lane.LOSSY).hasKeys("debug").hasFlag("tracer", "debug");
        assertThat(doorward.ledger()).hasWritten(Lane.LOSSY, 1);
    }

    @Test
    void anOperationThatOneTracesAndAnotherFlagsIsOneReliableEventWithBothKeys() throws IOException {
        doorward.module("tracer", Modules.tracing("debug"), "file.delete");
        doorward.module("all", Modules.flagging("all"), "file.*");

        delete();

        assertThat(onlyEvent())
                .hasLane(Lane.RELIABLE)
                .hasKeys("debug", "all")
                .hasFlag("tracer", "debug")
                .hasFlag("all", "all");
        assertThat(doorward.ledger()).hasWritten(Lane.LOSSY, 0);
    }

    @Test
    void whatNobodyFlagsLeavesNoRecord() throws IOException {
        doorward.module("quiet", Modules.PASSING, "file.*");

        delete();

        assertThat(doorward.trail().operations()).isEmpty();
    }

    @Test
    void aRequiredModuleThatIsMissingDeniesUntilItIsThere() throws IOException {
        doorward.setting("required_modules", "keeper");
        doorward.await("the missing module to deny", () -> {
            try {
                guard.file(Kind.FILE_STAT, draft, path -> null);
                return false;
            } catch (OperationDeniedException e) {
                return true;
            }
        });

        assertThatThrownBy(this::delete)
                .isInstanceOf(OperationDeniedException.class)
                .hasMessageContaining("by doorward: the required module [keeper] is missing");
        assertThat(draft).exists();
        ServiceRegistration<SecurityModule> keeper = doorward.module("keeper", Modules.PASSING, "file.rename");
        doorward.awaitReady();
        delete();
        keeper.unregister();
        assertThatThrownBy(() -> guard.file(Kind.FILE_STAT, draft, path -> null))
                .isInstanceOf(OperationDeniedException.class);
    }

    /** Every order of three modules, two of which disagree. */
    static Stream<List<String>> orders() {
        return Stream.of(
                List.of("yes", "no", "maybe"),
                List.of("yes", "maybe", "no"),
                List.of("no", "yes", "maybe"),
                List.of("no", "maybe", "yes"),
                List.of("maybe", "yes", "no"),
                List.of("maybe", "no", "yes"));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void twoModulesThatDisagreeGiveTheSameVerdictAndTheSameRecordsInEveryOrder(List<String> order) {
        Map<String, SecurityModule> modules = Map.of(
                "yes",
                Modules.flagging("agreed"),
                "no",
                Modules.denying("never"),
                "maybe",
                Modules.tracing("undecided"));
        for (int place = 0; place < order.size(); place++) {
            String name = order.get(place);
            doorward.module(
                    name, modules.get(name), Map.of(Constants.SERVICE_RANKING, order.size() - place), "file.delete");
        }
        assertThat(doorward.modules()).extracting("name").isEqualTo(order);

        assertThatThrownBy(this::delete)
                .isInstanceOf(OperationDeniedException.class)
                .hasMessageContaining("by module [no]: never");

        assertThat(draft).exists();
        assertThat(onlyEvent())
                .wasDeniedBy("no")
                .hasLane(Lane.RELIABLE)
                .hasKeys("agreed", "undecided")
                .hasFlag("yes", "agreed", "by", "agreed")
                .hasFlag("maybe", "undecided", "by", "undecided");
        assertThat(kindsOfRecords(onlyEvent()))
                .containsExactlyInAnyOrder(
                        "AVC", "SYSCALL", "CWD", "PATH", "PATH", "KERNEL_OTHER", "KERNEL_OTHER", "PROCTITLE");
    }

    private static List<String> kindsOfRecords(TrailEvent event) {
        return new ArrayList<>(event.records().stream().map(TrailRecord::type).toList());
    }
}
