/**
 * How a permission catalogue may change: each version of the file is recorded, and a later one only adds permissions at
 * its end or retires some. Else what is kept by a permission's place would become another permission.
 */
package io.latchkey.edge.catalogues;
