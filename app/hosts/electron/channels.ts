/** The two channels between preload and main: the contract's messages, and files that a person picked or dropped. */
export const CONTRACT = 'lectern:contract';
export const LEND = 'lectern:lend';
