package org.doorward.itest.bundles.work;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.doorward.itest.bundles.Workload;

/** {@code work FOLDER}: a tree is written, copied, moved, listed and deleted. */
public final class FilesWork extends Workload {
    @Override
    protected String work(List<String> arguments) throws Exception {
        File tree = new File(arguments.get(0), "tree");
        File copy = new File(arguments.get(0), "copy");
        File moved = new File(arguments.get(0), "moved");
        FileUtils.writeStringToFile(new File(tree, "a/b/letter.txt"), "Dear reader", StandardCharsets.UTF_8);
        FileUtils.copyDirectory(tree, copy);
        FileUtils.moveDirectory(copy, moved);
        String read = FileUtils.readFileToString(new File(moved, "a/b/letter.txt"), StandardCharsets.UTF_8);
        int found = FileUtils.listFiles(moved, null, true).size();
        FileUtils.deleteDirectory(tree);
        return found + " file: " + read;
    }
}
