import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Language } from '../../model/language.ts';
import { plainProblem, Problem, type ProblemCode } from '../../model/problem.ts';
import { securityHeaders } from '../node/headers.ts';
import { bodyOf, type Page } from '../node/pages.ts';
import { type Gate, tokenOf } from './gate.ts';
import type { Uploads } from './uploads.ts';

interface Rooms {
  gate: Gate;
  pages: ReadonlyMap<string, Page>;
  uploads: Uploads;
  /** The one that a person chose; null for the system's. */
  language: () => Language | null;
}

/** Answers one request: a link, a page of the window, or a file that the window lends. */
export async function answer(request: IncomingMessage, response: ServerResponse, rooms: Rooms): Promise<void> {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  const { method = '', url = '' } = request;
  if (rooms.gate.pressed(request)) return refuse(response, 429, 'Too much at once. Try again in a second.');
  if (!rooms.gate.ours(request, { origin: method === 'POST' })) return refuse(response, 403, 'Not from here.');
  switch (method) {
    case 'GET':
    case 'HEAD':
      return givePage(request, response, rooms);
    case 'POST':
      return takeFile(request, response, rooms, url);
    default:
      response.setHeader('allow', 'GET, HEAD, POST');
      return refuse(response, 405, 'Only GET, HEAD and POST.');
  }
}

const STRANGER = `This link has been used already, or is not the one that Lectern printed.
Start Lectern again ("npm start" or "lectern serve") and open the link that it shows.`;
const NOTHING = 'There is nothing at this address.';

function givePage(request: IncomingMessage, response: ServerResponse, { gate, pages, language }: Rooms): void {
  const { method, url = '' } = request;
  const token = tokenOf(url);
  // A HEAD is somebody's preview of the link, which must not spend it.
  const cookie = token && method === 'GET' ? gate.admit(token) : null;
  if (cookie) return void response.writeHead(303, { location: '/', 'set-cookie': cookie }).end();
  if (!gate.known(request)) return refuse(response, 401, STRANGER);
  // A link that was opened before, from the browser's history: who has the cookie needs no link.
  if (token) return void response.writeHead(303, { location: '/' }).end();
  const page = pages.get(url);
  if (!page) return refuse(response, 404, NOTHING);
  const body = bodyOf(page, language());
  response.writeHead(200, { 'content-type': page.type, 'content-length': body.length });
  response.end(method === 'HEAD' ? undefined : body);
}

async function takeFile(
  request: IncomingMessage,
  response: ServerResponse,
  { gate, uploads }: Rooms,
  url: string,
): Promise<void> {
  if (!gate.known(request)) return refuse(response, 401, STRANGER);
  const [path, query] = url.split('?', 2);
  if (path !== '/files') return refuse(response, 404, NOTHING);
  try {
    const ticket = await uploads.take(request, new URLSearchParams(query).get('name') ?? '');
    sendJson(response, 201, { ticket });
  } catch (thrown) {
    if (response.destroyed) return;
    const problem = thrown instanceof Problem ? plainProblem(thrown) : plainProblem(unreadable(thrown));
    // The rest of the body is not wanted; without this the connection would wait for it.
    response.setHeader('connection', 'close');
    sendJson(response, statuses[problem.code] ?? 500, { problem });
  }
}

const statuses: Partial<Record<ProblemCode, number>> = { 'file-too-large': 413, 'disk-full': 507 };
const unreadable = (cause: unknown) => new Problem('file-unreadable', 'the upload could not be stored', { cause });

function sendJson(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

/** In words, for whoever looks; the connection ends, since a body that nobody wants may be on its way. */
function refuse(response: ServerResponse, status: number, words: string): void {
  const headers = { 'content-type': 'text/plain; charset=utf-8', connection: 'close' };
  response.writeHead(status, headers).end(`${words}\n`);
}
