package org.doorward.agent.probe;

/** Takes a module for Felix that is none. */
public final class FrameworkGap {
    /** @param arguments ignored */
    public static void main(String[] arguments) {
        Module other = ModuleLayer.boot().findModule("java.logging").orElseThrow();
        try {
            Engine.start().framework().apply(other);
            System.out.println("accepted");
        } catch (RuntimeException e) {
            System.out.println(e.getMessage());
        }
    }
}
