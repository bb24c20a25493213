import { existsSync } from 'node:fs';
import { copyFile, cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type InlineConfig, type Plugin } from 'vite';
import { completeLicences } from './licences.ts';
import { translated } from './words/plugin.ts';

/** Builds the app into dist: the window (renderer), the programs behind it (main) and what joins them (preload). */
const root = fileURLToPath(new URL('..', import.meta.url));
const at = (path: string) => join(root, path);

/** Never bundled: Electron itself, and the voices, whose packages are mostly data. */
const external = ['electron', /^node:/, /^@echogarden\/(flite|espeak)/];

/** Each program by the name of its file; `app/local/main.ts` looks for its workers under these names. */
const programs = {
  main: at('app/hosts/electron/main.ts'),
  'document-worker': at('app/document/worker.ts'),
  'encoding-worker': at('app/export/encode/worker.ts'),
  'speech-service': at('app/local/main.ts'),
  'flite.worker': at('app/local/flite.worker.ts'),
  'espeak.worker': at('app/local/espeak.worker.ts'),
};

/** The notices of everything bundled: their licences ask for them wherever the code goes. */
const license = { fileName: 'licenses.md' };

const common: InlineConfig = { root, configFile: false, logLevel: 'warn', publicDir: false };

/** Names of the packages of which something is in what Vite writes. */
const bundled = new Set<string>();

const main: InlineConfig = {
  ...common,
  plugins: [translated(), wasmBesideItsLoader(), eagerModules(), noteBundled(bundled)],
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    target: 'node24',
    outDir: at('dist/main'),
    license,
    rolldownOptions: {
      input: programs,
      external,
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'parts/[name]-[hash].js' },
    },
  },
};

/**
 * The host on plain Node, which reads one file at its start where it would read 250 sources. It finds its workers among
 * the programs of main (app/hosts/node/places.ts), and no package takes it along.
 */
const host: InlineConfig = {
  ...common,
  plugins: [translated(), wasmBesideItsLoader()],
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    target: 'node24',
    outDir: at('dist/host'),
    rolldownOptions: {
      input: { lectern: at('app/hosts/cli/main.ts') },
      external,
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
};

/** One CommonJS file: a sandboxed preload can't be a module, and can't require a second file. */
const preload: InlineConfig = {
  ...common,
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    target: 'node24',
    outDir: at('dist/preload'),
    rolldownOptions: {
      input: { preload: at('app/hosts/electron/preload.ts') },
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
};

await build({ configFile: at('build/renderer.config.ts'), logLevel: 'warn', build: { license } });
await build(main);
await build(preload);
await build(host);
completeLicences(at('dist/main/licenses.md'), bundled);
completeLicences(at('dist/renderer/licenses.md'), new Set());
await copySoundBinding();
await copyTray();

/** Emscripten's loaders read their wasm from beside the file that they are in, wherever the bundler has put them. */
function wasmBesideItsLoader(): Plugin {
  return {
    name: 'wasm-beside-its-loader',
    async generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const files = chunk.moduleIds.map((id) => id.replace(/\.m?js$/, '.wasm'));
        for (const wasm of files.filter((file) => file.endsWith('.wasm') && existsSync(file))) {
          const fileName = posix.join(posix.dirname(chunk.fileName), basename(wasm));
          this.emitFile({ type: 'asset', fileName, source: await readFile(wasm) });
        }
      }
    },
  };
}

/**
 * Notes which modules the app loads before it shows a window, in bytes of what is bundled of each: `dist/eager.json`,
 * which no package takes along. What only some documents, exports or voices need has no business there.
 */
function eagerModules(): Plugin {
  return {
    name: 'eager-modules',
    async generateBundle(_options, bundle) {
      const sizes: Record<string, number> = {};
      const seen = new Set<string>();
      const add = (fileName: string) => {
        const chunk = bundle[fileName];
        if (chunk?.type !== 'chunk' || seen.has(fileName)) return;
        seen.add(fileName);
        for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
          if (renderedLength > 0) sizes[posix.relative(root, id.replace('\0', ''))] = renderedLength;
        }
        chunk.imports.forEach(add);
      };
      add('main.js');
      const largestFirst = Object.entries(sizes).toSorted(([, one], [, other]) => other - one);
      await writeFile(at('dist/eager.json'), `${JSON.stringify(Object.fromEntries(largestFirst), null, 1)}\n`);
    },
  };
}

function noteBundled(names: Set<string>): Plugin {
  return {
    name: 'note-bundled',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
          const [, name] = /.*\bnode_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id) ?? [];
          if (name && renderedLength > 0) names.add(name);
        }
      }
    },
  };
}

/** The binding and the library that it loads from beside itself; without them the app says that there is no sound. */
async function copySoundBinding(): Promise<void> {
  const binding = at('app/native/build/lectern_portaudio.node');
  if (!existsSync(binding)) return;
  const files = (await readdir(dirname(binding))).filter((name) => /\.(node|dll|dylib|so)(\.|$)/.test(name));
  await Promise.all(files.map((name) => copyFile(join(dirname(binding), name), at(`dist/main/${name}`))));
  // Its licence goes wherever the library goes; PortAudio has it at the head of its header.
  const header = await readFile(at('node_modules/naudiodon/portaudio/include/portaudio.h'), 'utf8');
  const [licence = ''] = /\/\*.*?\*\//s.exec(header) ?? [];
  await writeFile(at('dist/main/portaudio.license.txt'), `${licence.replace(/^(\/\*| \*\/?) ?/gm, '').trim()}\n`);
}

/** Its pictures lie beside the main program, which names them by their path. */
async function copyTray(): Promise<void> {
  await cp(at('build/resources/tray'), at('dist/main/tray'), { recursive: true });
}
