package org.doorward.tools.module;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import org.doorward.control.Mode;
import org.doorward.control.ModuleStatus;

/** Modules as the engine describes them. */
final class ModuleStub {
    private ModuleStub() {}

    static ModuleStatus of(String name, Mode mode) {
        ModuleStatus module = mock(ModuleStatus.class);
        when(module.name()).thenReturn(name);
        when(module.version()).thenReturn("1.2.0");
        when(module.sha256()).thenReturn("");
        when(module.mode()).thenReturn(mode);
        when(module.meanNanos()).thenReturn(-1L);
        return module;
    }
}
