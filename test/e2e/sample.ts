import { makeRepository, runGit, writeFiles } from '../helpers/temporary.ts'

/** Makes a small project with a history, as a person would have it. */
export function makeSample(path: string, files: Record<string, string> = {}): void {
  makeRepository(path, {
    'README.md': '# Sample\n\nA list of things to do.\n',
    'package.json': '{ "type": "module" }\n',
    'src/list.js': 'export const list = []\n\nexport function add(what) {\n  list.push({ what, done: false })\n}\n',
    ...files,
  })
  writeFiles(path, { 'src/count.js': "import { list } from './list.js'\n\nexport const count = () => list.length\n" })
  runGit(path, 'add', '--all')
  runGit(path, 'commit', '--quiet', '--message', 'Count what is to be done')
}
