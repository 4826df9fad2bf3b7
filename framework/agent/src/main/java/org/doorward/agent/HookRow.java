package org.doorward.agent;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * One row of a hook table: one method that is woven. Immutable.
 *
 * <p>The agent reads where the method is, which parameters are judged, and whether its exit is of interest; what the arguments mean is the
 * engine's business, which is why the row keeps its {@link #line}.
 */
final class HookRow {
    private final int number;
    private final int item;
    private final String kinds;
    private final String type;
    private final String method;
    private final String descriptor;
    private final String loader;
    private final Set<String> judged;
    private final boolean readsFields;
    private final boolean entryOnly;
    private final boolean onRequest;
    private final String line;

    HookRow(int number, HookLine fields) {
        this.number = number;
        this.item = fields.number("item");
        this.kinds = fields.text("kind");
        this.type = fields.text("class");
        this.method = fields.text("method");
        this.descriptor = fields.text("descriptor");
        this.loader = fields.text("loader");
        this.judged = judged(fields.text("arguments"));
        this.readsFields = fields.text("arguments").contains("this.");
        this.entryOnly = fields.text("outcome").startsWith("entry-only");
        this.onRequest = fields.oneOf("default", "on", "off-hot").equals("off-hot");
        this.line = fields.line();
    }

    /** Of {@code PLACE=argument;...} the places that the entry reads as they are: this, a1, a2; neither their fields nor what the exit reads. */
    private static Set<String> judged(String arguments) {
        Set<String> places = new HashSet<>();
        for (String argument : arguments.split(";")) {
            String place = argument.substring(0, Math.max(0, argument.lastIndexOf('=')));
            places.addAll(Arrays.asList(place.split("\\?", 2)[0].split("[+&]")));
        }
        places.removeIf(place -> !place.matches("this|a\\d+"));
        return Set.copyOf(places);
    }

    /** Its place in the tables: what woven code hands to the bridge. */
    int number() {
        return number;
    }

    int item() {
        return item;
    }

    /** Whether an operation of this row may be of the given kind. */
    boolean isOf(String kind) {
        return ("," + kinds + ",").contains("," + kind + ",");
    }

    /** Its kinds, joined by commas. */
    String kinds() {
        return kinds;
    }

    /** The class, as class files name it. */
    String type() {
        return type;
    }

    /** The class, as {@code Class.forName} takes it. */
    String typeName() {
        return type.replace('/', '.');
    }

    /** Whether the class is the boot loader's; else it is found from the system loader. */
    boolean isOfBootLoader() {
        return loader.equals("boot");
    }

    /** Whose class it is: boot, platform, app, or the symbolic name of a bundle. */
    String loader() {
        return loader;
    }

    /** Name and descriptor, as one word. */
    String signature() {
        return method + descriptor;
    }

    /** Whether an argument of the operation is the object of this place: this, or a1, a2 for the parameters. */
    boolean judges(String place) {
        return judged.contains(place);
    }

    /** Whether an argument of the operation is in a field of the object or of its class. */
    boolean readsFields() {
        return readsFields;
    }

    /** Whether nothing is to be told when the method is over. */
    boolean isEntryOnly() {
        return entryOnly;
    }

    /** Whether it is woven only where somebody asked for its kind. */
    boolean isOnRequest() {
        return onRequest;
    }

    /** The row as it stands in the table. */
    String line() {
        return line;
    }

    /** As messages name it. */
    @Override
    public String toString() {
        return "item " + item + " " + kinds + " " + type + "." + method + descriptor;
    }
}
