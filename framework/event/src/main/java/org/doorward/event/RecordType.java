package org.doorward.event;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The record types that Doorward writes, with their numbers in {@code uapi/linux/audit.h} and {@code audit-records.h}. */
public enum RecordType {
    USER(1005, Form.USER),
    USYS_CONFIG(1111, Form.USER),
    TEST(1120, Form.USER),
    USER_CMD(1123, Form.USER),
    SERVICE_START(1130, Form.USER),
    SERVICE_STOP(1131, Form.USER),
    MAC_CHECK(1134, Form.USER),
    DAEMON_START(1200, Form.DAEMON),
    DAEMON_END(1201, Form.DAEMON),
    DAEMON_ROTATE(1205, Form.DAEMON),
    DAEMON_RESUME(1206, Form.DAEMON),
    DAEMON_ERR(1209, Form.DAEMON),
    SYSCALL(1300, Form.OPERATION),
    PATH(1302, Form.OPERATION),
    CONFIG_CHANGE(1305, Form.CONFIG),
    SOCKADDR(1306, Form.OPERATION),
    CWD(1307, Form.OPERATION),
    EXECVE(1309, Form.OPERATION),
    KERNEL_OTHER(1316, Form.OPERATION),
    OBJ_PID(1318, Form.OPERATION),
    PROCTITLE(1327, Form.OPERATION),
    AVC(1400, Form.OPERATION),
    ANOM_MAX_MAC(2106, Form.USER),
    ANOM_RBAC_FAIL(2108, Form.USER),
    USER_MAC_POLICY_LOAD(2310, Form.USER),
    USER_MAC_CONFIG_CHANGE(2312, Form.USER),
    CRYPTO_KEY_USER(2404, Form.USER);

    /** How the fields of a record are framed. */
    enum Form {
        /** One of several records of an operation's event. */
        OPERATION,
        /** {@code pid= uid= auid= ses= subj= msg='... res='}. */
        USER,
        /** {@code op= ... auid= pid= uid= ses= subj= res=}. */
        DAEMON,
        /** As the fact says, {@code res=0} or {@code res=1} last. */
        CONFIG
    }

    private static final Map<Integer, RecordType> BY_NUMBER =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(RecordType::number, Function.identity()));

    private final int number;
    private final Form form;

    RecordType(int number, Form form) {
        this.number = number;
        this.form = form;
    }

    /** The number. */
    public int number() {
        return number;
    }

    /** Whether it is one of several records of an operation's event, or of its entry; other types are facts. */
    public boolean isOfOperations() {
        return form == Form.OPERATION || this == MAC_CHECK;
    }

    Form form() {
        return form;
    }

    /** The type of this number. @throws IllegalArgumentException if Doorward does not write it */
    static RecordType of(int number) {
        RecordType type = BY_NUMBER.get(number);
        if (type == null) {
            throw new IllegalArgumentException("record type [" + number + "] is none that Doorward writes");
        }
        return type;
    }
}
