package org.doorward.tools.search;

import org.doorward.tools.OptionValue;
import org.doorward.tools.Options;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** What was called and from where: system call, architecture, host, terminal, virtual machine. */
final class CallOptions {
    private final OptionValue<String> call;
    private final OptionValue<String> architecture;
    private final OptionValue<String> host;
    private final OptionValue<String> terminal;
    private final OptionValue<String> virtualMachineId;
    private final OptionValue<String> virtualMachine;

    private final Options options;

    /** Adds them to those of a command. */
    CallOptions(Options options) {
        this.options = options;
        call = options.text(
                OptionSpec.builder("-sc", "--syscall")
                        .paramLabel("CALL")
                        .description(
                                "Events of this system call: its number, its name on the architecture, or a kind (file.rename)."));
        architecture = options.text(
                OptionSpec.builder("--arch")
                        .paramLabel("ARCH")
                        .description(
                                "Events of calls of this architecture, whose names -sc takes: b64, b32, x86_64 (as b64), i386 (as b32), aarch64, ..."));
        host = options.text(OptionSpec.builder("-hn", "--host")
                .paramLabel("HOST")
                .description("Events with a host at the other end whose name or address contains this."));
        terminal = options.text(OptionSpec.builder("-tm", "--terminal")
                .paramLabel("TERMINAL")
                .description("Events of a terminal whose name contains this."));
        virtualMachineId = options.text(OptionSpec.builder("-uu", "--uuid")
                .paramLabel("UUID")
                .description("Events about the virtual machine whose UUID contains this."));
        virtualMachine = options.text(OptionSpec.builder("-vm", "--vm-name")
                .paramLabel("NAME")
                .description("Events about a virtual machine whose name contains this."));
    }

    /** @throws ParameterException if a word names nothing */
    void addTo(EventSearch search, boolean whole) {
        if (call.isGiven() || architecture.isGiven()) {
            try {
                CallSelection selection = new CallSelection(call.value(), architecture.value());
                search.require(selection, selection::handDown);
            } catch (IllegalArgumentException e) {
                throw options.wrong(e.getMessage());
            }
        }
        ofPlaces(search, whole);
    }

    /* Records of the filter of packets without a terminal have the original's word for none. */
    private void ofPlaces(EventSearch search, boolean whole) {
        if (host.isGiven()) {
            String wanted = host.value();
            search.require(EventFilter.host(wanted, whole), query -> query.text(wanted, EventFilter.HOST_ADDRESSES));
        }
        if (terminal.isGiven()) {
            String wanted = terminal.value();
            String[] silent = "(none)".contains(wanted)
                    ? new String[] {"type=NETFILTER_CFG ", "type=EVENT_LISTENER "}
                    : new String[0];
            search.require(EventFilter.terminal(wanted, whole), query -> query.text(wanted, silent));
        }
        if (virtualMachineId.isGiven()) {
            String wanted = virtualMachineId.value();
            search.require(EventFilter.virtualMachineId(wanted, whole), query -> query.containing(wanted));
        }
        if (virtualMachine.isGiven()) {
            String wanted = virtualMachine.value();
            search.require(EventFilter.virtualMachine(wanted, whole), query -> query.text(wanted));
        }
    }
}
