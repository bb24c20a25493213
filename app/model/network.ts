/**
 * How Lectern gets to the service: straight, as the system says, through a proxy of one's own, or as a file says that
 * finds one for each address (PAC).
 */
export type ProxyWish =
  | { kind: 'none' }
  | { kind: 'system' }
  /** `host:port`, or the same as a URL; without a name and password, since settings are no place for them. */
  | { kind: 'server'; address: string }
  /** Where such a file is. */
  | { kind: 'pac'; address: string };

export interface NetworkSettings {
  proxy: ProxyWish;
  /** Can files that find a proxy be followed here? */
  pac: boolean;
}
