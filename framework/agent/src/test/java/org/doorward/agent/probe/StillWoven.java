package org.doorward.agent.probe;

import java.io.File;
import java.lang.reflect.Field;

/** Whether rows are mediated in unusual states of the JVM: after a later agent, and in a loop that runs already. */
public final class StillWoven {
    @SuppressWarnings("unused") // opened by reflection
    private int hidden;

    private static volatile boolean over;

    /** @param arguments ignored */
    public static void main(String[] arguments) throws Exception {
        Engine engine = Engine.start();
        int delete = engine.find(22, "File.delete");
        engine.want(delete);
        new File("/none/of/this/name").delete();
        System.out.println("after the other agent: " + engine.drain().size());

        int open = engine.find(52, "AccessibleObject.checkCanSetAccessible");
        engine.wantNothing();
        Field field = StillWoven.class.getDeclaredField("hidden");
        Thread loop = new Thread(() -> {
            long calls = 0;
            while (!over) {
                for (int call = 0; call < 10_000_000 && !over; call++) {
                    field.setAccessible(true);
                    calls++;
                }
            }
            System.out.println("the loop " + (calls > 100_000 ? "was hot" : "was cold"));
        });
        loop.start();
        while (loop.getState() == Thread.State.NEW) {
            Thread.onSpinWait();
        }
        waitUntilCompiled();
        engine.wantOfAllThreads(open);
        while (engine.isUnseen()) {
            Thread.onSpinWait();
        }
        engine.wantNothing();
        over = true;
        loop.join();
        System.out.println("in a running loop: seen");
    }

    /** Long enough for the loop to be compiled, counted in work and not in time. */
    private static void waitUntilCompiled() {
        long sum = 0;
        for (long step = 0; step < 300_000_000L; step++) {
            sum += step ^ sum;
        }
        if (sum == 42) {
            System.out.println();
        }
    }
}
