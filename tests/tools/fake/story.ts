import { newBlock } from '../../../app/script/edit/blocks.ts';
import type { ParagraphKind } from '../../../app/model/document.ts';
import type { Project } from '../../../app/model/project.ts';
import type { ScriptChapter } from '../../../app/model/script.ts';

/** A story long enough to scroll, with every kind of paragraph in it. */
const chapters: [title: string, role: ScriptChapter['role'], paragraphs: [ParagraphKind, string][]][] = [
  [
    'The Lamp Goes Out',
    'body',
    [
      ['heading', 'The Lamp Goes Out'],
      [
        'text',
        'On the last night of October the lamp at Corrie Point went out for eleven minutes. Nobody drowned. Three boats were late, a priest lost his hat, and by morning the whole harbour had an opinion about it.',
      ],
      [
        'text',
        'Maren Aske, who had kept the lamp for nineteen years, wrote the time in the ledger with a steady hand: out at 2.14, lit at 2.25. Under “cause” she wrote nothing at all. It was the first empty box in a book of six thousand nights.',
      ],
      [
        'text',
        '“You were asleep,” said the harbourmaster, who had climbed a hundred and forty steps to say it. He was not an unkind man, but he had run out of breath on the landing, and it made him sound like one.',
      ],
      [
        'text',
        '“I was not.” She poured him tea. “I was standing exactly where you are standing now, and I watched it go. It did not gutter. It went the way a candle goes when somebody has made up their mind.”',
      ],
      ['quote', 'A light that goes out by itself is a fault. A light that is put out is a message.'],
      [
        'text',
        'He looked at the wick, and at the oil, and at the forty panes of glass she polished every Thursday. Then he drank the tea, because there was nothing else in the room that he understood.',
      ],
      [
        'text',
        'When he had gone she took down the old ledgers, one after another, and read by daylight what the keepers before her had written. It took until evening. In the spring of 1871 she found another empty box.',
      ],
    ],
  ],
  [
    'What the Ledgers Said',
    'body',
    [
      ['heading', 'What the Ledgers Said'],
      ['text', 'There had been five keepers before Maren, and each of them had been careful in a different way.'],
      ['item', 'The first, Ole Brandt, wrote down the weather and nothing else.'],
      ['item', 'The second kept a count of birds that struck the glass.'],
      [
        'item',
        'The third was a poet, and had to be read slowly. He never said that it rained if he could say what the rain was like.',
      ],
      [
        'text',
        'It was the poet who had left the empty box. On the page beside it, in the margin where keepers noted the price of oil, he had copied four lines in a smaller hand:',
      ],
      [
        'verse',
        'Eleven minutes by the clock\nthe sea was let alone.\nI heard it turn, as sleepers turn,\nand settle on its stone.',
      ],
      [
        'text',
        'Eleven minutes. She read it twice, and then she went out on the gallery in the wind to see whether the sea looked any different from a thing that might, now and then, like to be left alone.',
      ],
      ['heading', 'The boy from the ferry'],
      [
        'text',
        'The boy who brought the paraffin was called Tam. He was fourteen, and knew everything. He knew what the lamp cost, what the ferry cost, and what they were going to build on the mainland that would make both of them unnecessary.',
      ],
      [
        'text',
        '“A mast,” he said. “No keeper. It talks to the ships by itself, and it never sleeps.” He set the cans down in a row. “I said you’d be pleased. You could go and live somewhere with trees.”',
      ],
      [
        'text',
        'Maren thought about trees. “And who would write down that it had gone out?” she asked. For once Tam did not know.',
      ],
    ],
  ],
  [
    'Eleven Minutes',
    'body',
    [
      ['heading', 'Eleven Minutes'],
      [
        'text',
        'The second time, she was ready. She had a watch in each hand and a lantern under a blanket, and she had told Tam that he might stay up if he did not talk. He had not talked for almost an hour.',
      ],
      [
        'text',
        'At fourteen minutes past two the flame drew itself in, grew small and blue and thoughtful, and was gone. The dark came in through all forty panes at once.',
      ],
      [
        'text',
        'They listened. At first there was only the wind. Then, under the wind, something began to ease, like a great weight being set down by someone who has carried it a very long way and is too polite to sigh.',
      ],
      ['text', '“Don’t light it,” whispered Tam.'],
      ['text', '“No,” said Maren. “Not yet.”'],
      [
        'text',
        'At twenty-five past two the wick took by itself, gold and ordinary. She opened the ledger. She wrote the times, in her steady hand. And under “cause”, after nineteen years, she found that she knew what to put.',
      ],
      ['quote', 'Asked for.'],
    ],
  ],
  [
    'A Note on the Text',
    'back',
    [
      ['heading', 'A Note on the Text'],
      [
        'text',
        'The ledgers of Corrie Point are imaginary, and so is the point. The practice of leaving a box empty when the truth would not fit in it is as old as record keeping.',
      ],
      ['code', 'out 2.14    lit 2.25    cause ________'],
    ],
  ],
];

export const VOICE = { model: 'lectern/flite', voice: 'slt', language: 'en-us' };

/** Whole numbers as fractional-indexing writes them. */
const place = (number: number) => `f${String(number).padStart(6, '0')}`;

/** The story as a project; `repeats` of it make a book to test patience with. */
export function story(repeats = 1): Project {
  const script: ScriptChapter[] = Array.from({ length: repeats }, (_, round) =>
    chapters.map(([title, role, paragraphs], chapter) => ({
      id: `c${round}-${chapter}`,
      title,
      role,
      included: role === 'body',
      place: place(round * chapters.length + chapter),
      blocks: paragraphs.map(([kind, text], block) => ({
        ...newBlock(`b${round}-${chapter}-${block}`),
        place: place(block),
        kind,
        text,
      })),
    })),
  ).flat();
  return {
    id: 'corrie-point',
    title: 'The Keeper of Corrie Point',
    author: 'I. Halloran',
    changed: Date.now(),
    revision: 0,
    script: {
      title: 'The Keeper of Corrie Point',
      author: 'I. Halloran',
      language: 'en-gb',
      cast: [],
      pronunciations: [],
      spelled: false,
      chapters: script,
    },
    voice: VOICE,
  };
}
