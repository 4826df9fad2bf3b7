/**
 * The event in bytes: layout, encoder, decoder, record and field types, escaping, text form; and the port {@link
 * org.doorward.event.EventSink} that the transport drains into.
 *
 * <pre>
 *   producer                              drain
 *   EventEncoder --bytes--> backlog --bytes--> EventSink (the trail) --EventText--> lines
 * </pre>
 */
package org.doorward.event;
