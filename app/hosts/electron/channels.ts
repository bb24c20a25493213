/** What goes between preload and main: the contract's messages, files that a person picked or dropped, the menu's orders. */
export const CONTRACT = 'lectern:contract';
export const LEND = 'lectern:lend';
export const ORDERS = 'lectern:orders';
