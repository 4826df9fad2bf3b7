package org.doorward.tools.life;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.doorward.tools.life.Stay.End;
import org.doorward.tools.life.Stay.How;
import org.doorward.tools.life.Stay.What;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;
import org.doorward.trail.read.TrailQuery;

/*
 * An instance begins with DAEMON_START and ends with DAEMON_END, or with the next DAEMON_START of its node. Nothing outlives it: the framework
 * begins empty. A bundle is known by its label, NAME:VERSION; an update changes the version, so that a later event may say another one.
 */
/** Follows a trail from its beginning and tells each stay once it has ended. Keeps what has not. Not safe for several threads. */
final class LifeCycle {
    /** What the reader of the trail must let through. */
    static final TrailQuery QUERY = TrailQuery.ALL.containing("kind=bundle.", "op=module-", "type=DAEMON_");

    /** So that no trail exhausts the memory: one of those that are there longest is told as if the trail ended. */
    private static final int MOST_OPEN = 50_000;

    /** How much of a name is kept. */
    private static final int LONGEST = 200;

    private static final OpenStays NONE = new OpenStays();

    /** Is told each stay and how it ended. */
    interface Listener {
        void ended(Stay stay, End end) throws IOException;
    }

    private final Listener listener;
    private final Map<String, OpenStays> open = new LinkedHashMap<>();
    private int size;

    LifeCycle(Listener listener) {
        this.listener = listener;
    }

    /** Takes the next event of the trail. */
    void take(TrailEvent event) throws IOException {
        TrailRecord first = event.records().get(0);
        switch (first.type()) {
            case "DAEMON_START" -> {
                endAll(event, How.CRASH);
                String release = Objects.requireNonNullElse(first.text("ver"), "");
                begin(event, What.INSTANCE, "doorward", release, Objects.requireNonNullElse(first.text("kernel"), ""));
            }
            case "DAEMON_END" -> endAll(event, How.DOWN);
            case "SERVICE_START", "SERVICE_STOP" -> module(event, first);
            default -> bundle(event);
        }
    }

    /** The trail is at its end: what is open is there still. */
    void end() throws IOException {
        for (OpenStays node : open.values()) {
            for (Stay stay : node.all()) {
                listener.ended(stay, End.RUNNING);
            }
        }
        open.clear();
        size = 0;
    }

    private void module(TrailEvent event, TrailRecord record) throws IOException {
        String name = record.text("module");
        String op = record.raw("op");
        if (name == null || op == null || !op.startsWith("module-")) {
            return;
        }
        String version = Objects.requireNonNullElse(record.text("version"), "");
        if (!"success".equals(record.raw("res"))) {
            failed(event, What.MODULE, name, version, "doorward", "refused");
        } else if (op.equals("module-load")) {
            begin(event, What.MODULE, name, version, "doorward");
        } else if (op.equals("module-unload")) {
            end(event, What.MODULE, name, version, "doorward");
        }
    }

    private void bundle(TrailEvent event) throws IOException {
        TrailRecord call = record(event, "SYSCALL");
        String kind = call == null ? null : call.raw("kind");
        TrailRecord arguments = kind == null ? null : arguments(event, kind);
        if (arguments == null) {
            return;
        }
        String label = arguments.text("bundle_");
        boolean labelled = label != null && label.matches(".*:[0-9][^:]*");
        String name = labelled ? label.substring(0, label.lastIndexOf(':')) : label;
        String version = labelled ? label.substring(name.length() + 1) : "";
        if (name == null) {
            name = Objects.requireNonNullElse(arguments.text("location"), "?");
        }
        String by = actor(call);
        What what = what(kind);
        if (what == null) {
            return;
        }
        if (!"yes".equals(call.raw("success"))) {
            String exception = Objects.requireNonNullElse(call.text("exception"), "exit " + call.raw("exit"));
            failed(event, what, name, version, by, kind + ": " + exception);
            return;
        }
        switch (kind) {
            case "bundle.install" -> begin(event, What.INSTALLED, name, version, by);
            case "bundle.start" -> {
                if (!openOf(event).has(What.STARTED, cut(name), cut(version))) { // else it changes nothing
                    begin(event, What.STARTED, name, version, by);
                }
            }
            case "bundle.stop" -> end(event, What.STARTED, name, version, by);
            case "bundle.update" ->
                listener.ended(
                        new Stay(What.UPDATED, cut(name), cut(version), cut(by), event.stampMillis(), event.serial()),
                        new End(How.MOMENT, event.stampMillis(), "", 0));
            default -> {
                Stay started = remove(event, What.STARTED, name, version);
                if (started != null) {
                    listener.ended(started, new End(How.ENDED, event.stampMillis(), cut(by), event.serial()));
                }
                end(event, What.INSTALLED, name, version, by);
            }
        }
    }

