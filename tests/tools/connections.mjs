// Loaded before a program (--import): notes whom it, its threads and the processes that it starts connect to, a line of
// JSON each, in the file that LECTERN_CONNECTIONS names.
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const note = (what) => appendFileSync(process.env.LECTERN_CONNECTIONS, `${JSON.stringify(what)}\n`);

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...words) {
  const [first] = Array.isArray(words[0]) ? words[0] : words;
  const { host, port, path } = typeof first === 'object' ? first : { port: first, host: words[1] };
  if (path === undefined || path === null) note({ host: host ?? 'localhost', port });
  return connect.apply(this, words);
};
const send = dgram.Socket.prototype.send;
dgram.Socket.prototype.send = function (...words) {
  note({ host: String(words.findLast((word) => typeof word === 'string') ?? 'unknown'), port: 'udp' });
  return send.apply(this, words);
};
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
  const look = dns[name];
  dns[name] = (...words) => {
    note({ host: words[0], port: 'dns' });
    return look.apply(dns, words);
  };
}
syncBuiltinESMExports();
note({ ready: process.pid });
