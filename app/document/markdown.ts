import { Lexer, type Token, type Tokens } from 'marked';
import type { Document, ParagraphKind } from '../model/document.ts';
import { Draft, oneLine, titleOfName } from './draft.ts';
import { passagesIn } from './flow.ts';
import { frontMatter } from './frontmatter.ts';
import { addNotes, addPassage } from './html.ts';
import { inlineText } from './inline.ts';
import type { Limits } from './limits.ts';
import { parseMarkup } from './markup.ts';
import type { Passage } from './passage.ts';
import { refuseHeavy } from './weight.ts';

/** Characters that make the lexer allocate. */
const marks = '\n*_`[<~|&\\!>';
const noteLine = /^\s*\[\^[^\]\s]{1,40}\]:\s*/;
const nextNote = /\n(?=[ ]{0,3}\[\^[^\]\s]{1,40}\]:)/;

/** A markdown file (CommonMark and GitHub's tables). Throws `document-too-complex`, `document-without-text`. */
export function readMarkdown(text: string, name: string, limits: Limits): Document {
  const { title, author, language, body } = frontMatter(text);
  refuseHeavy(body, marks, limits);
  const passages = [...passagesOf(new Lexer({ gfm: true }).lex(body), limits)];
  const first = passages.find((passage) => passage.level === 1);
  const known = title || oneLine(first?.text ?? '') || titleOfName(name);
  const draft = new Draft(known, limits);
  for (const passage of passages.filter((each) => !each.aside)) addPassage(draft, passage);
  const notes = passages.filter((passage) => passage.aside);
  if (notes.length > 0) addNotes(draft, notes, known);
  return draft.document(known, author, language);
}

interface Waiting {
  token: Token;
  kind: ParagraphKind;
}

/** Tokens as passages, in order; quotes and lists hand what they are down to what they hold. */
function* passagesOf(tokens: readonly Token[], limits: Limits): Generator<Passage> {
  const waiting: Waiting[] = [];
  const push = (inner: readonly Token[], kind: ParagraphKind) => {
    for (let index = inner.length - 1; index >= 0; index--) waiting.push({ token: inner[index]!, kind });
  };
  push(tokens, 'text');
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { token, kind } = next;
    if (token.type === 'blockquote') push(token.tokens ?? [], 'quote');
    else if (token.type === 'list') push((token as Tokens.List).items, 'item');
    else if (token.type === 'list_item') push(grouped(token.tokens ?? []), 'item');
    else yield* leafPassages(token, kind, limits);
  }
}

function* leafPassages(token: Token, kind: ParagraphKind, limits: Limits): Generator<Passage> {
  switch (token.type) {
    case 'heading':
      yield passage('heading', inlineText(token.tokens ?? []), (token as Tokens.Heading).depth);
      break;
    case 'paragraph':
    case 'text':
      if (noteLine.test(token.raw)) yield* notesIn(token.raw);
      else yield passage(kind, inlineText(token.tokens ?? [token]));
      break;
    case 'code':
      yield passage('code', (token as Tokens.Code).text);
      break;
    case 'table':
      yield row((token as Tokens.Table).header);
      yield* (token as Tokens.Table).rows.map(row);
      break;
    case 'def':
      if (noteLine.test(token.raw)) yield* notesIn(token.raw);
      break;
    case 'html':
      yield* passagesIn(parseMarkup(token.raw, 'text/html', limits));
      break;
  }
}

/** A checkbox before the text of a tight list item stands beside it as a token of its own, as do runs of text. */
function grouped(tokens: readonly Token[]): Token[] {
  return tokens.filter((token) => token.type !== 'checkbox');
}

function row(cells: readonly Tokens.TableCell[]): Passage {
  const texts = cells.map((cell) => oneLine(inlineText(cell.tokens)));
  return passage('row', texts.filter(Boolean).join(', '));
}

/** Notes may follow each other line by line. */
function* notesIn(raw: string): Generator<Passage> {
  for (const note of raw.split(nextNote)) {
    const words = Lexer.lexInline(note.replace(noteLine, ''));
    yield { ...passage('text', inlineText(words)), aside: true };
  }
}

function passage(kind: ParagraphKind, text: string, level = 0): Passage {
  return { kind, text, level, anchor: null, aside: false };
}
