export type PlistValue = string | boolean | PlistValue[] | { [key: string]: PlistValue };

/** Reads an XML property list of dictionaries, arrays, strings and booleans; throws at anything else, and where ill formed. */
export function readPlist(xml: string): PlistValue {
  const body = xml
    .replace(/^<\?xml[^>]*\?>\s*/, '')
    .replace(/^<!DOCTYPE[^>]*>\s*/, '')
    .replace(/<!--.*?-->/gs, '');
  const tokens = [...body.matchAll(/<[^>]*>|[^<]+/g)].map(([token]) => token.trim()).filter((token) => token !== '');
  const take = () => tokens.shift() ?? fail('it ends too early');
  const expect = (token: string) => take() === token || fail(`no ${token}`);
  const text = (end: string) => (tokens[0] === end ? take() && '' : [take(), expect(end)][0]!.toString());

  const value = (): PlistValue => {
    const token = take();
    if (token === '<true/>' || token === '<false/>') return token === '<true/>';
    if (token === '<string>') return text('</string>');
    if (token === '<array>') return [...until('</array>', value)];
    if (token !== '<dict>') return fail(`${token} is no value`);
    return Object.fromEntries(until('</dict>', () => (expect('<key>'), [text('</key>'), value()] as const)));
  };
  function* until<Item>(end: string, item: () => Item): Generator<Item> {
    while (tokens[0] !== end) yield item();
    take();
  }
  expect('<plist version="1.0">');
  const whole = value();
  expect('</plist>');
  return tokens.length === 0 ? whole : fail('something follows its end');
}

function fail(why: string): never {
  throw new Error(`not a property list: ${why}`);
}
