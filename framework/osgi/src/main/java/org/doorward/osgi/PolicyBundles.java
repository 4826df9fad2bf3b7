package org.doorward.osgi;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.doorward.control.ChangeRefusedException;
import org.doorward.control.PolicyStatus;
import org.doorward.rules.RuleFile;
import org.doorward.rules.RuleSet;
import org.doorward.rules.RuleSyntaxException;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/*
 * All files of a bundle are read before the first of its rules counts, and the new ones take the place of the old ones in one step: no
 * operation sees half a policy, or none. Only what comes through the deploy folder is asked: who may install a bundle otherwise is no
 * operator.
 *
 * How a policy could be wrong in force, and what shows that it is not (PolicyBundlesTest):
 *   one file of three counts                     aWrongLineRefusesTheWholeBundleAndNamesItsPlace
 *   a faulty update takes the policy away        aFaultyUpdateLeavesThePolicyBefore
 *   rules stay behind                            aBundleThatGoesTakesItsRulesAndNoOthers
 *   a policy brings code                         aPolicyWithCodeIsRefused
 *   a policy unlocks, or locks                   aPolicyDoesNotTurnAuditingOnOrOff
 */
/** The bundles of the deploy folder that bring rules and no code. Changed by one thread at a time, asked by any. */
final class PolicyBundles {
    static final String HEADER = "Doorward-Policy";
    private static final Pattern ELEMENT =
            Pattern.compile("(?:(?<folder>[^;,*]*)/)?(?<file>[^/;,]+\\.rules)(?:;ranking=(?<ranking>-?[0-9]{1,9}))?");
    private static final List<String> CODE = List.of(
            Constants.BUNDLE_ACTIVATOR, "Service-Component", Constants.BUNDLE_CLASSPATH, Constants.FRAGMENT_HOST);

    /** Where rules are put into force. */
    interface Target {
        /** @throws ChangeRefusedException if they cannot be; those before stay */
        void put(List<RuleSet> inOrder) throws ChangeRefusedException;
    }

    /** Told what is in force now, or {@code done} is false: what was refused. */
    interface Listener {
        void loaded(String policy, String version, int rules, String sha256, String old, boolean done);
    }

    private record Part(int ranking, String file, RuleSet rules) {}

    private record Policy(String name, String version, String sha256, List<Part> parts) implements PolicyStatus {
        @Override
        public int rules() {
            return parts.stream().mapToInt(part -> part.rules().rules().size()).sum();
        }
    }

    private final Target target;
    private final Listener listener;
    private volatile Map<Bundle, Policy> policies = Map.of();

    PolicyBundles(Target target, Listener listener) {
        this.target = target;
        this.listener = listener;
    }

    static boolean isPolicy(Bundle bundle) {
        return bundle.getHeaders("").get(HEADER) != null;
    }

    /**
     * Puts the rules of a bundle into force, in the place of those of another.
     *
     * @param before what it replaces, or {@code null}
     * @throws DeployFailure naming bundle, file, line and column; what was in force stays
     */
    void load(Bundle bundle, String sha256, Bundle before) throws DeployFailure {
        Map<Bundle, Policy> next = new HashMap<>(policies);
        Policy replaced = next.remove(before);
        String old = replaced == null ? "none" : replaced.sha256();
        String version = bundle.getVersion().toString();
        int rules = 0;
        boolean done = false;
        try {
            Policy policy = read(bundle, sha256);
            next.put(bundle, policy);
            put(next);
            rules = policy.rules();
            done = true;
        } catch (ChangeRefusedException e) {
            throw new DeployFailure(e.getMessage(), e);
        } finally {
            listener.loaded(bundle.getSymbolicName(), version, rules, sha256, old, done);
        }
    }

