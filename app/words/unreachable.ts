import { KEPT, sayWithReason, say, type Words } from './sentences.ts';

/** Reasons (Node's codes) by what they mean, the first that fits. */
const reasons: readonly (readonly [RegExp, happened: string, next: string])[] = [
  [/^(ENETUNREACH|ENETDOWN|EAI_AGAIN)$/, 'There is no network.', 'Check the network, then try again.'],
  [
    /^ENOTFOUND$/,
    'The name of the voice service was not found.',
    'Check the network; where only a proxy leads out, name it in Settings under Network.',
  ],
  [
    /^(CERT_|ERR_TLS|ERR_SSL|ERR_OSSL|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|EPROTO|HOSTNAME_)/,
    'No safe connection to the voice service could be made; nothing was sent.',
    'Check this computer’s clock. A company or a hotel that reads along on its network can be the reason, too.',
  ],
  [/./, 'The voice service cannot be reached.', 'Check the network, then try again.'],
];

/** What stood in the way: the network, a name, a certificate, or a proxy. */
export const unreachable: Words = ({ reason = 'unknown', proxy }) => {
  const why = String(reason);
  if (proxy !== undefined && !/^(CERT_|ERR_TLS|ERR_SSL|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_)/.test(why)) {
    return { kept: KEPT.script, ...ofProxy(why, String(proxy)) };
  }
  const [, happened, next] = reasons.find(([pattern]) => pattern.test(why)) ?? reasons.at(-1)!;
  return { happened, kept: KEPT.script, next };
};

function ofProxy(why: string, proxy: string): { happened: string; next: string } {
  const other = 'Check it in Settings under Network, or choose another way there.';
  if (why === 'PROXY_407') {
    return {
      happened: `The proxy ${proxy} wants a name and a password.`,
      next: 'Lectern keeps none: give them in HTTPS_PROXY, or use a proxy that asks for nothing.',
    };
  }
  if (why.startsWith('PROXY_')) return { happened: `The proxy ${proxy} refused the way to the service.`, next: other };
  return { happened: `The proxy ${proxy} cannot be reached.`, next: other };
}

/** Of a model, or of all that the service does, where nobody asked for one. */
export const accessRefused: Words = (details) =>
  details['asked'] === 'greeting'
    ? sayWithReason('Together AI does not let this account in.', 'work', 'See there how the account stands.')(details)
    : sayWithReason(
        'Your Together AI account may not use this model.',
        'work',
        'Some models need a paid tier. Choose another model under Voices, or raise your tier.',
      )(details);

export const replyUnusable: Words = (details) =>
  details['asked'] === 'greeting'
    ? say(
        'Something else answered in the place of the voice service.',
        'work',
        'Check the network: a page that wants you to sign in may be in the way.',
      )(details)
    : say(
        'The voice service sent no usable sound.',
        'script',
        'Try again; if it stays so, choose another voice.',
      )(details);
