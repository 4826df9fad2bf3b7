package org.doorward.itest.bundles.attack;

import java.util.List;
import net.lingala.zip4j.core.ZipFile;
import org.doorward.itest.bundles.Workload;

/** {@code work ARCHIVE FOLDER}: an application that unpacks an archive from outside (CVE-2018-1002202). */
public final class UnpackingAttack extends Workload {
    @Override
    protected String work(List<String> arguments) throws Exception {
        new ZipFile(arguments.get(0)).extractAll(arguments.get(1));
        return "unpacked";
    }
}
