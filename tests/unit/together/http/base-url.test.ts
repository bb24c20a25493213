import { expect, test } from 'vitest';
import { checkedBaseUrl, isLoopback } from '../../../../app/together/http/base-url.ts';

test.each([
  ['https://api.together.ai/v1', 'https://api.together.ai/v1'],
  ['https://api.together.ai/v1//', 'https://api.together.ai/v1'],
  ['https://example.org', 'https://example.org/'],
  ['http://127.0.0.1:8123/v1', 'http://127.0.0.1:8123/v1'],
  ['http://localhost/v1', 'http://localhost/v1'],
  ['http://[::1]:9/v1', 'http://[::1]:9/v1'],
])('%s will do', (text, href) => {
  expect(checkedBaseUrl(text).href).toBe(href);
});

test.each([
  'http://api.together.ai/v1',
  'http://127.0.0.1.example.org/v1',
  'http://localhost.example.org/v1',
  'ftp://api.together.ai/v1',
  'file:///etc/passwd',
  'https://name:hunter2@api.together.ai/v1',
  'https://api.together.ai/v1?api_key=tgp_v1_secret',
  'https://api.together.ai/v1#x',
  'api.together.ai',
  '',
])('%s is refused, and not repeated', (text) => {
  const checked = () => checkedBaseUrl(text);
  expect(checked).toThrow(expect.objectContaining({ code: 'address-unusable', retryable: false }));
  expect(checked).not.toThrow(/together|secret|hunter2|localhost/);
});

test('only this machine is loopback', () => {
  const hosts = ['127.0.0.1', '127.8.9.1', 'localhost', '[::1]', '10.0.0.1', '[::2]', 'local.host'];
  expect(hosts.filter((host) => isLoopback(new URL(`http://${host}`)))).toEqual(hosts.slice(0, 4));
});
