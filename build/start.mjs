/** `npm start`: the window without arguments, the command line with them. */
if (process.argv.length > 2) {
  await import('./lectern.mjs');
} else {
  await import('./window.mjs');
}
