package org.doorward.itest.distribution.intruder;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.doorward.module.Decision;
import org.doorward.module.SecurityModule;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** What can be tried with services. */
enum OfServices implements Trial {
    /** Of an interface, by name. */
    REGISTER {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            return register(context, context, arguments.get(0));
        }
    },
    /** The same in the name of a bundle. */
    REGISTER_FOR {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            return register(context, Trial.bundle(context, arguments.get(1)).getBundleContext(), arguments.get(0));
        }
    },
    COUNT {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            ServiceReference<?>[] all = context.getAllServiceReferences(arguments.get(0), null);
            return "there are " + (all == null ? 0 : all.length);
        }
    },
    GET {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            return "got " + (context.getService(context.getServiceReference(arguments.get(0))) != null);
        }
    },
    /** Allows all, before all others, under a name that is taken. */
    OUTRANK {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            SecurityModule module = (operation, audit) -> Decision.PASS;
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(SecurityModule.NAME, arguments.get(0));
            properties.put(SecurityModule.HOOKS, "process.exec");
            properties.put("service.ranking", Integer.MAX_VALUE);
            context.registerService(SecurityModule.class, module, properties);
            return "registered";
        }
    },
    /** By the registration that a careless module lends. */
    UNREGISTER {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            lent(context).unregister();
            return "unregistered";
        }
    },
    /** By its service, which everybody can get, and its class. */
    OPEN_THE_FIELD_OF_A_MODULE {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            Field field = classOfModule(context).getDeclaredField("registration");
            field.setAccessible(true);
            return "opened";
        }
    },
    LOOK_INTO_A_MODULE {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            MethodHandles.privateLookupIn(classOfModule(context), MethodHandles.lookup());
            return "opened";
        }
    },
    SHOW_LENT {
        @Override
        public String run(BundleContext context, List<String> arguments) {
            return "hooks " + lent(context).getReference().getProperty(SecurityModule.HOOKS);
        }
    },
    MODIFY {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(SecurityModule.NAME, "lender");
            properties.put(SecurityModule.HOOKS, "payment.transfer");
            lent(context).setProperties(properties);
            return "modified";
        }
    };

    private static ServiceRegistration<?> lent(BundleContext context) {
        return context.getService(context.getServiceReference(ServiceRegistration.class));
    }

    private static Class<?> classOfModule(BundleContext context) throws ClassNotFoundException {
        return Trial.bundle(context, "lender").loadClass("org.doorward.itest.distribution.bundle.Lender");
    }

    private static String register(BundleContext own, BundleContext in, String type) throws Exception {
        Class<?> api = type(own, type);
        Object service = Proxy.newProxyInstance(
                api.getClassLoader(), new Class<?>[] {api}, (proxy, method, values) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == values[0];
                    case "toString" -> "intruder's";
                    default -> method.getReturnType() == boolean.class ? Boolean.FALSE : null;
                });
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("name", "file");
        properties.put("service.ranking", Integer.MAX_VALUE);
        in.registerService(type, service, properties);
        return "registered";
    }

    /** Some it does not import: their bundle has them. */
    private static Class<?> type(BundleContext context, String name) throws ClassNotFoundException {
        for (Bundle bundle : context.getBundles()) {
            try {
                return bundle.loadClass(name);
            } catch (ClassNotFoundException e) {
                // Another has it.
            }
        }
        throw new ClassNotFoundException(name);
    }
}
