package io.latchkey.system.lab;

/**
 * Something that breaks and is whole again.
 *
 * @param name as it stands in the report
 * @param promise that it threatens before all
 * @param protection what keeps the promise, as in {@code latchkey.protections.off}: one, or some that stand behind one
 *     another; without it the promise is broken
 * @param strikes returns once it is whole again
 */
record Fault(String name, Promise promise, String protection, Strike strikes) {
    /** Whatever comes of it, the lab is whole afterwards. */
    Promises.Terms strike(Lab lab, Tenant tenant) throws Exception {
        try {
            return strikes.on(lab, tenant);
        } finally {
            lab.mend();
        }
    }

    interface Strike {
        Promises.Terms on(Lab lab, Tenant tenant) throws Exception;
    }

    interface Plain {
        void on(Lab lab, Tenant tenant) throws Exception;
    }

    static Fault of(String name, Promise promise, String protection, Plain strikes) {
        return new Fault(name, promise, protection, (lab, tenant) -> {
            strikes.on(lab, tenant);
            return Promises.Terms.USUAL;
        });
    }
}
