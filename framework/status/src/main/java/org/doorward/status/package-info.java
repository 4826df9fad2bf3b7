/**
 * The live status for others: what {@code AuditControl} says, as meters of Micrometer and as a health check of Felix. A bundle of its own,
 * since the engine imports nothing and these libraries come and go as bundles. It changes nothing and knows nothing that any other bundle
 * could not ask for; it is not responsible for JMX, which the engine brings itself, and for who scrapes or asks.
 *
 * <pre>
 *   a bundle exports io.micrometer.core.instrument.binder --&gt; Offer --&gt; MeterService --&gt; service MeterBinder --&gt; Figure, of AuditControl
 *   a bundle exports org.apache.felix.hc.api ---------------&gt; Offer --&gt; EngineHealth --&gt; service HealthCheck --&gt; Ailment, of AuditControl
 * </pre>
 */
package org.doorward.status;
