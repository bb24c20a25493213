import { join } from 'node:path';

/** The environment in which Node keeps what it has compiled, as `npm start` has it. */
export const compiled = { NODE_COMPILE_CACHE: join(process.cwd(), 'node_modules/.cache/compiled') };
