/** Switches that Chromium, Electron and macOS put on or read from the same command line. */
const foreign =
  /^(--(no-sandbox|inspect|remote-debugging|enable-|disable-|force-|ozone-|password-store|lang|user-data-dir|original-process-start-time|use-gl|js-flags|in-process-gpu|log-)|-psn_)/

/** Our own part of Electron's command line. In development what comes up to the app's folder is Electron's. */
export function ownArguments(argv: readonly string[], packaged: boolean): string[] {
  const given = packaged ? argv.slice(1) : argv.slice(afterFolder(argv))
  return given.filter((argument) => !foreign.test(argument))
}

function afterFolder(argv: readonly string[]): number {
  const folder = argv.findIndex((argument, at) => at > 0 && !argument.startsWith('-') && argv[at - 1] !== '-r')
  return folder === -1 ? argv.length : folder + 1
}