    /** Takes the rules of a bundle out of force, if they are. */
    void unload(Bundle bundle) throws ChangeRefusedException {
        Map<Bundle, Policy> next = new HashMap<>(policies);
        Policy gone = next.remove(bundle);
        if (gone != null) {
            put(next);
            listener.loaded(gone.name(), gone.version(), 0, "none", gone.sha256(), true);
        }
    }

    /** Those in force, in the order of their names. */
    List<PolicyStatus> inForce() {
        return policies.values().stream()
                .<PolicyStatus>map(policy -> policy)
                .sorted(Comparator.comparing(PolicyStatus::name))
                .toList();
    }

    /** The bundle of a policy in force, or {@code null}. */
    Bundle bundle(String policy) {
        return policies.entrySet().stream()
                .filter(entry -> entry.getValue().name().equals(policy))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private void put(Map<Bundle, Policy> next) throws ChangeRefusedException {
        List<RuleSet> inOrder = next.values().stream()
                .flatMap(policy -> policy.parts().stream())
                .sorted(Comparator.comparingInt(Part::ranking).reversed().thenComparing(Part::file))
                .map(Part::rules)
                .toList();
        target.put(inOrder);
        policies = Map.copyOf(next);
    }

    private static Policy read(Bundle bundle, String sha256) throws DeployFailure {
        refuseCode(bundle);
        List<Part> parts = new ArrayList<>();
        for (String element : bundle.getHeaders("").get(HEADER).split(",")) {
            Matcher form = ELEMENT.matcher(element.strip());
            if (!form.matches()) {
                throw new DeployFailure(
                        HEADER + " [" + element.strip()
                                + "]: expected FOLDER/NAME.rules, NAME with * for any letters, perhaps with ;ranking=NUMBER",
                        null);
            }
            String ranking = form.group("ranking");
            for (URL file : files(bundle, form.group("folder"), form.group("file"))) {
                parts.add(part(bundle, file, ranking == null ? 0 : Integer.parseInt(ranking)));
            }
        }
        return new Policy(bundle.getSymbolicName(), bundle.getVersion().toString(), sha256, List.copyOf(parts));
    }

    private static List<URL> files(Bundle bundle, String folder, String file) throws DeployFailure {
        Enumeration<URL> found = bundle.findEntries(folder == null ? "/" : folder, file, false);
        if (found == null) {
            throw new DeployFailure(
                    HEADER + " [" + (folder == null ? "" : folder + "/") + file + "]: there is no such file in the jar",
                    null);
        }
        List<URL> files = new ArrayList<>(Collections.list(found));
        files.sort(Comparator.comparing(URL::getPath));
        return files;
    }

    private static Part part(Bundle bundle, URL file, int ranking) throws DeployFailure {
        String source = bundle.getSymbolicName() + file.getPath();
        try (InputStream content = file.openStream()) {
            List<String> lines = new String(content.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            RuleFile read = RuleFile.parse(source, lines);
            if (read.enabled() != null) {
                throw new DeployFailure(
                        source + ":" + read.enabledLine()
                                + ":1: [-e] is not a policy's to say; write it into conf/audit.rules",
                        null);
            }
            return new Part(ranking, source, read.rules());
        } catch (RuleSyntaxException e) {
            throw new DeployFailure(e.getMessage(), e);
        } catch (IOException e) {
            throw new DeployFailure(source + " cannot be read: " + e, e);
        }
    }

    private static void refuseCode(Bundle bundle) throws DeployFailure {
        for (String header : CODE) {
            if (bundle.getHeaders("").get(header) != null) {
                throw mixed("header " + header);
            }
        }
        for (String code : List.of("*.class", "*.jar")) {
            Enumeration<URL> found = bundle.findEntries("/", code, true);
            if (found != null) {
                throw mixed("file [" + found.nextElement().getPath() + "]");
            }
        }
    }

    private static DeployFailure mixed(String what) {
        return new DeployFailure(
                "it has " + HEADER + ", and " + what + "; a policy brings no code: make two bundles of it", null);
    }
}
