package org.doorward.osgi;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.doorward.control.Mode;
import org.doorward.core.DeployedModule;
import org.doorward.module.SecurityModule;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** Reads what a service says of itself as a security module. */
final class ModuleDeclaration {
    private ModuleDeclaration() {}

    /**
     * The module that a service declares.
     *
     * @throws IllegalArgumentException naming bundle, property and value, and what was expected
     */
    static DeployedModule of(ServiceReference<?> reference, SecurityModule service, BundleSubject bundle) {
        Object ranking = reference.getProperty(Constants.SERVICE_RANKING);
        return new DeployedModule(
                name(reference, bundle),
                bundle.version(),
                hooks(reference, bundle),
                ranking instanceof Integer number ? number : 0,
                service,
                bundle.label(),
                bundle.sha256().orElse(""),
                mode(reference, bundle));
    }

    private static String name(ServiceReference<?> reference, BundleSubject bundle) {
        Object name = reference.getProperty(SecurityModule.NAME);
        if (name instanceof String text) {
            return text;
        }
        throw wrong(bundle, SecurityModule.NAME, name, "a String, the module's name");
    }

    private static List<String> hooks(ServiceReference<?> reference, BundleSubject bundle) {
        Object hooks = reference.getProperty(SecurityModule.HOOKS);
        if (hooks instanceof String text) {
            return Arrays.stream(text.split(",")).map(String::strip).toList();
        }
        if (hooks instanceof String[] texts) {
            return List.of(texts);
        }
        if (hooks instanceof Collection<?> collection && collection.stream().allMatch(String.class::isInstance)) {
            return collection.stream().map(String.class::cast).toList();
        }
        throw wrong(bundle, SecurityModule.HOOKS, hooks, "a String or String[] of family.verb or family.*");
    }

    private static Mode mode(ServiceReference<?> reference, BundleSubject bundle) {
        Object mode = reference.getProperty(SecurityModule.MODE);
        if (mode == null) {
            return null;
        }
        ValueForm<Mode> form = ValueForm.word(Mode.class);
        Mode value = mode instanceof String text ? form.parse(text) : null;
        if (value == null) {
            throw wrong(bundle, SecurityModule.MODE, mode, form.expected());
        }
        return value;
    }

    private static IllegalArgumentException wrong(
            BundleSubject bundle, String property, Object value, String expected) {
        return new IllegalArgumentException(
                "bundle [" + bundle + "]: service property " + property + "=[" + value + "]: expected " + expected);
    }
}
