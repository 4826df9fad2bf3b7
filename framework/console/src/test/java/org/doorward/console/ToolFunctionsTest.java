package org.doorward.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.Dictionary;
import org.apache.felix.service.command.Function;
import org.doorward.tool.ToolCommand;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

class ToolFunctionsTest {
    private final BundleContext context = mock(BundleContext.class);

    @SuppressWarnings("unchecked")
    private final ServiceRegistration<Function> registration = mock(ServiceRegistration.class);

    private final ToolFunctions functions = new ToolFunctions(context);

    @BeforeEach
    void register() {
        when(context.registerService(eq(Function.class), any(Function.class), any()))
                .thenReturn(registration);
    }

    private static ToolCommand command(String name) {
        return Gogo.command(name, (words, out, err) -> 0);
    }

    private ServiceReference<ToolCommand> service(ToolCommand command) {
        @SuppressWarnings("unchecked")
        ServiceReference<ToolCommand> reference = mock(ServiceReference.class);
        when(context.getService(reference)).thenReturn(command);
        return reference;
    }

    private static boolean names(Dictionary<String, ?> properties, String name) {
        return "doorward".equals(properties.get("osgi.command.scope"))
                && name.equals(properties.get("osgi.command.function"));
    }

    @Test
    void aServiceIsACommandOfTheShellAsLongAsItIsThere() {
        ToolCommand work = command("work");
        ServiceReference<ToolCommand> reference = service(work);

        assertThat(functions.addingService(reference)).isSameAs(registration);
        verify(context)
                .registerService(eq(Function.class), any(Function.class), argThat(given -> names(given, "work")));
        assertThat(functions.commands()).containsExactly(work);

        functions.removedService(reference, registration);
        verify(registration).unregister();
        verify(context).ungetService(reference);
        assertThat(functions.commands()).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Work", "-x", "a b", "a:b", "work;stop"})
    void aNameThatTheShellWouldMisreadIsLeftOut(String name) {
        ServiceReference<ToolCommand> reference = service(command(name));

        assertThat(functions.addingService(reference)).isNull();
        verify(context, never()).registerService(eq(Function.class), any(Function.class), any());
        verify(context).ungetService(reference);
        assertThat(functions.commands()).isEmpty();
    }

    @Test
    void aBundleCannotTakeTheNameOfABuiltInCommand() {
        ToolCommand own = command("auditctl");
        functions.add(own);

        assertThat(functions.addingService(service(command("auditctl")))).isNull();
        assertThat(functions.commands()).containsExactly(own);
    }

    @Test
    void commandsAreListedByName() {
        functions.add(command("help"));
        functions.addingService(service(command("work")));
        functions.addingService(service(command("draft")));

        assertThat(functions.commands()).extracting(ToolCommand::name).containsExactly("draft", "help", "work");
    }
}
