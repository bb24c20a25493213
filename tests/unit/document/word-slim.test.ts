import { expect, test } from 'vitest';
import { slimmed } from '../../../app/document/word-slim.ts';

test('runs that differ in their looks alone become one, and what is read stays', () => {
  const runs =
    '<w:p w:rsidR="00A77B3E"><w:pPr><w:pStyle w:val="Heading1"/><w:jc w:val="both"/></w:pPr>' +
    '<w:r w:rsidRPr="0"><w:rPr><w:b/><w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">One </w:t></w:r>' +
    '<w:proofErr w:type="spellStart"/><w:r><w:rPr><w:sz w:val="24"/></w:rPr><w:t>two</w:t></w:r>' +
    '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>3</w:t></w:r></w:p>';
  expect(slimmed(runs)).toBe(
    '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t xml:space="preserve">One two</w:t></w:r>' +
      '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>3</w:t></w:r></w:p>',
  );
});

test('words that look like its marks are words', () => {
  const text = '<w:p><w:r><w:t>&lt;w:b/&gt; w:rsidR=0</w:t></w:r></w:p>';
  expect(slimmed(text)).toBe(text);
});
