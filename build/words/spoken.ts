import type { HeuristicFunc, HeuristicResult } from 'wuchale';

type Details = Parameters<HeuristicFunc>[0]['details'];

/** Attributes that a person reads or hears, of any element. */
const READ = new Set([
  ...['title', 'alt', 'placeholder', 'label'],
  ...['aria-label', 'aria-description', 'aria-placeholder', 'aria-roledescription', 'aria-valuetext'],
]);

/** Attributes of our own components that are for the machine. */
const TECHNICAL_PROPS = /^(aria-.*|class|icon|id|keys|lang|name|on.*|role|style|type|value)$/;

/** Elements whose text is no language. */
const TECHNICAL_ELEMENTS = new Set(['script', 'style', 'path', 'code', 'pre', 'svg']);

/** What is said to these is for the machine. */
const TECHNICAL_CALLS =
  /(^|\.)(addEventListener|closest|createElement|createObjectURL|execCommand|fetch|getData|getModifierState|log|matches|matchMedia|normalize|on|once|querySelector|querySelectorAll|replace|replaceAll|setData|startsWith|endsWith|toLocaleTimeString|toLocaleDateString|toLocaleString|\$inspect)$/;

/** Names of formats and keys: `MP3`, `F2`, `SRT`. */
const ONLY_CAPITALS = /^[A-Z\P{L}]+$/u;
/** In scripts, a text begins with a capital letter, or it is of several words; others say so with `@wc-include`. */
const LIKE_A_TEXT = /^[“(#{]*\s*\p{Lu}|\p{L}{2,}[,:;.…”)]?\s|\s[“(]?\p{L}{2,}|^# \p{L}\b/u;
/** Styles, selectors, addresses, shortcuts, paths of drawings: `[role=tab]`, `#px`, `./page.html`, `CmdOrCtrl+O`, `M# 27v3`. */
const LIKE_CODE =
  /^[[.:/#-]\S*$|^\S*[=/[\]_]\S*$|^\w+(\+\S+)+$|\b[a-z-]+\[|^[\w-]*-#$|^M[\d#]|\d(rem|px)\b|^([a-z]{2} )+[a-z]{2}$/;
/** How keys are named by a browser. */
const KEY = /^(Alt|Arrow\w+|Backspace|Control|Ctrl|End|Enter|Escape|Home|Meta|Page\w+|Shift|Super|Tab|BR|Space)$/;
/** Files that speak of keys, and so of `Delete` where others delete. */
const OF_KEYS = /(^|\/)([\w-]*keys|shortcut|pick|bridge|socket)(\.svelte)?\.ts$|\/Icon\.svelte$/;

/** Is this a text for a person? Asked by wuchale for every string of a source. */
export const spoken: HeuristicFunc = ({ msgStr, details }): HeuristicResult => {
  const text = msgStr.join('\n');
  if (!/\p{L}/u.test(text) || (details.element && TECHNICAL_ELEMENTS.has(details.element))) return false;
  if (details.scope === 'markup') return 'message';
  if (details.attribute && !readFrom(details)) return false;
  if (details.scope === 'attribute') return READ.has(details.attribute ?? '') || likeText(text) ? 'message' : false;
  if (OF_KEYS.test(details.file) || (details.call && TECHNICAL_CALLS.test(details.call))) return false;
  return likeText(text) && !KEY.test(text) ? 'message' : false;
};

/** An element's attribute is read where it is listed, a component's where nothing speaks against it. */
function readFrom({ element = '', attribute = '' }: Details): boolean {
  return READ.has(attribute) || (/^[A-Z]/.test(element) && !TECHNICAL_PROPS.test(attribute));
}

const likeText = (text: string) => !ONLY_CAPITALS.test(text) && !LIKE_CODE.test(text) && LIKE_A_TEXT.test(text);
