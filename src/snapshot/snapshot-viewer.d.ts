declare module 'virtual:snapshot-viewer' {
  /** Style of the viewer, minified. */
  export const style: string;
  /** Script of the viewer, minified. */
  export const script: string;
}
