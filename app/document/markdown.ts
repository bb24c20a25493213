import { Lexer, type Token, type Tokens } from 'marked';
import type { Document, ParagraphKind } from '../model/document.ts';
import { assembled } from './assembly.ts';
import { oneLine } from './draft.ts';
import { passagesIn } from './flow.ts';
import { frontMatter } from './frontmatter.ts';
import { inlineText } from './inline.ts';
import type { Limits } from './limits.ts';
import { parseMarkup } from './markup.ts';
import { kindOfLines, type Passage, passageOf } from './passage.ts';
import { type Cell, Rows } from './rows.ts';
import { refuseHeavy } from './weight.ts';

/** Characters that make the lexer allocate. */
const marks = '\n*_`[<~|&\\!>';
const noteLine = /^\s*\[\^[^\]\s]{1,40}\]:\s*/;
/** Lines of verse as pandoc has them. */
const lineBlock = /^(?:\| .*(?:\n|$)){2,}$/;
const nextNote = /\n(?=[ ]{0,3}\[\^[^\]\s]{1,40}\]:)/;

/** A markdown file (CommonMark and GitHub's tables). Throws `document-too-complex`, `document-without-text`. */
export function readMarkdown(text: string, name: string, limits: Limits): Document {
  const { body, ...about } = frontMatter(text);
  refuseHeavy(body, marks, limits);
  const passages = [...passagesOf(new Lexer({ gfm: true }).lex(body), limits)];
  return assembled(passages, about, name, limits);
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
      yield passageOf('heading', inlineText(token.tokens ?? []), { level: (token as Tokens.Heading).depth });
      break;
    case 'paragraph':
    case 'text':
      if (noteLine.test(token.raw)) yield* notesIn(token.raw);
      else if (lineBlock.test(token.raw)) yield passageOf('verse', token.raw.replace(/^\| ?/gm, ''));
      else yield linesOf(kind, inlineText(token.tokens ?? [token]));
      break;
    case 'code':
      yield passageOf('code', (token as Tokens.Code).text);
      break;
    case 'table':
      yield* rowsOf(token as Tokens.Table);
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

const linesOf = (kind: ParagraphKind, text: string) => passageOf(kindOfLines(kind, text), text);

function rowsOf({ header, rows }: Tokens.Table): Passage[] {
  const table = new Rows();
  const cells = (row: readonly Tokens.TableCell[], heading: boolean): Cell[] =>
    row.map(({ tokens }) => ({ text: oneLine(inlineText(tokens)), heading, span: 1 }));
  const texts = [table.add(cells(header, true)), ...rows.map((row) => table.add(cells(row, false))), table.end()];
  return texts.flat().map((text) => passageOf('row', text));
}

/** Notes may follow each other line by line. */
function* notesIn(raw: string): Generator<Passage> {
  for (const note of raw.split(nextNote)) {
    const words = Lexer.lexInline(note.replace(noteLine, ''));
    yield passageOf('text', inlineText(words), { part: 'notes' });
  }
}
