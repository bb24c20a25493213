/** A catalogue as the build makes it of a file of gettext. */
declare module '*.po' {
  const catalogue: import('../language.ts').Catalogue;
  export default catalogue;
}
