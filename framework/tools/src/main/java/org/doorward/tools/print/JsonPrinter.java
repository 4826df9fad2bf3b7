package org.doorward.tools.print;

import java.io.PrintWriter;
import java.time.Instant;
import org.doorward.tools.interpret.Interpreter;
import org.doorward.tools.interpret.Line;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;

/**
 * An object of JSON (RFC 8259) on a line for each event: its time in UTC, serial, node, and its records in the order of the trail, each
 * with its type and its fields. Written here: the distribution has no library of JSON, and this only writes.
 */
final class JsonPrinter implements EventPrinter {
    private final PrintWriter out;
    private final Interpreter interpreter = new Interpreter();

    JsonPrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void print(TrailEvent event) {
        JsonObject json = new JsonObject();
        json.put(
                "time",
                JsonObject.text(Instant.ofEpochMilli(event.stampMillis()).toString()));
        json.put("serial", Long.toUnsignedString(event.serial()));
        if (event.node() != null) {
            json.put("node", JsonObject.text(event.node()));
        }
        StringBuilder records = new StringBuilder();
        for (TrailRecord record : event.records()) {
            records.append(records.length() == 0 ? '[' : ',').append(record(record));
        }
        json.put("records", records.append(']').toString());
        out.append(json.toString()).append('\n');
    }

    private JsonObject record(TrailRecord record) {
        JsonObject json = new JsonObject();
        json.put("type", JsonObject.text(record.type()));
        String fields = Line.afterHead(Line.withoutEnrichment(record.line()));
        JsonFields reader = new JsonFields(record, interpreter.record(record));
        json.put("fields", reader.read(fields.substring(1)).toString()); // behind the colon
        if (record.line().indexOf(Line.ENRICHMENT) >= 0) {
            json.put("names", reader.names().toString());
        }
        return json;
    }
}
