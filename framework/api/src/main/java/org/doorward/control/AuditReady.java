package org.doorward.control;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A marker service: registered when the engine mediates and records, and every module that the configuration requires is there. It stays
 * when the operator turns recording off ({@link Enabled#OFF}): modules go on deciding.
 * A bundle that must not work unmediated refers to it.
 */
@ProviderType
public interface AuditReady {}
