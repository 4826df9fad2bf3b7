package org.doorward.itest.distribution.bundle;

import java.util.Collection;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.service.FindHook;

/** Hides everything from everybody: a component, with the description. */
public final class HidingHook implements FindHook {
    /** Its description. */
    public static final String COMPONENT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="hider" immediate="true">
              <implementation class="org.doorward.itest.distribution.bundle.HidingHook"/>
              <service><provide interface="org.osgi.framework.hooks.service.FindHook"/></service>
            </scr:component>
            """;

    @Override
    public void find(
            BundleContext context, String name, String filter, boolean all, Collection<ServiceReference<?>> found) {
        found.clear();
    }
}
