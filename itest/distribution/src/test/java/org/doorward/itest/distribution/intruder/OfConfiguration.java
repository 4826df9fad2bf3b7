package org.doorward.itest.distribution.intruder;

import java.lang.reflect.Field;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** What can be tried with a configuration; the first argument is its PID, if there is one. */
enum OfConfiguration implements Trial {
    SHOW {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            Configuration[] found = admin(context).listConfigurations("(service.pid=" + arguments.get(0) + ")");
            if (found == null) {
                return "none";
            }
            TreeMap<String, Object> all = new TreeMap<>();
            Dictionary<String, Object> properties = found[0].getProperties();
            properties.keys().asIterator().forEachRemaining(key -> all.put(key, properties.get(key)));
            return all + " bound to " + found[0].getBundleLocation() + " " + found[0].getAttributes();
        }
    },
    UPDATE {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            of(context, arguments).update(properties());
            return "updated";
        }
    },
    UPDATE_IF_DIFFERENT {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            return "updated " + of(context, arguments).updateIfDifferent(properties());
        }
    },
    UPDATE_IN_A_POOL {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            try {
                return CompletableFuture.supplyAsync(() -> {
                            try {
                                return UPDATE.run(context, arguments);
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        })
                        .get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause().getCause());
            }
        }
    },
    DELETE {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            of(context, arguments).delete();
            return "deleted";
        }
    },
    BIND {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            of(context, arguments).setBundleLocation(context.getBundle().getLocation());
            return "bound";
        }
    },
    /** Makes one that is bound to a bundle. */
    GIVE {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            String location = Trial.bundle(context, arguments.get(1)).getLocation();
            admin(context).getConfiguration(arguments.get(0), location).update(new Hashtable<>());
            return "given";
        }
    },
    LOCK {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            of(context, arguments).addAttributes(Configuration.ConfigurationAttribute.READ_ONLY);
            return "locked";
        }
    },
    /** What is not there is bound to whoever asks for it. */
    ASK_FOR {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            return "there is "
                    + admin(context).getConfiguration(arguments.get(0)).getPid();
        }
    },
    CREATE_BY_FACTORY {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            admin(context).createFactoryConfiguration(arguments.get(0), "?").update(properties());
            return "created";
        }
    },
    CREATE_BY_FACTORY_AND_NAME {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            admin(context)
                    .getFactoryConfiguration(arguments.get(0), "mine", "?")
                    .update(properties());
            return "created";
        }
    },
    /** The object behind the API has the content in a field. */
    OPEN {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            Configuration configuration = of(context, arguments);
            Field field = configuration.getClass().getDeclaredField("delegatee");
            field.setAccessible(true);
            return "opened " + field.get(configuration);
        }
    },
    DISABLE {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            ServiceComponentRuntime runtime =
                    context.getService(context.getServiceReference(ServiceComponentRuntime.class));
            runtime.disableComponent(runtime.getComponentDescriptionDTO(
                            Trial.bundle(context, arguments.get(0)), arguments.get(1)))
                    .getValue();
            return "disabled";
        }
    },
    ENABLE {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            ServiceComponentRuntime runtime =
                    context.getService(context.getServiceReference(ServiceComponentRuntime.class));
            runtime.enableComponent(runtime.getComponentDescriptionDTO(
                            Trial.bundle(context, arguments.get(0)), arguments.get(1)))
                    .getValue();
            return "enabled";
        }
    };

    private static ConfigurationAdmin admin(BundleContext context) {
        return context.getService(context.getServiceReference(ConfigurationAdmin.class));
    }

    private static Configuration of(BundleContext context, List<String> arguments) throws Exception {
        return admin(context).getConfiguration(arguments.get(0), "?");
    }

    private static Dictionary<String, Object> properties() {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("allow.exec", "intruder@sha256=0");
        properties.put("token", "a-secret-value");
        return properties;
    }
}
