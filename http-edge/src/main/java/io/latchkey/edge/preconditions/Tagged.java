package io.latchkey.edge.preconditions;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** What is answered with an entity tag. */
public interface Tagged {
    /** What the tag is of: what a change of it notes as its state before. */
    @JsonIgnore
    default Object representation() {
        return this;
    }
}
