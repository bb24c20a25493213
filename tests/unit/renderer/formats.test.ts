import { expect, test } from 'vitest';
import { encodingOf } from '../../../app/export/formats/encoding.ts';
import { formats as written } from '../../../app/export/formats/formats.ts';
import { bitratesAt, formats, loudnesses, silences, usualBitrate } from '../../../renderer/formats.ts';
import { EMPTY_SOUND, soundOf } from '../../../renderer/state/sound-form.ts';
import { EPUB_SOUND } from '../../../app/export/epub/book.ts';
import { treatmentOf } from '../../../app/export/loudness/treatment.ts';

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

test('whatever the dialog can say of the sound, an export can do, and without a word it does what is shown', () => {
  for (const offer of formats) {
    for (const { value: loudness } of loudnesses) {
      for (const rate of [null, ...offer.rates]) {
        const usual = usualBitrate(offer, loudness, rate);
        const settled = encodingOf({ format: offer.value, loudness, ...(rate !== null && { rate }) });
        expect([offer.value, loudness, rate, settled.bitrate]).toEqual([offer.value, loudness, rate, usual]);
        for (const pace of [null, ...offer.paces]) {
          for (const bitrate of bitratesAt(offer, rate)) {
            const sound = soundOf({ ...EMPTY_SOUND, rate, pace, channels: 2 }, offer);
            expect(encodingOf({ format: offer.value, loudness, bitrate, ...sound })).toMatchObject({
              bitrate,
              channels: 2,
            });
          }
        }
      }
    }
  }
});

test('the silences that are shown are those that a loudness brings, and EPUBs are offered for what they can hold', () => {
  for (const { value: loudness } of loudnesses) {
    const { head, tail } = treatmentOf({ format: 'wav', loudness });
    expect({ head: head ?? 0, tail: tail ?? 0 }).toEqual(silences[loudness]);
  }
  for (const { value, epub = false } of formats) expect([value, epub]).toEqual([value, EPUB_SOUND[value] !== null]);
});
