package org.doorward.osgi;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.osgi.framework.Bundle;

/** Reads from the descriptions of a bundle's components (Declarative Services, 112.4) by which PIDs they are configured. */
final class ComponentPids {
    private static final String DESCRIPTIONS = "Service-Component";

    private ComponentPids() {}

    /**
     * The names of the components, by which they are switched on and off, and the PIDs of their configurations. Of a description that is none
     * the component runtime makes no component: it adds nothing.
     */
    static Set<String> of(Bundle bundle) {
        Set<String> pids = new HashSet<>();
        String header = bundle.getHeaders("").get(DESCRIPTIONS);
        if (header != null) {
            for (String path : header.split(",")) {
                for (URL description : entries(bundle, path.strip())) {
                    read(description, pids);
                }
            }
        }
        return Set.copyOf(pids);
    }

    private static List<URL> entries(Bundle bundle, String path) {
        String file = path.split(";", 2)[0].strip();
        int slash = file.lastIndexOf('/');
        Enumeration<URL> found =
                bundle.findEntries(slash < 0 ? "/" : file.substring(0, slash), file.substring(slash + 1), false);
        return found == null ? List.of() : Collections.list(found);
    }

    private static void read(URL description, Set<String> into) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = description.openStream()) {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            Element component = new Element();
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamReader.START_ELEMENT) {
                    component.begin(reader);
                } else if (event == XMLStreamReader.END_ELEMENT
                        && reader.getLocalName().equals("component")) {
                    component.end(into);
                }
            }
        } catch (IOException | XMLStreamException e) {
            return; // as the component runtime does
        }
    }

    /** What matters of one component. */
    private static final class Element {
        private String name;
        private String pids;
        private String type;

        void begin(XMLStreamReader at) {
            if (at.getLocalName().equals("component")) {
                name = at.getAttributeValue(null, "name");
                pids = at.getAttributeValue(null, "configuration-pid");
                type = null;
            } else if (at.getLocalName().equals("implementation")) {
                type = at.getAttributeValue(null, "class");
            }
        }

        void end(Set<String> into) {
            String called = name == null ? type : name;
            if (called != null) {
                into.add(called);
            }
            if (pids != null) {
                for (String pid : pids.strip().split("\\s+")) {
                    if (!pid.equals("$") && !pid.isEmpty()) {
                        into.add(pid);
                    }
                }
            }
        }
    }
}
