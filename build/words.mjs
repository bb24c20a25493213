import { join } from 'node:path';
import { modernNode, root } from './node.mjs';
import { run } from './run.mjs';

/** `npm run words`: brings the catalogues of all languages up to the source, and says what is left to translate. */
process.exitCode = await run(modernNode(), [join(root, 'build/words/words.ts')], { cwd: root });
