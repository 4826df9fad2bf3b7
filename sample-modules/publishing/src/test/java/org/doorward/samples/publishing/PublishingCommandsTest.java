package org.doorward.samples.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.isNull;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.doorward.module.Kind;
import org.doorward.tool.ToolCommand;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class PublishingCommandsTest {
    private final FakeGuard guard = new FakeGuard();
    private final List<ToolCommand> commands = PublishingCommands.commands(guard);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private String home;

    @BeforeEach
    void home() {
        home = folder.toString();
    }

    @Test
    void aDraftIsARealFileThatIsCreatedThroughTheGuard() throws IOException {
        assertThat(run("draft", home, "a.txt", "two words")).isZero();

        Path draft = folder.resolve("drafts/a.txt");
        assertThat(draft).hasContent("two words");
        assertThat(guard.of(Kind.FILE_CREATE)).containsExactly("file.create " + draft);
        assertThat(guard.of(Kind.FILE_MKDIR)).containsExactly("file.mkdir " + folder.resolve("drafts"));
        assertThat(out()).isEqualTo("created " + draft + "\n");
    }

    @Test
    void aDraftThatExistsIsNotOverwritten() throws IOException {
        run("draft", home, "a.txt", "first");

        assertThat(run("draft", home, "a.txt", "second")).isOne();

        assertThat(folder.resolve("drafts/a.txt")).hasContent("first");
        assertThat(err()).startsWith("not done: FileAlreadyExistsException: ");
    }

    @Test
    void publishingRenamesTheDraft() {
        run("draft", home, "a.txt", "text");

        assertThat(run("publish", home, "a.txt")).isZero();

        assertThat(folder.resolve("drafts/a.txt")).doesNotExist();
        assertThat(folder.resolve("published/a.txt")).hasContent("text");
        assertThat(guard.of(Kind.FILE_RENAME))
                .containsExactly(
                        "file.rename " + folder.resolve("drafts/a.txt") + " -> " + folder.resolve("published/a.txt"));
    }

    @Test
    void aLinkIsASecondNameOfTheSameFile() throws IOException {
        run("draft", home, "a.txt", "text");
        run("publish", home, "a.txt");

        assertThat(run("link", home, "a.txt", "b.txt")).isZero();

        Path published = folder.resolve("published/a.txt");
        Path link = folder.resolve("published/b.txt");
        assertThat(Files.isSameFile(published, link)).isTrue();
        assertThat(guard.of(Kind.FILE_LINK)).containsExactly("file.link " + published + " -> " + link);
    }

    @Test
    void retractingDeletes() {
        run("draft", home, "a.txt", "text");
        run("publish", home, "a.txt");

        assertThat(run("retract", home, "a.txt")).isZero();

        assertThat(folder.resolve("published/a.txt")).doesNotExist();
        assertThat(guard.of(Kind.FILE_DELETE)).containsExactly("file.delete " + folder.resolve("published/a.txt"));
    }

    @Test
    void aDeniedOperationIsNotDoneAndReportedWithItsEvent() {
        run("draft", home, "a.txt", "text");
        guard.denied.add("file.rename");

        assertThat(run("publish", home, "a.txt")).isOne();

        assertThat(folder.resolve("drafts/a.txt")).exists();
        assertThat(err())
                .isEqualTo("not done: module [stern] denied file.rename, event audit(1750000000.105:"
                        + guard.operations.size() + ") (denied file.rename: because)\n");
    }

    @Test
    void aRenameThatTheFileSystemRefusesIsReported() {
        assertThat(run("publish", home, "absent")).isOne();

        assertThat(err()).startsWith("not done: NoSuchFileException: " + folder.resolve("drafts/absent"));
    }

    @Test
    void aNameThatLeadsOutOfTheFolderIsRefusedBeforeAnythingIsDone() {
        for (String name : List.of("../a", "a/b", "/etc/passwd", ".", "..", "")) {
            assertThat(run("retract", home, name)).as(name).isEqualTo(2);
        }
        assertThat(guard.operations).isEmpty();
        assertThat(err())
                .startsWith("retract: name [../a]: expected the name of a file in " + folder.resolve("published")
                        + ", without a folder\n");
    }

    @Test
    void aTransferHasTypedArgumentsAndTheGuardNeverSeesThePin() {
        assertThat(run("transfer", "A-1", "B-2", "120.5")).isZero();

        assertThat(guard.lastArguments)
                .containsOnlyKeys("from", "to", "amount", "pin")
                .containsEntry("from", "A-1")
                .containsEntry("to", "B-2")
                .containsEntry("amount", 12050L)
                .containsEntry("pin", "(masked)");
        assertThat(out()).isEqualTo("transferred; B-2 has 120.5\n");
    }

    @Test
    void aDeniedTransferMovesNoMoney() {
        run("transfer", "A-1", "B-2", "100.00");
        guard.denied.add("payment.transfer");
        assertThat(run("transfer", "A-1", "B-2", "50.00")).isOne();
        guard.denied.clear();

        run("transfer", "A-1", "B-2", "1.00");

        assertThat(out()).endsWith("transferred; B-2 has 101.00\n");
    }

    @Test
    void anAmountThatIsNoneIsWrongUsage() {
        for (String amount : List.of("-1", "1.001", "1,5", "much", "1e9", "")) {
            assertThat(run("transfer", "A", "B", amount)).as(amount).isEqualTo(2);
        }
        assertThat(guard.operations).isEmpty();
        assertThat(err()).startsWith("transfer: amount [-1]: expected a number");
    }

    @Test
    void workDoesEverythingToEveryRealFileAndCounts() throws IOException {
        Files.writeString(folder.resolve("one.md"), "1");
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/two.md"), "2");

        assertThat(run("work", home, "3")).isZero();

        assertThat(out()).isEqualTo("created=6 renamed=6 linked=6 deleted=12 failed=3 transfers=6 denied=0\n");
        assertThat(err()).isEmpty();
        assertThat(guard.of(Kind.FILE_CREATE)).hasSize(6);
        assertThat(guard.of(Kind.FILE_RENAME)).hasSize(9); // three of drafts that do not exist
        assertThat(guard.of(Kind.FILE_DELETE)).hasSize(12);
        assertThat(guard.of(Payments.TRANSFER)).hasSize(6);
        assertThat(files()).containsExactlyInAnyOrder("one.md", "sub/two.md");
    }

    @Test
    void workGoesOnWhenItIsDeniedAndLeavesNoDraftBehind() throws IOException {
        Files.writeString(folder.resolve("one.md"), "1");
        guard.denied.add("file.rename");

        assertThat(run("work", home, "2")).isOne();

        assertThat(out()).isEqualTo("created=2 renamed=0 linked=0 deleted=2 failed=0 transfers=2 denied=4\n");
        assertThat(err()).contains("module [stern] denied file.rename").containsOnlyOnce("not done");
        assertThat(files()).containsExactly("one.md");
    }

    @Test
    void workWithAFolderThatIsNotThereFails() {
        assertThat(run("work", home + "/absent", "1")).isOne();

        assertThat(err()).startsWith("not done: NoSuchFileException: ");
    }

    @Test
    void roundsAreANumber() {
        for (String rounds : List.of("0", "-1", "many", "10000000")) {
            assertThat(run("work", home, rounds)).isEqualTo(2);
        }
        assertThat(err()).startsWith("work: ROUNDS [0]: expected a number from 1 to 9999999");
    }

    @Test
    void aWrongNumberOfWordsIsAnsweredWithTheUsage() {
        for (ToolCommand command : commands) {
            assertThat(run(command.name())).isEqualTo(2);
        }
        assertThat(err().lines())
                .containsExactly(
                        "usage: draft FOLDER NAME TEXT",
                        "usage: publish FOLDER NAME",
                        "usage: link FOLDER NAME LINK",
                        "usage: retract FOLDER NAME",
                        "usage: transfer FROM TO AMOUNT",
                        "usage: work FOLDER ROUNDS");
    }

    @Test
    @SuppressWarnings("unchecked")
    void theCommandsAreServicesFromActivationToDeactivation() {
        BundleContext context = mock(BundleContext.class);
        ServiceRegistration<ToolCommand> registration = mock(ServiceRegistration.class);
        when(context.registerService(eq(ToolCommand.class), any(ToolCommand.class), isNull()))
                .thenReturn(registration);

        PublishingCommands component = new PublishingCommands(context, guard);
        verify(context, times(6)).registerService(eq(ToolCommand.class), any(ToolCommand.class), isNull());

        component.withdraw();
        verify(registration, times(6)).unregister();
    }

    private int run(String name, String... words) {
        ToolCommand command = commands.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        return command.run(
                List.of(words),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }
}
