package org.doorward.rules;

import java.util.Map;

/** Words for {@code saddr_fam}, beside the numbers of the kernel's {@code linux/socket.h}. */
final class AddressFamily {
    static final Map<String, Integer> NUMBERS = Map.of("unspec", 0, "unix", 1, "inet", 2, "inet6", 10);

    private AddressFamily() {}

    static Condition.Test test(Operator operator, String value) throws WrongWordException {
        Integer named = NUMBERS.get(value);
        if (named == null && !value.matches("\\d{1,5}")) {
            throw new WrongWordException("-F value should be number for [saddr_fam]: [" + value
                    + "]; expected a number, or inet, inet6, unix, unspec");
        }
        int wanted = named != null ? named : Integer.parseInt(value);
        return operation -> operator.accepts(operation.addressFamily(), wanted);
    }
}
