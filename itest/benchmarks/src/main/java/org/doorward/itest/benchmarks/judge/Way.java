package org.doorward.itest.benchmarks.judge;

import org.doorward.audit.AuditContext;
import org.doorward.module.Operation;
import org.osgi.framework.BundleReference;

/** What the module does with an operation that is its business. */
public enum Way {
    /** Nothing more: the subject is not read. */
    JUDGE {
        @Override
        boolean finds(String label, Operation operation, AuditContext audit) {
            return false;
        }
    },
    /** Reads who acts. */
    LABEL {
        @Override
        boolean finds(String label, Operation operation, AuditContext audit) {
            return operation.subject().label().equals(label);
        }
    },
    /** Finds the first bundle but its own with a plain stack walker: what a module would do by itself, over the very same frames. */
    WALK {
        @Override
        boolean finds(String label, Operation operation, AuditContext audit) {
            return WALKER.walk(frames -> frames.<Class<?>>map(StackWalker.StackFrame::getDeclaringClass)
                            .filter(Way::isOfAnotherBundle)
                            .findFirst())
                    .isPresent();
        }
    },
    /** Flags it: there will be a record. */
    FLAG {
        @Override
        boolean finds(String label, Operation operation, AuditContext audit) {
            audit.flag(KEY);
            return false;
        }
    };

    /** What is flagged stands in the trail under this key. */
    public static final String KEY = "calls";

    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** @return whether the bundle was found that this label is of */
    abstract boolean finds(String label, Operation operation, AuditContext audit);

    private static boolean isOfAnotherBundle(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader instanceof BundleReference && loader != Way.class.getClassLoader();
    }
}
