/**
 * In ms. The slowest piece there can be, all digits, takes about 3 s; a machine under load gets six times that. A worker
 * that hangs is replaced once, and clients wait for a minute.
 */
export const PATIENCE = 20_000;
