package org.doorward.samples.publishing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.doorward.guard.OperationGuard;
import org.doorward.tool.ToolCommand;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The application: its commands are there as long as there is a guard to run them through. */
@Component(
        service = {},
        immediate = true)
public final class PublishingCommands {
    private static final Pattern ROUNDS = Pattern.compile("[1-9][0-9]{0,6}");

    private final List<ServiceRegistration<ToolCommand>> registrations;

    /** Registers the commands. */
    @Activate
    public PublishingCommands(BundleContext context, @Reference OperationGuard guard) {
        registrations = commands(guard).stream()
                .map(command -> context.registerService(ToolCommand.class, command, null))
                .toList();
    }

    @Deactivate
    void withdraw() {
        registrations.forEach(ServiceRegistration::unregister);
    }

    static List<ToolCommand> commands(OperationGuard guard) {
        Publisher publisher = new Publisher(guard);
        Payments payments = new Payments(guard);
        return List.of(
                new Command("draft", "FOLDER NAME TEXT", "creates FOLDER/drafts/NAME", (words, out, err) -> {
                    byte[] text = words.get(2).getBytes(StandardCharsets.UTF_8);
                    out.println("created " + publisher.draft(folder(words), words.get(1), text));
                    return 0;
                }),
                new Command("publish", "FOLDER NAME", "moves a draft to FOLDER/published", (words, out, err) -> {
                    out.println("published " + publisher.publish(folder(words), words.get(1)));
                    return 0;
                }),
                new Command(
                        "link", "FOLDER NAME LINK", "gives FOLDER/published/NAME a second name", (words, out, err) -> {
                            out.println("linked " + publisher.link(folder(words), words.get(1), words.get(2)));
                            return 0;
                        }),
                new Command("retract", "FOLDER NAME", "deletes FOLDER/published/NAME", (words, out, err) -> {
                    out.println("retracted " + publisher.retract(folder(words), words.get(1)));
                    return 0;
                }),
                new Command("transfer", "FROM TO AMOUNT", "moves money between accounts", (words, out, err) -> {
                    String to = words.get(1);
                    out.println("transferred; " + to + " has "
                            + payments.transfer(words.get(0), to, words.get(2)).toPlainString());
                    return 0;
                }),
                new Command(
                        "work",
                        "FOLDER ROUNDS",
                        "does all that ROUNDS times with the files of FOLDER, and counts",
                        (words, out, err) ->
                                new Work(publisher, payments, folder(words), err).rounds(rounds(words.get(1)), out)));
    }

    private static Path folder(List<String> words) {
        return Path.of(words.get(0));
    }

    private static int rounds(String word) {
        if (!ROUNDS.matcher(word).matches()) {
            throw new IllegalArgumentException("ROUNDS [" + word + "]: expected a number from 1 to 9999999");
        }
        return Integer.parseInt(word);
    }
}
