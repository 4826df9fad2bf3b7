package org.doorward.core;

import org.doorward.module.NetworkOperation;

/** One operation of family network, as one module sees it. */
final class NetworkOperationView extends OperationView implements NetworkOperation {
    NetworkOperationView(HookViews views, Frame frame) {
        super(views, frame);
    }

    /* The first that is given: where it goes to before where it comes from. */
    private Address address() {
        views.check();
        Shape shape = arguments.shape();
        int named = shape.indexOf("address");
        if (named >= 0 && arguments.has(named)) {
            return (Address) arguments.object(named);
        }
        for (int i = 0; i < shape.size(); i++) {
            if (shape.slot(i).type() == SlotType.ADDRESS && arguments.has(i)) {
                return (Address) arguments.object(i);
            }
        }
        return null;
    }

    @Override
    public String host() {
        Address address = address();
        if (address != null) {
            return address.host();
        }
        int slot = arguments.shape().indexOf("host");
        return slot < 0 ? null : arguments.text(slot);
    }

    @Override
    public String ip() {
        Address address = address();
        return address == null ? null : address.ipText();
    }

    @Override
    public int port() {
        Address address = address();
        return address == null ? -1 : address.port();
    }

    @Override
    public String socketFile() {
        Address address = address();
        return address == null ? null : address.socketFile();
    }
}
