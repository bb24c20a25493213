import type { Environment } from './folders.ts';

/** Together's own since 2026-04-28 (openapi commit 090263a); older documents have api.together.xyz. */
const TOGETHER = 'https://api.together.ai/v1';

/** Where Together's API is: `TOGETHER_BASE_URL`, as in Together's own SDKs, else its public address. */
export const baseUrl = (environment: Environment): string => environment['TOGETHER_BASE_URL']?.trim() || TOGETHER;
