package org.doorward.agent;

/**
 * One row of a hook table: one method that is woven. Immutable.
 *
 * <p>The agent reads where the method is and whether its exit is of interest; what the arguments mean is the engine's business, which is
 * why the row keeps its {@link #line}.
 */
final class HookRow {
    private final int number;
    private final int item;
    private final String kinds;
    private final String type;
    private final String method;
    private final String descriptor;
    private final String loader;
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
        this.entryOnly = fields.text("outcome").startsWith("entry-only");
        this.onRequest = fields.oneOf("default", "on", "off-hot").equals("off-hot");
        this.line = fields.line();
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

    /** Name and descriptor, as one word. */
    String signature() {
        return method + descriptor;
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
