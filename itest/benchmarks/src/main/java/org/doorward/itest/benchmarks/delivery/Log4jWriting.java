package org.doorward.itest.benchmarks.delivery;

import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/**
 * log4j2 as its manual has it for throughput: async loggers over the Disruptor, appender RandomAccessFile, no immediate flush, waits when
 * full. Its consumer spins, which of its strategies was the quickest here: twice the default one.
 */
final class Log4jWriting {
    static {
        System.setProperty("log4j2.asyncLoggerWaitStrategy", "BusySpin");
    }

    private Log4jWriting() {}

    /** Seconds for so many records, until the appender is closed. */
    static double seconds(Path file, List<String> lines, int records) {
        LoggerContext context = new AsyncLoggerContext("rival", null, (String) null);
        context.start(configuration(file));
        Logger logger = context.getLogger("trail");
        long start = System.nanoTime();
        int at = 0;
        for (int i = 0; i < records; i++) {
            logger.info(lines.get(at));
            at = at + 1 == lines.size() ? 0 : at + 1;
        }
        context.stop();
        return (System.nanoTime() - start) / 1e9;
    }

    private static Configuration configuration(Path file) {
        ConfigurationBuilder<BuiltConfiguration> builder = ConfigurationBuilderFactory.newConfigurationBuilder();
        builder.setStatusLevel(Level.WARN);
        builder.add(builder.newAppender("file", "RandomAccessFile")
                .addAttribute("fileName", file.toString())
                .addAttribute("immediateFlush", false)
                .addAttribute("append", false)
                .add(builder.newLayout("PatternLayout").addAttribute("pattern", "%m%n")));
        builder.add(builder.newAsyncRootLogger(Level.INFO)
                .addAttribute("includeLocation", false)
                .add(builder.newAppenderRef("file")));
        return builder.build(false);
    }
}
