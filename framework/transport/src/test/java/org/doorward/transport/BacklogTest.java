package org.doorward.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Backlog backlog = new Backlog(4096);

    @Test
    void aProducerThatFailsWhileItCopiesHoldsNobodyUp() {
        long position = backlog.claim(100);
        assertThatThrownBy(() -> backlog.publish(position, new byte[10], 100, 0, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        backlog.publish(backlog.claim(20), new byte[20], 20, 0, 2);
        assertThat(backlog.next()).isEqualTo(-100);
        backlog.advance(-100);
        assertThat(backlog.next()).isEqualTo(20);
        assertThat(backlog.serial()).isEqualTo(2);
    }

    @Test
    void whatIsClaimedButNotPublishedIsNotEmpty() {
        backlog.claim(100);
        assertThat(backlog.next()).isZero();
        assertThat(backlog.isEmpty()).isFalse();
    }

    @Test
    void aClosedRingRefusesClaimsAndKnowsTheLastOne() {
        backlog.publish(backlog.claim(20), new byte[20], 20, 0, 1);
        backlog.close();
        assertThat(backlog.claim(20)).isEqualTo(Backlog.CLOSED);
        assertThat(backlog.claim(20)).isEqualTo(Backlog.CLOSED);
        assertThat(backlog.isEmpty()).isFalse();
        backlog.advance(20);
        assertThat(backlog.isEmpty()).isTrue();
    }

    @Test
    void theRingIsThePowerOfTwoThatHoldsTheLimit() {
        assertThat(new Backlog(4096).capacity()).isEqualTo(4096);
        assertThat(new Backlog(4097).capacity()).isEqualTo(8192);
        assertThat(new Backlog(1 << 20).capacity()).isEqualTo(1 << 20);
    }
}
