/** In ms. The slowest piece there can be, all digits, takes about 3 s; a machine under load gets ten times that. */
export const PATIENCE = 30_000;
