package org.doorward.itest.bundles.attack;

import java.util.List;
import org.doorward.itest.bundles.Workload;
import org.yaml.snakeyaml.Yaml;

/** {@code work TEXT}: an application that reads YAML from outside (CVE-2022-1471). */
public final class YamlAttack extends Workload {
    @Override
    protected String work(List<String> arguments) {
        // As in a server: SnakeYAML looks classes up there first.
        Thread.currentThread().setContextClassLoader(YamlAttack.class.getClassLoader());
        return new Yaml().load(arguments.get(0)).getClass().getSimpleName();
    }
}
