declare module 'write-file-atomic' {
  type Options = {
    mode?: number
    /** Called once the temporary file is open, and awaited before it is synced and renamed. */
    tmpfileCreated?: (path: string) => Promise<void> | void
  }
  function writeFileAtomic(path: string, data: string | Uint8Array | undefined, options?: Options): Promise<void>
  export = writeFileAtomic
}
