/** The may-import table of ARCHITECTURE.md, as a rule. A room that is not named here may import nothing. */
const rooms = {
  model: [],
  pcm: ['model'],
  script: ['model'],
  ipc: ['model'],
  document: ['model'],
  together: ['model', 'pcm'],
  store: ['model'],
  synthesis: ['model', 'pcm', 'script', 'together', 'store'],
  player: ['model', 'pcm', 'script', 'synthesis', 'store', 'native'],
  export: ['model', 'pcm', 'script', 'synthesis', 'store', 'subtitles'],
  dictation: ['model', 'pcm', 'together', 'store', 'native', 'subtitles'],
  subtitles: [],
  native: [],
  local: ['model', 'pcm'],
  studio: [
    'model',
    'ipc',
    'document',
    'script',
    'together',
    'synthesis',
    'pcm',
    'player',
    'export',
    'store',
    'dictation',
  ],
  words: ['model'],
  hosts: ['studio', 'ipc', 'model', 'words'],
};

const layer = ([room, may]) => ({
  name: `layer-${room}`,
  severity: 'error',
  from: { path: `^app/${room}/` },
  to: { path: '^(app|renderer|tests|build)/', pathNot: `^app/(${[room, ...may].join('|')})/` },
});

module.exports = {
  forbidden: [
    ...Object.entries(rooms).map(layer),
    {
      name: 'layer-unknown',
      comment: 'Every file of app/ belongs to a room of the table.',
      severity: 'error',
      from: { path: '^app/', pathNot: `^app/(${Object.keys(rooms).join('|')})/` },
      to: {},
    },
    {
      name: 'layer-renderer',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(app|tests|build)/', pathNot: '^app/(ipc|model|words)/' },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'electron-in-its-host-only',
      severity: 'error',
      from: { path: '^(app|renderer)/', pathNot: '^app/hosts/electron/' },
      to: { path: '(^|/)electron(/|$)', pathNot: '^app/' },
    },
    {
      name: 'one-door-to-native',
      severity: 'error',
      from: { path: '^app/', pathNot: '^app/(native/|player/portaudio\\.ts$|dictation/microphone\\.ts$)' },
      to: { path: '^app/native/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: { path: '^(app|renderer)/' }, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.svelte', '.svelte.ts', '.js', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'svelte', 'default', 'types'],
    },
    builtInModules: { add: ['node:sqlite'] },
  },
};
