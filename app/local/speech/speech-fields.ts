import * as v from 'valibot';

/** Fields that a request over HTTP and a session over WebSocket share. Their messages follow the field's name. */

export const named = v.pipe(v.string('must be a string'), v.nonEmpty('must not be empty'));

const WHOLE = 'must be a whole number';

/** In Hz. */
export const rateShape = v.pipe(
  v.number(WHOLE),
  v.integer(WHOLE),
  v.minValue(8000, 'must be at least 8000'),
  v.maxValue(48_000, 'must be at most 48000'),
);

export const languageShape = v.pipe(
  v.string('must be a string'),
  v.regex(/^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i, 'must be a language such as en or pt-br'),
);

export const alignmentShape = v.picklist(['none', 'word'], 'must be none or word');

/** When a text that comes in parts is spoken: at the end of sentences, as it comes, or only when told to. */
export const segmentShape = v.picklist(
  ['sentence', 'immediate', 'never'],
  'must be one of sentence, immediate and never',
);

/** Rules of a pronunciation, and characters of each: together they must not make a book of a line. */
const MOST_RULES = 1000;
const LONGEST_RULE = 200;

const ruleShape = v.pipe(
  v.string('must be text such as source/replacement'),
  v.maxLength(LONGEST_RULE, `must have at most ${LONGEST_RULE} characters`),
);

export const extraShape = v.object(
  {
    pronunciation_dict: v.nullish(
      v.pipe(v.array(ruleShape, 'must be a list'), v.maxLength(MOST_RULES, `must have at most ${MOST_RULES} rules`)),
    ),
  },
  'must be an object',
);
