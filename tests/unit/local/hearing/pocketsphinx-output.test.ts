import { expect, test } from 'vitest';
import { heardSegments } from '../../../../app/local/hearing/pocketsphinx-output.ts';

const printed = `it was
<s> 1.880 2.190 0.999500
it 2.200 2.340 0.731370
was(2) 2.350 2.530 0.929407
[SPEECH] 4.070 4.170 0.636066
</s> 4.180 4.360 1.000000

<s> 5.000 5.190 0.999500
++UH++ 5.200 5.340 0.731370
</s> 5.400 5.460 1.000000
thirteen
<s> 6.310 6.380 0.999800
thirteen 7.730 8.370 1.000100
`;

test('stretches of speech come out with their words and times, without noise and silence', () => {
  expect(heardSegments(printed)).toEqual([
    {
      text: 'it was',
      start: 2.2,
      end: 2.53,
      words: [
        { word: 'it', start: 2.2, end: 2.34 },
        { word: 'was', start: 2.35, end: 2.53 },
      ],
    },
    { text: 'thirteen', start: 7.73, end: 8.37, words: [{ word: 'thirteen', start: 7.73, end: 8.37 }] },
  ]);
});

test('nothing heard is no segment', () => {
  expect(heardSegments('\n')).toEqual([]);
});
