package org.doorward.itest.benchmarks.intercepted;

import org.doorward.itest.benchmarks.calls.Call;

/**
 * What a variant's module counted of one kind, in all instances.
 *
 * @param called how often the measured bundle made calls of this kind
 * @param asked how often the module was asked about them
 * @param found how often it found the measured bundle behind them
 * @param recorded how many events with the module's key the trail holds of them
 */
public record Tally(Variant variant, String kind, long called, long asked, long found, long recorded) {
    /** The kind that a call is mediated as; {@code null}: none. */
    static String kind(Call call) {
        return switch (call) {
            case OPEN, CHANNEL -> "file.open";
            case EXISTS -> "file.stat";
            case CONNECT -> "network.connect";
            case PROPERTY -> "runtime.setproperty";
            case HANDLER -> "runtime.setuncaughthandler";
            case WALK -> null;
        };
    }
}
