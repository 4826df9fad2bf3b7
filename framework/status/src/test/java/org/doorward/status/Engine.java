package org.doorward.status;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.lenient;
import static org.mockito.Mockito.mock;

import java.util.ArrayList;
import java.util.List;
import org.doorward.control.AuditControl;
import org.doorward.control.AuditStatus;
import org.doorward.control.Enabled;
import org.doorward.control.LatencyStatus;
import org.doorward.control.Mode;
import org.doorward.control.ModuleStatus;
import org.doorward.control.TrailStatus;

/** An engine in good health, until a test says otherwise. */
final class Engine {
    final AuditControl control = mock(AuditControl.class);
    final AuditStatus status = mock(AuditStatus.class);
    final TrailStatus trail = mock(TrailStatus.class);
    final LatencyStatus write = mock(LatencyStatus.class);
    final LatencyStatus sync = mock(LatencyStatus.class);
    final List<ModuleStatus> modules = new ArrayList<>();

    Engine() {
        lenient().when(control.status()).thenReturn(status);
        lenient().when(control.globalMode()).thenReturn(Mode.ENFORCE);
        lenient().when(control.missingModules()).thenReturn(List.of());
        lenient().when(control.modules()).thenAnswer(call -> List.copyOf(modules));
        lenient().when(status.enabled()).thenReturn(Enabled.ON);
        lenient().when(status.trail()).thenReturn(trail);
        lenient().when(status.lost(any(), any())).thenReturn(0L);
        lenient().when(trail.state()).thenReturn(TrailStatus.State.OK);
        lenient().when(trail.diskStage()).thenReturn("");
        lenient().when(trail.writeTime()).thenReturn(write);
        lenient().when(trail.syncTime()).thenReturn(sync);
        lenient().when(sync.p99Micros()).thenReturn(-1L);
    }

    ModuleStatus module(String name) {
        ModuleStatus module = mock(ModuleStatus.class);
        lenient().when(module.name()).thenReturn(name);
        lenient().when(module.mode()).thenReturn(Mode.ENFORCE);
        lenient().when(module.meanNanos()).thenReturn(-1L);
        modules.add(module);
        return module;
    }
}
