/**
 * Where on plain Node lies what is not imported: unbuilt, among the sources; built, with the programs in dist, where all
 * of this host's own files lie in one folder (build/build.ts).
 */
const isBuilt = !import.meta.url.endsWith('.ts');
const at = (source: string, built: string) => new URL(isBuilt ? built : source, import.meta.url);

export const places = {
  manifest: at('../../../package.json', '../../package.json'),
  pages: at('../../../dist/renderer', '../renderer'),
  documentWorker: at('../../document/worker.ts', '../main/document-worker.js'),
  encodingWorker: at('../../export/encode/worker.ts', '../main/encoding-worker.js'),
  speechService: at('../../local/main.ts', '../main/speech-service.js'),
  soundBinding: at('../../native/build/lectern_portaudio.node', '../main/lectern_portaudio.node'),
};
