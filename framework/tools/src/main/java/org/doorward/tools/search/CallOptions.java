package org.doorward.tools.search;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What was called and from where: system call, architecture, host, terminal, virtual machine. */
final class CallOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = {"-sc", "--syscall"},
            paramLabel = "CALL",
            description =
                    "Events of this system call: its number, its name on the architecture, or a kind (file.rename).")
    private String call;

    @Option(
            names = "--arch",
            paramLabel = "ARCH",
            description =
                    "Events of calls of this architecture, whose names -sc takes: b64, b32, x86_64 (as b64), i386 (as b32), aarch64, ...")
    private String architecture;

    @Option(
            names = {"-hn", "--host"},
            paramLabel = "HOST",
            description = "Events with a host at the other end whose name or address contains this.")
    private String host;

    @Option(
            names = {"-tm", "--terminal"},
            paramLabel = "TERMINAL",
            description = "Events of a terminal whose name contains this.")
    private String terminal;

    @Option(
            names = {"-uu", "--uuid"},
            paramLabel = "UUID",
            description = "Events about the virtual machine whose UUID contains this.")
    private String virtualMachineId;

    @Option(
            names = {"-vm", "--vm-name"},
            paramLabel = "NAME",
            description = "Events about a virtual machine whose name contains this.")
    private String virtualMachine;

    /** @throws ParameterException if a word names nothing */
    void addTo(EventSearch search, boolean whole) {
        if (call != null || architecture != null) {
            try {
                CallSelection selection = new CallSelection(call, architecture);
                search.require(selection, selection::handDown);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage());
            }
        }
        ofPlaces(search, whole);
    }

    /* Records of the filter of packets without a terminal have the original's word for none. */
    private void ofPlaces(EventSearch search, boolean whole) {
        if (host != null) {
            search.require(EventFilter.host(host, whole), query -> query.text(host, EventFilter.HOST_ADDRESSES));
        }
        if (terminal != null) {
            String[] silent = "(none)".contains(terminal)
                    ? new String[] {"type=NETFILTER_CFG ", "type=EVENT_LISTENER "}
                    : new String[0];
            search.require(EventFilter.terminal(terminal, whole), query -> query.text(terminal, silent));
        }
        if (virtualMachineId != null) {
            search.require(
                    EventFilter.virtualMachineId(virtualMachineId, whole), query -> query.containing(virtualMachineId));
        }
        if (virtualMachine != null) {
            search.require(EventFilter.virtualMachine(virtualMachine, whole), query -> query.text(virtualMachine));
        }
    }
}
