package org.doorward.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class OperationDeniedExceptionTest {
    @Test
    void itsStackBeginsWhereItIsMade() {
        OperationDeniedException denial = new OperationDeniedException("denied", "file.open", "m", null);

        assertThat(denial.isStackless()).isFalse();
        assertThat(denial.getStackTrace()[0].getMethodName()).isEqualTo("itsStackBeginsWhereItIsMade");
    }

    @Test
    void aStacklessOneHasNoneAndNeverWill() {
        OperationDeniedException denial = new OperationDeniedException("denied", "file.open", "m", null, true);
        StringWriter printed = new StringWriter();

        assertThat(denial.fillInStackTrace()).isSameAs(denial);
        denial.printStackTrace(new PrintWriter(printed));

        assertThat(denial.isStackless()).isTrue();
        assertThat(denial.getStackTrace()).isEmpty();
        assertThat(printed.toString()).hasLineCount(1).contains("denied");
    }
}
