import { DOMParser } from 'linkedom';
import type { Limits } from './limits.ts';
import { refuseHeavy } from './weight.ts';

/**
 * HTML or XML as a tree under one root of our own, so that fragments and text beside `<html>` are in it too.
 * Nothing outside the source is ever fetched, and entities that a document defines itself stay unexpanded.
 * Throws `document-too-complex`.
 */
export function parseMarkup(source: string, type: 'text/html' | 'text/xml', limits: Limits): Element {
  const lean = withoutData(source);
  refuseHeavy(lean, '<&', limits);
  // The parser ends a doctype at its first `>` and would leave the rest of an internal subset as text.
  const bare = lean.replace(/<!DOCTYPE[^>[]*\[[^\]]*\]\s*>/i, '');
  const ready = type === 'text/xml' ? withCharacters(bare) : bare;
  const document = new DOMParser().parseFromString(`<lectern-root>${ready}</lectern-root>`, type);
  return document.documentElement as unknown as Element;
}

/** A whole HTML page as the document that a browser would have. Throws `document-too-complex`. */
export function parsePage(source: string, limits: Limits): Document {
  const lean = withoutData(source);
  refuseHeavy(lean, '<&', limits);
  return new DOMParser().parseFromString(lean, 'text/html') as unknown as Document;
}

/** UTF-16 units of a `data:` address that is worth taking out. */
const longData = 256;
const dataEnd = new Set(Array.from('"\'<>) \n\r\t', (mark) => mark.charCodeAt(0)));

/** Without the pictures that are written into a page: megabytes without a word in them. */
function withoutData(source: string): string {
  const pieces: string[] = [];
  let from = 0;
  for (let at = source.indexOf('data:'); at >= 0; at = source.indexOf('data:', at + 1)) {
    let end = at;
    while (end < source.length && !dataEnd.has(source.charCodeAt(end))) end++;
    if (end - at >= longData) {
      pieces.push(source.slice(from, at));
      from = end;
    }
    at = end;
  }
  return pieces.join('') + source.slice(from);
}

/** All elements below `root` in document order. Nobody's stack grows with the depth of a document. */
export function* elementsIn(root: Element): Generator<Element> {
  for (let node = following(root, root, true); node; node = following(node, root, true)) {
    if (isElement(node)) yield node;
  }
}

/** The node after `node` in document order below `root`, going into `node` or past it; null at the end. */
export function following(node: Node, root: Element, into: boolean): Node | null {
  const child = into ? node.firstChild : null;
  if (child) return child;
  for (let from: Node | null = node; from && from !== root; from = from.parentNode) {
    if (from.nextSibling) return from.nextSibling;
  }
  return null;
}

/** Who walks through a tree: told of every node once before and once after what is below it. */
export interface Visitor {
  /** False where nothing below the node is wanted. */
  enter(node: Node): boolean;
  leave(node: Node): void;
}

/** Walks through all below `root`. One step of a loop for every node, however deep it sits. */
export function walk(root: Element, visitor: Visitor): void {
  let node: Node | null = root.firstChild;
  while (node) {
    const child: Node | null = visitor.enter(node) ? node.firstChild : null;
    let from: Node | null = child ?? node;
    if (!child) {
      visitor.leave(from);
      while (from && !from.nextSibling) {
        from = from.parentNode === root ? null : from.parentNode;
        if (from) visitor.leave(from);
      }
      from = from?.nextSibling ?? null;
    }
    node = from;
  }
}

export function isElement(node: Node): node is Element {
  return node.nodeType === 1;
}

/** Text and CDATA sections. */
export function isText(node: Node): boolean {
  return node.nodeType === 3 || node.nodeType === 4;
}

/** Lower case, without a namespace prefix: `item` for `<opf:item>`. */
export function nameOf(element: Element): string {
  return element.localName.toLowerCase().replace(/^.*:/, '');
}

/** An attribute's value, `''` where it is missing. HTML of the nineties writes names in capitals. */
export function attribute(element: Element, name: string): string {
  return element.getAttribute(name) ?? element.getAttribute(name.toUpperCase()) ?? '';
}

/** What `epub:type` and `role` say an element is, as one list of names. */
export function typesOf(element: Element): string {
  return `${attribute(element, 'epub:type')} ${attribute(element, 'role')}`.trim();
}

/** The text below an element up to about `most` UTF-16 units, spacing as written. */
export function textOf(element: Element, most = 1_000): string {
  let text = '';
  for (let node = following(element, element, true); node; node = following(node, element, true)) {
    if (isText(node)) text += node.nodeValue ?? '';
    if (text.length > most) break;
  }
  return text.slice(0, most);
}

/** Character references as characters, in text that is no markup otherwise. */
export function decodeReferences(text: string): string {
  return text.replace(/&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi, character);
}

/** The five names that XML knows; all others mean something in HTML only. */
const xmlNames = new Set(['&amp;', '&lt;', '&gt;', '&quot;', '&apos;']);
const markup: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** XHTML books use HTML's names (`&nbsp;`), which an XML parser leaves alone. */
function withCharacters(source: string): string {
  return source.replace(/&[a-z][a-z\d]{1,31};/gi, (reference) => {
    if (xmlNames.has(reference)) return reference;
    const meant = character(reference);
    return markup[meant] ?? meant;
  });
}

const known = new Map<string, string>();
/** HTML has 2,231 names; what is beyond is not worth remembering. */
const mostKnown = 4_000;

function character(reference: string): string {
  const before = known.get(reference);
  if (before !== undefined) return before;
  const parsed = new DOMParser().parseFromString(`<i>${reference}</i>`, 'text/html');
  const meant = parsed.documentElement.textContent ?? reference;
  if (known.size < mostKnown) known.set(reference, meant);
  return meant;
}
