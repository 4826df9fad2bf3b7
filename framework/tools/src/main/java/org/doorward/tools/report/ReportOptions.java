package org.doorward.tools.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/** An option for each row of {@link ReportTable}, in front of the command's own. Used by picocli, when a command line is made of the command. */
final class ReportOptions implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec spec) {
        List<OptionSpec> own = new ArrayList<>(spec.options());
        own.forEach(spec::remove);
        for (ReportTable report : ReportTable.values()) {
            spec.addOption(OptionSpec.builder(report.options())
                    .type(boolean.class)
                    .arity("0")
                    .description("Report on " + report.subject() + ".")
                    .setter(choose((AureportCommand) spec.userObject(), report))
                    .build());
        }
        own.forEach(spec::addOption);
        return spec;
    }

    private static ISetter choose(AureportCommand command, ReportTable report) {
        return new ISetter() {
            @Override
            @SuppressWarnings("unchecked")
            public <T> T set(T value) {
                if (Boolean.TRUE.equals(value)) {
                    command.choose(report);
                }
                return (T) Boolean.FALSE;
            }
        };
    }

    /** How an option is called in a message: all its names. */
    static String names(ReportTable report) {
        return String.join(",", Arrays.asList(report.options()));
    }
}
