package org.doorward.tools.search;

import java.util.function.Predicate;
import org.doorward.event.KindSpec;
import org.doorward.event.KindTable;
import org.doorward.tools.Architecture;
import org.doorward.tools.SyscallNumbers;
import org.doorward.tools.trail.Facts;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.read.TrailQuery;

/**
 * The words of {@code -sc} and {@code --arch}: a call by its number, whatever the architecture unless one is said; or by its name there,
 * which without a word is x86_64, as in Doorward's records; or by the kind of operation that has its number. Immutable.
 */
final class CallSelection implements Predicate<TrailEvent> {
    private static final int HEXADECIMAL = 16;

    /** {@code null}: any. */
    private final Architecture architecture;

    private final Integer number;

    /**
     * The selection by these words, of which one may be {@code null}.
     *
     * @throws IllegalArgumentException if a word names nothing; the message begins with its option
     */
    CallSelection(String call, String architecture) {
        Architecture said = architecture == null ? null : architectureOf(architecture);
        if (call == null) {
            number = null;
            this.architecture = said;
        } else if (call.matches("[0-9]{1,9}")) {
            number = Integer.valueOf(call);
            this.architecture = said;
        } else {
            this.architecture = said == null ? Architecture.X86_64 : said;
            number = numberOf(call, this.architecture);
        }
    }

    /** b64 and b32 are of the machine for the original. Here they are of x86_64, whose numbers Doorward's records have on every machine. */
    private static Architecture architectureOf(String word) {
        Architecture named = switch (word) {
            case "b64" -> Architecture.X86_64;
            case "b32" -> Architecture.I386;
            default -> Architecture.of(word);
        };
        if (named == null && word.matches("(0[xX])?[0-9a-fA-F]{1,8}")) {
            named = Architecture.of(Long.parseLong(word.replaceFirst("^0[xX]", ""), HEXADECIMAL));
        }
        if (named == null) {
            throw new IllegalArgumentException(
                    "--arch [" + word
                            + "]: expected b64, b32, the name of an architecture (x86_64, i386, aarch64), or its number in records (c000003e)");
        }
        return named;
    }

    private static int numberOf(String call, Architecture architecture) {
        KindSpec kind = KindTable.contract().find(call);
        int known = kind == null
                ? SyscallNumbers.number(architecture, call)
                : architecture == Architecture.X86_64 ? kind.number() : SyscallNumbers.UNKNOWN;
        if (known == SyscallNumbers.UNKNOWN) {
            throw new IllegalArgumentException("-sc [" + call
                    + "]: expected a number, or the name of a system call of " + architecture.word()
                    + (architecture == Architecture.X86_64
                            ? " (rename), or a kind (file.rename); applications' own: --kind"
                            : ""));
        }
        return known;
    }

    /** What the reader of the trail can know of it: the number; nearly every event has an architecture. */
    TrailQuery handDown(TrailQuery query) {
        return number == null ? query : query.number(number, "syscall");
    }

    @Override
    public boolean test(TrailEvent event) {
        Facts facts = new Facts(event);
        return (number == null || facts.hasCall() && number == facts.syscall())
                && (architecture == null || isOf(architecture, facts.architecture()));
    }

    private static boolean isOf(Architecture architecture, String written) {
        return written != null
                && written.matches("[0-9a-fA-F]{1,8}")
                && Long.parseLong(written, HEXADECIMAL) == architecture.number();
    }
}
