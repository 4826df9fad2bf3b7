package org.doorward.event;

/**
 * The layout of an event in bytes: a head of fixed places, then entries. Big-endian throughout.
 *
 * <pre>
 *   0        4       5      6      7        8              16            24
 *   +--------+-------+------+------+--------+--------------+-------------+---------+-----
 *   | length | vers. | form | lane | admin  | stamp millis | serial      | entry   | ...
 *   +--------+-------+------+------+--------+--------------+-------------+---------+-----
 *
 *   entry:  tag (1)  size of the rest (4)  rest
 *   name:   length (1)  ASCII
 *   text:   length before the cut (4), -1 = null   then the bytes that were kept, to the end of the entry
 *   bytes:  as text, of bytes that need not be UTF-8
 *   token:  length (2), -1 = null   UTF-8
 * </pre>
 *
 * <p>Entries come in any order; the text form sorts them into records. What each tag holds stands at its constant.
 */
public final class EventLayout {
    /** The largest event, in bytes: text beyond it is cut and counted. */
    public static final int MAXIMUM = 256 * 1024;

    /** Bytes of the head. */
    public static final int HEAD = 24;

    /** Longest text of one argument, in bytes before encoding; what is longer is cut and marked. */
    public static final int MAXIMUM_TEXT = 4096;

    static final byte VERSION = 1;

    static final int AT_LENGTH = 0;
    static final int AT_VERSION = 4;
    static final int AT_FORM = 5;
    static final int AT_LANE = 6;
    /** 1: the event of an operation of the administrator, which is kept where others are refused. */
    static final int AT_ADMINISTRATOR = 7;

    static final int AT_STAMP = 8;
    static final int AT_SERIAL = 16;

    /** The event of an operation. */
    static final byte FORM_OPERATION = 1;
    /** A fact of the core: one record. */
    static final byte FORM_FACT = 2;
    /** The entry of an operation, before it runs: the entries of an operation, written as one record. */
    static final byte FORM_ENTRY = 3;

    /** Set in the tag of TEXT to HASHED where the entry is a field of a section and no argument of the kind. */
    static final int FIELD = 0x40;

    /** Always first. Operation: application (1), kind token. Fact: number of the record type (4). */
    static final byte TAG_KIND = 1;
    /** symbolic name token, version token, location token, label token. */
    static final byte TAG_SUBJECT = 2;
    /** Argument of the kind. name, text or bytes. */
    static final byte TAG_TEXT = 3;
    /** name, number (8). */
    static final byte TAG_NUMBER = 4;
    /** name, units (8), decimals (1). */
    static final byte TAG_DECIMAL = 5;
    /** name, 0 or 1 (1). */
    static final byte TAG_BOOLEAN = 6;
    /** name. */
    static final byte TAG_SECRET = 7;
    /** name, text: hashed by the text form. */
    static final byte TAG_HASHED = 8;
    /** name, text: written without quotes (facts only). */
    static final byte TAG_TOKEN = 9;
    /** role ordinal (1), text. */
    static final byte TAG_PATH = 10;
    /** bits (4): of OpenFlags, or of a kind of family bundle those of the framework. */
    static final byte TAG_OPTIONS = 11;
    /** module token, key token: what a module judged begins; fields up to the next section belong to it. */
    static final byte TAG_SECTION = 12;
    /** key token. */
    static final byte TAG_KEY = 13;
    /** permissive (1), module token, rule token, reason text. */
    static final byte TAG_DENIAL = 14;
    /** success (1), exit (4), exception token. */
    static final byte TAG_OUTCOME = 15;
    /** microseconds (8). */
    static final byte TAG_DURATION = 16;
    /** serial of the entry's event (8). */
    static final byte TAG_ENTRY = 17;
    /** res of a fact (1). */
    static final byte TAG_RESULT = 18;

    /** rule token of the section that it stands in. */
    static final byte TAG_SECTION_RULE = 19;
    /** how many arguments were left out for lack of room (4). */
    static final byte TAG_CUT = 20;

    /** tenant token. */
    static final byte TAG_TENANT = 21;
    /** principal token. */
    static final byte TAG_PRINCIPAL = 22;
    /** label token of a bundle that was passed on the stack; nearest first. */
    static final byte TAG_VIA = 23;
    /** name, port (4), -1 = none; scope (4); size of the address (1), 0 = not resolved; address; text that was asked for. */
    static final byte TAG_ADDRESS = 24;
    /** name, bytes of the path: an address in the file system. */
    static final byte TAG_UNIX_ADDRESS = 25;
    /** how many arguments the process has (4). */
    static final byte TAG_ARGV = 26;
    /** bits of {@link #MASKED} and {@link #REST_NOT_PLAIN} (1), text of any length: the next argument of the process. */
    static final byte TAG_ARGV_ARGUMENT = 27;
    /** name, pid (8), auid (8), uid (8), ses (8), -1 = as this process; text of the command. */
    static final byte TAG_PROCESS = 28;
    /** bytes that a network operation carries (8). */
    static final byte TAG_SIZE = 29;

    /** Of an argument of a process: it is a secret, and its text is null. */
    static final int MASKED = 1;
    /** Of an argument of a process: what was cut off is not plain, so that the whole would be written in hexadecimal. */
    static final int REST_NOT_PLAIN = 2;

    private EventLayout() {}

    /** Whether an event is to be kept where ordinary ones are refused: a fact of the core, or one of the administrator. */
    public static boolean isReserved(byte[] event, int offset) {
        return event[offset + AT_FORM] == FORM_FACT || event[offset + AT_ADMINISTRATOR] != 0;
    }
}
