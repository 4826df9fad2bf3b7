/** What security modules, applications and operators program against: types, no behaviour. */
module org.doorward.api {
    requires static osgi.annotation;

    exports org.doorward.module;
    exports org.doorward.audit;
    exports org.doorward.guard;
    exports org.doorward.control;
    exports org.doorward.trail;
    exports org.doorward.tool;
}
