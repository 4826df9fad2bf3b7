package org.doorward.tools;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.doorward.control.AuditControl;
import org.doorward.control.ModuleControl;
import org.doorward.control.ModuleStatus;
import org.doorward.control.PolicyStatus;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The names of what an instance has, as words that complete values: an option says by a class of this one what it takes. On the command line,
 * where no instance is asked, they have no names. Safe for all threads.
 */
public final class LiveNames {
    /** Those of no instance. */
    static final LiveNames NONE = new LiveNames(() -> null, () -> null, Stream::empty);

    private final Supplier<AuditControl> control;
    private final Supplier<ModuleControl> modules;
    private final Supplier<Stream<String>> bundles;

    /**
     * Over these, which are asked each time; controls may be {@code null} while there is no engine.
     *
     * @param bundles the symbolic names of those that are installed
     */
    public LiveNames(
            Supplier<AuditControl> control, Supplier<ModuleControl> modules, Supplier<Stream<String>> bundles) {
        this.control = control;
        this.modules = modules;
        this.bundles = bundles;
    }

    /** Tells the arguments of a command the names that complete them. */
    void tell(CommandSpec command) {
        for (ArgSpec argument : command.args()) {
            if (argument.completionCandidates() instanceof Names names) {
                names.live = this;
            }
        }
    }

    private Stream<String> deployed() {
        return of(control, AuditControl::modules).map(ModuleStatus::name);
    }

    private Stream<String> loaded() {
        return Stream.concat(deployed(), of(modules, ModuleControl::policies).map(PolicyStatus::name));
    }

    private Stream<String> disabled() {
        return of(modules, ModuleControl::disabled);
    }

    private static <S, T> Stream<T> of(Supplier<S> service, Function<S, List<T>> list) {
        S there = service.get();
        return there == null ? Stream.empty() : list.apply(there).stream();
    }

    /** Names of one sort; those of no instance until they are told. */
    abstract static class Names implements Iterable<String> {
        private LiveNames live;

        abstract Stream<String> of(LiveNames live);

        @Override
        public Iterator<String> iterator() {
            return of(live()).distinct().iterator();
        }

        /** Of whom they are told. */
        final LiveNames live() {
            return live == null ? NONE : live; // only now: most commands ask for no name
        }
    }

    /** Modules that are deployed. */
    public static final class Modules extends Names {
        /** For picocli. */
        public Modules() {}

        @Override
        Stream<String> of(LiveNames live) {
            return live.deployed();
        }
    }

    /** Modules that are disabled. */
    public static final class DisabledModules extends Names {
        /** For picocli. */
        public DisabledModules() {}

        @Override
        Stream<String> of(LiveNames live) {
            return live.disabled();
        }
    }

    /** Modules and policies that are deployed. */
    public static final class LoadedModules extends Names {
        /** For picocli. */
        public LoadedModules() {}

        @Override
        Stream<String> of(LiveNames live) {
            return live.loaded();
        }
    }

    /** Modules and policies, deployed or disabled. */
    public static final class AllModules extends Names {
        /** For picocli. */
        public AllModules() {}

        @Override
        Stream<String> of(LiveNames live) {
            return Stream.concat(live.loaded(), live.disabled());
        }
    }

    /** Keys that rules in force give. */
    public static final class Keys extends Names {
        /** For picocli. */
        public Keys() {}

        @Override
        Stream<String> of(LiveNames live) {
            return LiveNames.of(live.control, AuditControl::ruleStatus).flatMap(rule -> rule.keys().stream());
        }
    }

    /** Symbolic names of bundles that are installed. */
    public static final class Bundles extends Names {
        /** For picocli. */
        public Bundles() {}

        @Override
        Stream<String> of(LiveNames live) {
            return live.bundles.get();
        }
    }
}
