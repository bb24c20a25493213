import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWebHost, type WebHost } from '../../app/hosts/web/host.ts';
import { openUploads, type Uploads } from '../../app/hosts/web/uploads.ts';
import { scriptedStudio } from './host-web-studio.ts';

/** Bytes that an upload may have here. */
export const LARGEST = 100_000;

/** A web host over a scripted studio, with a window of two files and a secret that lies just outside of it. */
export interface ServedHost extends ReturnType<typeof scriptedStudio> {
  web: WebHost;
  uploads: Uploads;
  port: number;
  origin: string;
  /** A browser's cookie, which came through a link. */
  cookie: string;
  /** Names of the uploads that lie on the disk; null where their folder is gone. */
  kept(): Promise<string[] | null>;
  leave(): Promise<void>;
}

/** `strangers` replaces the usual rate of requests without a cookie. */
export async function serveHost(strangers?: { perSecond: number; atOnce: number }): Promise<ServedHost> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-web-'));
  const pages = join(folder, 'pages');
  await mkdir(join(pages, 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(pages, 'index.html'), '<title>Lectern</title>');
  await writeFile(join(pages, 'assets/main.js'), 'export {};');
  const uploads = await openUploads(folder, LARGEST);
  const scripted = scriptedStudio();
  const web = await startWebHost({
    ...{ studio: scripted.studio, uploads, pages, port: 0, headersWithin: 400 },
    ...(strangers && { strangers }),
  });
  const link = web.link();
  const { origin, port } = new URL(link);
  const admitted = await fetch(link, { redirect: 'manual' });
  return {
    ...scripted,
    web,
    uploads,
    port: Number(port),
    origin,
    cookie: admitted.headers.getSetCookie()[0]!.split(';')[0]!,
    async kept() {
      const name = (await readdir(folder)).find((name) => name.startsWith('lectern-uploads-'));
      return name === undefined ? null : readdir(join(folder, name));
    },
    async leave() {
      await web.close();
      await uploads.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
