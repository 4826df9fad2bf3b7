package org.doorward.itest.trails;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.doorward.control.Mode;
import org.doorward.guard.OperationDeniedException;
import org.doorward.guard.OperationGuard;
import org.doorward.module.DecimalArgument;
import org.doorward.module.Decision;
import org.doorward.module.FileOperation;
import org.doorward.module.Kind;
import org.doorward.module.SecretArgument;
import org.doorward.module.TextArgument;
import org.doorward.rules.RuleSyntaxException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a guarded operation to the answer of the real tools, counted on both sides. */
@Tag("machine")
class WholePathTest {
    private static final Kind TRANSFER = Kind.of("payment.transfer");
    private static final TextArgument ACCOUNT = TRANSFER.textArgument("account");
    private static final DecimalArgument AMOUNT = TRANSFER.decimalArgument("amount", 2);
    private static final SecretArgument PIN = TRANSFER.secretArgument("pin");

    private static final int RENAMES = 7;
    private static final int FAILED_RENAMES = 2;
    private static final int DENIED_DELETES = 3;
    private static final int WOULD_BE_DENIED = 2;
    private static final int TRANSFERS = 4;
    private static final int LISTINGS = 5;

    /** Names that hold what trails must encode; ASCII, so that they are file names in every locale. */
    private static final List<String> NAMES =
            List.of("plain", "with blank", "equals=sign", "quote\"", "it's", "tab\tname", "x".repeat(200));

    @TempDir
    private Path folder;

    private Path trail;
    private final List<String> sources = new ArrayList<>();
    private final List<String> targets = new ArrayList<>();

    @BeforeEach
    void anApplicationWorks() throws IOException, RuleSyntaxException {
        work(null);
    }

    private void work(String node) throws IOException, RuleSyntaxException {
        Path audit = folder.resolve(node == null ? "audit" : "audit-" + node);
        trail = audit.resolve("audit.log");
        Path work = Files.createDirectories(audit.resolveSibling("work" + sources.size()));
        try (WholePath path = new WholePath(trail, node)) {
            path.modules(
                    WholePath.module(
                            "exports",
                            Mode.ENFORCE,
                            (operation, audits) -> {
                                FileOperation file = (FileOperation) operation;
                                audits.flag("exports")
                                        .field("old", file.source())
                                        .field("new", file.target());
                                return Decision.PASS;
                            },
                            "file.rename"),
                    WholePath.module(
                            "keep",
                            Mode.ENFORCE,
                            (operation, audits) -> {
                                audits.reason("kept for seven years, \"by law\"")
                                        .rule("keep-7y");
                                return Decision.DENY;
                            },
                            "file.delete"),
                    WholePath.module("curious", Mode.COMPLAIN, (operation, audits) -> Decision.DENY, "file.mkdir"),
                    WholePath.module(
                            "limits",
                            Mode.ENFORCE,
                            (operation, audits) -> {
                                audits.flag("over=limit")
                                        .field("limit", 10000, 2)
                                        .secret("pin")
                                        .hashed("iban", "DE1");
                                audits.flag("payment");
                                return Decision.PASS;
                            },
                            "payment.transfer"));
            path.rules("-a always,exit -S file.list -F success=1 -F dir=" + work + " -k listing");
            operate(path.guard("org.example.files", "1.0.0", "file:/srv/files-1.0.0.jar"), work);
            pay(path.guard("org.example.\u00fcber pay", "2.0.0", "https://repo.example.org/get?b=pay"));
        }
    }

    private void operate(OperationGuard guard, Path work) throws IOException {
        for (int i = 0; i < RENAMES; i++) {
            Path source = Files.writeString(work.resolve(NAMES.get(i) + ".draft"), "x");
            Path target = work.resolve(NAMES.get(i) + ".final");
            sources.add(source.toString());
            targets.add(target.toString());
            guard.file(
                    Kind.FILE_RENAME,
                    source,
                    target,
                    (from, to) -> Files.move(from, to, StandardCopyOption.ATOMIC_MOVE));
        }
        for (int i = 0; i < FAILED_RENAMES; i++) {
            Path none = work.resolve("none" + i);
            assertThatThrownBy(() -> guard.file(Kind.FILE_RENAME, none, work.resolve("nowhere"), Files::move))
                    .isInstanceOf(NoSuchFileException.class);
        }
        for (int i = 0; i < DENIED_DELETES; i++) {
            Path kept = Path.of(targets.get(i));
            assertThatThrownBy(() -> guard.file(Kind.FILE_DELETE, kept, file -> {
                        Files.delete(file);
                        return null;
                    }))
                    .isInstanceOf(OperationDeniedException.class);
            assertThat(kept).exists();
        }
        for (int i = 0; i < WOULD_BE_DENIED; i++) {
            guard.file(Kind.FILE_MKDIR, work.resolve("made" + i), Files::createDirectory);
        }
        for (int i = 0; i < LISTINGS; i++) {
            guard.file(Kind.FILE_LIST, work, file -> {
                try (var all = Files.list(file)) {
                    return all.count();
                }
            });
        }
        guard.file(Kind.FILE_STAT, work, Files::exists); // that nobody wants
    }

    private static void pay(OperationGuard guard) {
        for (int i = 0; i < TRANSFERS; i++) {
            guard.operation(TRANSFER)
                    .set(ACCOUNT, "A-" + i + "\ntype=USER msg=audit(1.000:1): res=failed")
                    .set(AMOUNT, 12050)
                    .set(PIN)
                    .<String, RuntimeException>call(() -> "paid");
        }
    }

