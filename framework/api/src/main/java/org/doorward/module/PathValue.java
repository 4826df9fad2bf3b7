package org.doorward.module;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A path that was judged. A flyweight as {@link Operation}.
 *
 * <p>Names are compared as text after making them absolute and taking {@code .} and {@code ..} out; symbolic links are not
 * followed. A path of another file system than the disk's never matches a {@link PathMatch}.
 */
@ProviderType
public interface PathValue {
    /** Whether the path is one of these folders or lies below one. Allocates nothing. */
    boolean matches(PathMatch folders);

    /** The name as records write it: absolute, {@code .} and {@code ..} and links unresolved; on another file system its URI. Allocates. */
    @Override
    String toString();
}
