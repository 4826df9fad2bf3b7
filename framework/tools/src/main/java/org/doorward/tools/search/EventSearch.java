package org.doorward.tools.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.read.TrailQuery;

/** The conditions of a search, all of which must hold, and what the reader of the trail can know of them. Not safe for several threads. */
final class EventSearch implements Predicate<TrailEvent> {
    private final List<Predicate<TrailEvent>> conditions = new ArrayList<>();
    private TrailQuery query = TrailQuery.ALL;

    /** One more condition, of which the reader can know nothing. */
    void require(Predicate<TrailEvent> condition) {
        conditions.add(condition);
    }

    /** One more condition; the query must let through each event that meets it. */
    void require(Predicate<TrailEvent> condition, UnaryOperator<TrailQuery> handDown) {
        require(condition);
        query = handDown.apply(query);
    }

    /** What the reader can know. */
    TrailQuery query() {
        return query;
    }

    @Override
    public boolean test(TrailEvent event) {
        for (int i = 0; i < conditions.size(); i++) {
            if (!conditions.get(i).test(event)) {
                return false;
            }
        }
        return true;
    }
}