    private int found(String... arguments) {
        return RealTool.ausearch(trail, arguments).serials().size();
    }

    private long events() throws IOException {
        return Files.readAllLines(trail).stream()
                .map(line -> line.replaceAll(".*audit\\([0-9.]+:(\\d+)\\).*", "$1"))
                .distinct()
                .count();
    }

    @Test
    void theScriptThatJudgesTrailsFindsNoFault() throws IOException {
        Path expected = Files.writeString(
                folder.resolve("counts.expect"),
                RENAMES + FAILED_RENAMES + "\t-k exports -w\n" + TRANSFERS + "\t-k over=limit -w\n" + TRANSFERS
                        + "\t-k payment -w\n" + LISTINGS + "\t-k listing -m SYSCALL\n" + DENIED_DELETES
                        + "\t-m AVC -sv no\n");

        RealTool.Answer answer = RealTool.checkTrail(trail, expected);

        assertThat(answer.out()).doesNotContain("FAIL").contains(" checks passed, events=" + events() + " lines=");
        assertThat(answer.exitCode()).isZero();
    }

    @Test
    void aTrailWithANodeIsAsGood() throws IOException, RuleSyntaxException {
        String node = "host-1.example.org";
        work(node);

        RealTool.Answer answer = RealTool.checkTrail(trail);

        assertThat(answer.out()).doesNotContain("FAIL");
        assertThat(found("-n", node)).isEqualTo((int) events());
    }

    @Test
    void keysAreFoundAsOftenAsTheyWereFlagged() {
        assertThat(found("-k", "exports")).isEqualTo(RENAMES + FAILED_RENAMES);
        assertThat(found("-k", "payment", "-w")).isEqualTo(TRANSFERS);
        assertThat(found("-k", "over=limit", "-w")).isEqualTo(TRANSFERS);
        assertThat(found("-k", "listing")).isEqualTo(LISTINGS + 1); // and the event of the rule itself
        assertThat(found("-k", "no-such")).isZero();
    }

    @Test
    void aRenameIsFoundByEitherPath() {
        for (int i = 0; i < RENAMES; i++) {
            int deletes = i < DENIED_DELETES ? 1 : 0;
            assertThat(found("-f", sources.get(i), "-w", "-m", "SYSCALL")).isEqualTo(1);
            assertThat(found("-f", targets.get(i), "-w", "-m", "SYSCALL")).isEqualTo(1 + deletes);
            assertThat(RealTool.ausearch(trail, "-f", sources.get(i), "-w").serials())
                    .isSubsetOf(
                            RealTool.ausearch(trail, "-f", targets.get(i), "-w").serials());
        }
    }

    @Test
    void denialsAndFailuresAreCounted() {
        assertThat(found("-m", "AVC")).isEqualTo(DENIED_DELETES + WOULD_BE_DENIED);
        assertThat(found("-m", "AVC", "-sv", "yes")).isEqualTo(WOULD_BE_DENIED);
        assertThat(found("-m", "SYSCALL", "-sv", "no")).isEqualTo(DENIED_DELETES + FAILED_RENAMES);
        assertThat(found("-e", "-2")).isEqualTo(FAILED_RENAMES);
        assertThat(found("-e", "-13")).isEqualTo(DENIED_DELETES);
    }

    @Test
    void aBundleIsFoundByNameByLabelAndByJar() {
        int files = RENAMES + FAILED_RENAMES + DENIED_DELETES + WOULD_BE_DENIED + LISTINGS;
        assertThat(found("-c", "org.example.files", "-w")).isEqualTo(files);
        assertThat(found("-su", "org.example.files:")).isEqualTo(files);
        assertThat(found("-x", "/srv/files-1.0.0.jar", "-w")).isEqualTo(files);
        assertThat(found("-x", "https://repo.example.org/get?b=pay")).isEqualTo(TRANSFERS);
        assertThat(found("-su", "org.example.%C3%BCber%20pay:2.0.0", "-w")).isEqualTo(TRANSFERS);
    }

    @Test
    void theSummaryCountsWhatWasDone() throws IOException {
        RealTool.Answer summary = RealTool.aureport(trail, "--summary");

        assertThat(summary.numberOf("AVC's")).isEqualTo(DENIED_DELETES + WOULD_BE_DENIED);
        assertThat(summary.numberOf("failed syscalls")).isEqualTo(DENIED_DELETES + FAILED_RENAMES);
        assertThat(summary.numberOf("keys")).isEqualTo(4);
        assertThat(summary.numberOf("process IDs")).isEqualTo(1);
        assertThat(summary.numberOf("events")).isEqualTo((int) events());
    }

    @Test
    void theReportsOfFilesAndDenialsListThem() {
        String files = RealTool.aureport(trail, "--file").out();
        String denials = RealTool.aureport(trail, "--avc").out();

        for (int i = 0; i < RENAMES; i++) {
            assertThat(files)
                    .contains(sources.get(i).replace("\t", "\\011") + " 82 yes "); // one file an event, the source
        }
        assertThat(denials.lines().filter(line -> line.contains(" file delete unlabeled denied ")))
                .hasSize(DENIED_DELETES);
        assertThat(denials.lines().filter(line -> line.contains(" file mkdir unlabeled denied ")))
                .hasSize(WOULD_BE_DENIED);
    }

    @Test
    void aSecretIsNotInTheTrail() throws IOException {
        assertThat(Files.readString(trail))
                .contains(" pin=(masked)")
                .contains(" iban=hmac:")
                .doesNotContain("DE1");
    }
}
