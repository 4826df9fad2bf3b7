package org.doorward.core;

import org.doorward.transport.Account;
import org.doorward.transport.Reserve;

/** The room that was taken for the event of an operation before it began. Belongs to one thread at a time, as its frame does. */
final class Credit {
    private int bytes;
    private Reserve purpose;
    private Account holder;

    /** An operation begins: there is none, and one for its own sake would be meant. */
    void open() {
        purpose = Reserve.OPERATION;
    }

    /** So much of it; 0: none. */
    int bytes() {
        return bytes;
    }

    /** What for. */
    Reserve purpose() {
        return purpose;
    }

    /** Whose it is. */
    Account holder() {
        return holder;
    }

    void take(int taken, Reserve room, Account account) {
        bytes = taken;
        purpose = room;
        holder = account;
    }

    /** It was given back, or went to the event. */
    void spend() {
        bytes = 0;
    }
}
