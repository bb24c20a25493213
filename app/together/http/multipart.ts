import { randomUUID } from 'node:crypto';
import type { Body } from './http.ts';
import type { Upload } from '../transcription/recording.ts';

/** Name and value, in the order in which they are sent; a name may stand more than once. */
export type Fields = readonly (readonly [name: string, value: string])[];

/**
 * A form (RFC 7578) whose file comes last, made while it is sent. The file goes out under a name of ours: what a
 * person called it is nobody's business.
 */
export function multipart(fields: Fields, file: Upload | null): Body {
  // 122 random bits: no recording holds them.
  const boundary = `lectern-${randomUUID()}`;
  const head = Buffer.from(
    fields.map(([name, value]) => `--${boundary}\r\n${disposition(name)}\r\n\r\n${value}\r\n`).join('') +
      (file ? `--${boundary}\r\n${fileHead(file)}\r\n\r\n` : ''),
  );
  const tail = Buffer.from(`${file ? '\r\n' : ''}--${boundary}--\r\n`);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    length: head.length + (file?.length ?? 0) + tail.length,
    async *stream() {
      yield head;
      if (file) yield* file.stream();
      yield tail;
    },
  };
}

const disposition = (name: string) => `Content-Disposition: form-data; name="${name}"`;

const fileHead = ({ extension, mediaType }: Upload) =>
  `${disposition('file')}; filename="recording.${extension}"\r\nContent-Type: ${mediaType}`;
