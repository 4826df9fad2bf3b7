package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.doorward.itest.distribution.bundle.Denier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is done within another operation is an operation of its own: the redirect of a process, and what a caller's own path, provider,
 * options, attribute or handler does while the JDK works with it. What was judged is what is used.
 */
class WithinIT {
    @TempDir
    private static Path all;

    private static Doorward doorward;

    @TempDir
    private Path folder;

    @BeforeAll
    static void deployTheActorAndAModule() {
        doorward = Doorward.run(all.resolve("home"));
        doorward.drop("conf/audit.rules", "-a always,exit -S file.* -S process.* -S network.connect -k work\n");
        doorward.drop("deploy/actor.jar", AttributionIT.actor());
        doorward.drop(
                "deploy/denier.jar",
                BundleJar.named("denier")
                        .header("Import-Package", "org.osgi.framework,org.doorward.module,org.doorward.audit")
                        .header("X-Hooks", "file.open file.delete process.exec")
                        .activator(Denier.class)
                        .bytes());
        Doorward.eventually().until(() -> doorward.exec("help act").exitCode() == 0);
        Doorward.eventually().until(() -> doorward.log().contains("1 rules in force"));
        Doorward.eventually().until(() -> doorward.log().contains("modules asked: [denier"));
    }

    @AfterAll
    static void stop() {
        doorward.close();
    }

    @BeforeEach
    void filesThatMustNotBeTouched() throws IOException {
        Files.writeString(folder.resolve("other"), "text");
        Files.writeString(folder.resolve("kept"), "text");
    }

    private List<String> within(String way) {
        return doorward.exec("act within " + way + " " + folder).out().lines().toList();
    }

    /** The events of the actor of this kind that have these words, when the trail has everything that was recorded until now. */
    private List<Event> events(String kind, String words) throws IOException {
        Path marker = Files.createTempFile(all, "marker", "");
        doorward.exec("act delete DIRECT " + marker);
        return Event.of(Doorward.eventually()
                        .until(
                                doorward::trail,
                                trail -> trail.stream().anyMatch(line -> line.contains(marker + "\" nametype=DELETE"))))
                .stream()
                .filter(event -> event.has(" kind=" + kind + " ") && event.has(words))
                .toList();
    }

    private List<Event> events(String kind, Path file) throws IOException {
        return events(kind, "\"" + file + "\"");
    }

