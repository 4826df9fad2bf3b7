package org.doorward.itest.distribution.workshop;

import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.doorward.itest.distribution.victim.Victim;

/** Loaders and layers are made of nothing, classes of a copy of the victim's class {@code Extra}. */
final class LoaderRecipes {
    private final Recipes recipes;

    LoaderRecipes(Recipes recipes) {
        this.recipes = recipes;
    }

    void add() {
        recipes.add(ClassLoader.class, () -> ClassLoader.getSystemClassLoader());
        recipes.add("ClassLoader/0", () -> recipes.opened(new URLClassLoader(new URL[0])));
        recipes.add("ClassLoader/String", () -> "java/lang/Object.class");
        recipes.add("URLClassLoader/0", () -> new URLClassLoader(new URL[0]));
        recipes.add("URLClassLoader/String", () -> "name");
        recipes.add(ModuleLayer.class, ModuleLayer::boot);
        recipes.add("ModuleLayer/List", () -> List.of(ModuleLayer.boot()));
        recipes.add(
                ModuleLayer.Controller.class,
                () -> ModuleLayer.defineModulesWithOneLoader(
                        configuration(), List.of(ModuleLayer.boot()), ClassLoader.getSystemClassLoader()));
        recipes.add(Module.class, Object.class::getModule);
        recipes.add(Configuration.class, this::configuration);
        recipes.add(Function.class, () -> (Function<String, ClassLoader>) name -> ClassLoader.getSystemClassLoader());
        recipes.add(BinaryOperator.class, () -> (BinaryOperator<Object>) (first, second) -> second);
        recipes.add(MethodHandles.Lookup.class, Victim::lookup);
        for (String way : List.of("defineClass", "defineHiddenClass", "defineHiddenClassWithClassData")) {
            recipes.add("MethodHandles$Lookup." + way + "/1", this::code);
        }
    }

    private Configuration configuration() {
        return ModuleLayer.boot().configuration().resolve(ModuleFinder.of(), ModuleFinder.of(), Set.of());
    }

    private byte[] code() throws java.io.IOException {
        try (InputStream in = Victim.class.getResourceAsStream("Extra.class")) {
            return in.readAllBytes();
        }
    }
}