    private static What what(String kind) {
        return switch (kind) {
            case "bundle.install", "bundle.uninstall" -> What.INSTALLED;
            case "bundle.start", "bundle.stop" -> What.STARTED;
            case "bundle.update" -> What.UPDATED;
            default -> null;
        };
    }

    private static TrailRecord record(TrailEvent event, String type) {
        for (TrailRecord record : event.records()) {
            if (record.type().equals(type)) {
                return record;
            }
        }
        return null;
    }

    private static TrailRecord arguments(TrailEvent event, String kind) {
        for (TrailRecord record : event.records()) {
            if (record.type().equals("KERNEL_OTHER") && kind.equals(record.raw("kind"))) {
                return record;
            }
        }
        return null;
    }

    private static String actor(TrailRecord call) {
        String bundle = Objects.requireNonNullElse(call.text("bundle"), "?");
        String principal = call.text("principal");
        return principal == null ? bundle : principal + "@" + bundle;
    }

    private OpenStays openOf(TrailEvent event) {
        return open.getOrDefault(node(event), NONE);
    }

    private static String node(TrailEvent event) {
        return Objects.requireNonNullElse(event.node(), "");
    }

    private void begin(TrailEvent event, What what, String name, String version, String by) throws IOException {
        open.computeIfAbsent(node(event), none -> new OpenStays())
                .add(new Stay(what, cut(name), cut(version), cut(by), event.stampMillis(), event.serial()));
        size++;
        if (size > MOST_OPEN) {
            Map.Entry<String, OpenStays> first = open.entrySet().iterator().next();
            Stay old = first.getValue().removeOld();
            removed(first.getKey());
            listener.ended(old, End.RUNNING);
        }
    }

    private void removed(String node) {
        size--;
        if (open.get(node).isEmpty()) {
            open.remove(node);
        }
    }

    private void end(TrailEvent event, What what, String name, String version, String by) throws IOException {
        Stay stay = remove(event, what, name, version);
        listener.ended(
                stay != null ? stay : new Stay(what, cut(name), cut(version), "?", Stay.UNKNOWN, 0),
                new End(How.ENDED, event.stampMillis(), cut(by), event.serial()));
    }

    private void failed(TrailEvent event, What what, String name, String version, String by, String why)
            throws IOException {
        listener.ended(
                new Stay(what, cut(name), cut(version), cut(by), event.stampMillis(), event.serial()),
                new End(How.FAILED, event.stampMillis(), cut(why), 0));
    }

    /** The oldest of this version; if there is none, a bundle of this name. */
    private Stay remove(TrailEvent event, What what, String name, String version) {
        OpenStays stays = openOf(event);
        Stay stay = stays.remove(what, cut(name), cut(version));
        if (stay == null && what.isBundle()) {
            stay = stays.removeAny(what, cut(name));
        }
        if (stay != null) {
            removed(node(event));
        }
        return stay;
    }

    private void endAll(TrailEvent event, How how) throws IOException {
        OpenStays stays = open.remove(node(event));
        if (stays != null) {
            List<Stay> all = stays.all();
            size -= all.size();
            for (Stay stay : all) {
                listener.ended(stay, new End(how, event.stampMillis(), "", event.serial()));
            }
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
