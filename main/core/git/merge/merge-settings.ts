import type { Git } from '../git.ts'

/** What the user's git configuration says about merging (git-config(1)). */
export type MergeSettings = {
  /** `commit.gpgSign`. */
  sign: boolean
  /** `merge.ff`, or what `branch.<name>.mergeOptions` says instead. */
  fastForward: 'allow' | 'never' | 'only'
  /** Events that have hooks in the configuration itself, as git 2.54 and later allow. */
  hookedEvents: string[]
}

const wanted = '^(commit\\.gpgsign|merge\\.ff|branch\\..*\\.mergeoptions|hook\\..*\\.event)$'

export async function mergeSettings(git: Git, folder: string, target: string): Promise<MergeSettings> {
  const run = await git(folder, ['config', '-z', '--get-regexp', wanted])
  const settings: MergeSettings = { sign: false, fastForward: 'allow', hookedEvents: [] }
  let options = ''
  for (const entry of run.stdout.split('\0')) {
    const [key = '', value = 'true'] = splitOnce(entry, '\n') // a key without a value means true
    if (key === 'commit.gpgsign') settings.sign = isTrue(value)
    if (key === 'merge.ff') settings.fastForward = value === 'only' ? 'only' : isTrue(value) ? 'allow' : 'never'
    if (key === `branch.${target}.mergeoptions`) options = value
    if (key.startsWith('hook.')) settings.hookedEvents.push(value)
  }
  for (const option of options.split(/\s+/)) {
    if (option === '--ff') settings.fastForward = 'allow'
    if (option === '--no-ff') settings.fastForward = 'never'
    if (option === '--ff-only') settings.fastForward = 'only'
  }
  return settings
}

const isTrue = (value: string) => /^(true|yes|on|[1-9]\d*)$/i.test(value)

function splitOnce(text: string, mark: string): string[] {
  const at = text.indexOf(mark)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + mark.length)]
}