    private void isOne(String kind, Path file, String... words) throws IOException {
        assertThat(events(kind, file))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.record("SYSCALL")).contains(words).contains(" subj=actor:1.0.0 "));
    }

    private void isOneDenial(String kind, Path file) throws IOException {
        isOne(kind, file, "success=no exit=-13");
        assertThat(events(kind, file).get(0).record("AVC")).contains("scontext=actor:1.0.0", "module=\"denier\"");
    }

    // ---- redirects of a process

    @Test
    void aDeniedRedirectStartsNoProcessAndMakesNoFile() throws IOException {
        Path output = folder.resolve("output-denied");
        Path made = folder.resolve("made");

        Ran ran = doorward.exec("act redirect " + output + " /usr/bin/touch " + made);

        assertThat(ran.out()).startsWith("java.io.IOException: ").contains("denied file.open for actor:1.0.0");
        assertThat(output).doesNotExist();
        assertThat(made).doesNotExist();
        isOneDenial("file.open", output);
        isOne("process.exec", made, "success=no");
        assertThat(events("process.exec", made).get(0).records()).noneMatch(line -> line.startsWith("type=AVC "));
    }

    @Test
    void theRedirectOfADeniedProcessIsNeitherMadeNorCutOff() throws IOException {
        Path made = folder.resolve("made-denied");
        Path output = Files.writeString(folder.resolve("output"), "as before");
        Path fresh = folder.resolve("fresh");

        for (Path file : List.of(output, fresh)) {
            Ran ran = doorward.exec("act redirect " + file + " /usr/bin/touch " + made);

            assertThat(ran.out()).contains("denied process.exec for actor:1.0.0 by module [denier]");
        }

        assertThat(made).doesNotExist();
        assertThat(output).hasContent("as before");
        assertThat(fresh).doesNotExist();
        assertThat(events("file.open", output)).isEmpty();
        assertThat(events("file.open", fresh)).isEmpty();
        assertThat(events("process.exec", made))
                .hasSize(2)
                .allMatch(event -> event.has("type=SYSCALL ", "success=no exit=-13", " subj=actor:1.0.0 ")
                        && event.record("AVC").contains("module=\"denier\""));
    }

    @Test
    void aRedirectThatNobodyDeniesIsOneEventBesideTheProcess() throws IOException {
        Path output = folder.resolve("output");
        Path made = folder.resolve("made");

        assertThat(doorward.exec("act redirect " + output + " /usr/bin/touch " + made)
                        .out())
                .isEqualTo("exit code 0\n");

        isOne("file.open", output, "success=yes");
        isOne("process.exec", made, "success=yes");
    }

    // ---- code of the caller's within the JDK's

    @Test
    void whatAProviderOfTheBundlesDoesOnTheDiskIsTheBundles() throws IOException {
        assertThat(within("provider")).isEmpty();

        isOne("file.open", folder.resolve("a"), "success=yes");
        isOne("file.rename", folder.resolve("b"), "success=yes");
        isOne("file.delete", folder.resolve("b"), "success=yes");
        assertThat(within("provider-denied"))
                .first()
                .asString()
                .startsWith("java.nio.file.AccessDeniedException: ")
                .contains("denied file.open for actor:1.0.0");
        assertThat(folder.resolve("denied")).doesNotExist();
        isOneDenial("file.open", folder.resolve("denied"));
    }

    @Test
    void aPathThatNamesAnotherFileTheSecondTimeIsJudgedTheSecondTime() throws IOException {
        assertThat(within("provider-changes")).first().asString().contains("denied file.open for actor:1.0.0");

        assertThat(folder.resolve("allowed")).exists();
        assertThat(folder.resolve("denied")).doesNotExist();
        isOne("file.open", folder.resolve("allowed"), "success=yes");
        isOneDenial("file.open", folder.resolve("denied"));
    }

    @Test
    void aPathThatPretendsToBeOfTheDiskIsNotAskedByTheEngine() throws IOException {
        assertThat(within("path"))
                .containsExactly(
                        "delete java.nio.file.ProviderMismatchException",
                        "connect java.nio.file.ProviderMismatchException");

        assertThat(folder.resolve("kept")).exists();
        assertThat(folder.resolve("other")).exists();
        assertThat(events("file.delete", folder.resolve("kept"))).isEmpty();
        assertThat(events("file.delete", folder.resolve("other"))).isEmpty();
    }

    @Test
    void whatOptionsDoWhenTheyAreAskedIsMediatedAndWhatTheySaidFirstIsUsed() throws IOException {
        Files.writeString(folder.resolve("denied"), "text");

        assertThat(within("options")).containsExactly("read 1", "java.nio.channels.NonWritableChannelException");

        assertThat(folder.resolve("denied")).hasContent("text");
        isOne("file.open", folder.resolve("denied"), "success=yes", "options=read");
        assertThat(folder.resolve("other")).doesNotExist();
        isOne("file.delete", folder.resolve("other"), "success=yes");
    }

    @Test
    void whatOptionsMayNotDoWhenTheyAreAskedTheyDoNot() throws IOException {
        Files.writeString(folder.resolve("denied"), "text");
        Files.writeString(folder.resolve("other-denied"), "text");

        assertThat(within("options-denied"))
                .first()
                .asString()
                .startsWith("java.io.UncheckedIOException: java.nio.file.AccessDeniedException: ");

        assertThat(folder.resolve("other-denied")).exists();
        isOneDenial("file.delete", folder.resolve("other-denied"));
        assertThat(events("file.open", folder.resolve("denied"))).isEmpty();
    }

    @Test
    void whatAFileDoesWhenItIsAskedForItsNameIsMediatedAndTheFirstNameIsUsed() throws IOException {
        assertThat(within("file")).isEmpty();

        assertThat(folder.resolve("judged")).hasContent("x");
        assertThat(folder.resolve("denied")).doesNotExist();
        isOne("file.open", folder.resolve("judged"), "success=yes");
        assertThat(folder.resolve("other")).doesNotExist();
        isOne("file.delete", folder.resolve("other"), "success=yes");
    }

    /** The same operation once more, by code of the bundle's own: the one succeeds, and the other finds it done. */
    @ParameterizedTest
    @CsvSource({"attribute-of-a-directory, directory, file.mkdir", "attribute-of-a-file, file, file.open"})
    void theSameOperationInsideAnAttributeOfABundlesOwnIsAnOperationOfItsOwn(String way, String name, String kind)
            throws IOException {
        assertThat(within(way)).first().asString().startsWith("java.nio.file.FileAlreadyExistsException: ");

        assertThat(folder.resolve(name)).exists();
        assertThat(events(kind, folder.resolve(name)))
                .extracting(event -> event.record("SYSCALL"))
                .satisfiesExactly(
                        inner -> assertThat(inner).contains("success=yes", " subj=actor:1.0.0 "),
                        outer -> assertThat(outer).contains("success=no exit=-17", " subj=actor:1.0.0 "));
    }

    @Test
    void anAddressOfABundlesClassIsNotAskedForItsWords() throws IOException {
        List<String> printed = within("address");

        assertThat(printed).last().isEqualTo("java.nio.channels.UnsupportedAddressTypeException");
        assertThat(folder.resolve("other")).exists();
        String port = printed.get(0).substring("port ".length());
        assertThat(events("network.connect", ":" + port + "\""))
                .singleElement()
                .matches(event -> event.has("success=yes", " subj=actor:1.0.0 "));
    }

    @Test
    void whatAHandlerDoesInAThreadOfTheJdksIsTheBundles() throws IOException {
        assertThat(within("handler")).isEmpty();

        assertThat(folder.resolve("other")).doesNotExist();
        isOne("file.delete", folder.resolve("other"), "success=yes");
    }
}
