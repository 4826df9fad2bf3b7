package org.doorward.agent.probe;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One row, from a caller that knows nothing of the agent to the handler: recorded, denied, and left alone again. */
public final class ThinPath {
    public static void main(String[] arguments) throws IOException {
        Engine engine = Engine.start();
        int move = engine.find(11, "UnixFileSystemProvider.move");
        Path from = Files.createTempFile("from", ".txt");
        Path to = from.resolveSibling(from.getFileName() + ".moved");

        engine.want(move);
        Files.move(from, to);
        List<Engine.Seen> moved = engine.drain();
        System.out.println("moved " + Files.exists(to) + " seen " + moved.size() + " "
                + moved.get(0).arguments.subList(0, 2).equals(List.of(from, to)) + " exited " + moved.get(0).exited);

        engine.deny(move, new AccessDeniedException(to.toString()));
        try {
            Files.move(to, from);
            System.out.println("not denied");
        } catch (AccessDeniedException e) {
            System.out.println(
                    "denied " + Files.exists(to) + " exited " + engine.drain().get(0).exited);
        }

        engine.wantNothing();
        Files.move(to, from);
        System.out.println(
                "passed " + Files.exists(from) + " seen " + engine.drain().size());
        Files.delete(from);
    }
}
