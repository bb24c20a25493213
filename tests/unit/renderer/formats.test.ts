import { expect, test } from 'vitest';
import { encodingOf } from '../../../app/export/formats/encoding.ts';
import { formats as written } from '../../../app/export/formats/formats.ts';
import { formats } from '../../../renderer/formats.ts';

test('every format is offered, each with bitrates that it has, its usual one among them', () => {
  expect(formats.map(({ value }) => value).sort()).toEqual(Object.keys(written).sort());
  for (const { value: format, bitrates, usual } of formats) {
    expect([format, encodingOf({ format }).bitrate]).toEqual([format, usual]);
    for (const bitrate of bitrates) {
      // MP3 ends at 160 kbit/s at the rate that voices have.
      const rate = format === 'mp3' && bitrate > 160_000 ? 44_100 : 24_000;
      expect(encodingOf({ format, bitrate })).toMatchObject({ format, bitrate, rate });
    }
    if (usual !== null) expect(bitrates).toContain(usual);
  }
});
