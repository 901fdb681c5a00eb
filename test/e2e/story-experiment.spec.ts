import { expect } from '@playwright/test'
import { makeDemoRepository } from '../../scripts/demo-repository.ts'
import { runGit } from '../helpers/temporary.ts'
import { type App, test } from './ikigai.ts'
import { look } from './looking.ts'
import { say } from './story.ts'

const question =
  'We need a fast lookup structure for user permissions. Not sure whether to use\nhash table or binary tree.'

async function mark(app: App, label: string): Promise<void> {
  await app.send(`/mark ${label}`)
  await expect(app.log.getByRole('article').last()).toContainText(`⟡ Mark: ${label}`)
}

async function rewind(app: App, label: string): Promise<void> {
  await app.send(`/rewind ${label}`)
  await expect(app.log.getByRole('article').last()).toContainText(`⟡ Mark: ${label}`)
}

test('Experimental Approaches with Mark/Rewind, word for word, with the demo model', async ({ start }) => {
  // each approach is measured by a program of its own
  test.slow()
  const app = await start({ repository: makeDemoRepository, approval: 'full' })
  await expect(app.statusLine).toContainText('[Agent: main] [Branch: main]')
  await say(app, question, 'before-data-structure')
  await mark(app, 'before-data-structure')

  await say(app, "Let's try a hash table approach first", 'Lookup: O(1) average', 'For 100,000 users:')
  await mark(app, 'hash-table-approach')
  await say(app, "That's a lot of memory. Let's try a binary search tree.", '/rewind before-data-structure')
  await rewind(app, 'before-data-structure')
  await expect(app.log).not.toContainText('Lookup: O(1) average')

  await say(app, 'Try a binary search tree instead', 'Lookup: O(log n)', 'less memory than the hash table!')
  await mark(app, 'bst-approach')
  await say(app, "Better memory usage, but slower lookups. Let's try a hybrid.", '/rewind before-data-structure')
  await rewind(app, 'before-data-structure')

  await say(app, "Let's try a hybrid: LRU cache + database", 'Cache hit rate:')
  await mark(app, 'hybrid-approach')

  await say(
    app,
    'Create a memory doc comparing all three approaches',
    'Created #mem-1 (permission-cache/comparison)',
    'Hash table',
    'BST',
    'Recommendation: Hybrid approach',
  )
  await expect(app.page.getByRole('region', { name: 'Memory' })).toContainText('permission-cache/comparison')

  await rewind(app, 'hybrid-approach')
  await say(app, 'Implement this with full tests and documentation', 'Implemented, all tests passing.')
  const tree = app.page.getByRole('tree', { name: 'Marks' })
  for (const label of ['before-data-structure', 'hash-table-approach', 'bst-approach', 'hybrid-approach']) {
    await expect(tree.getByRole('treeitem', { name: label })).toBeVisible()
  }
  await tree.getByRole('treeitem', { name: 'bst-approach' }).hover()
  await expect(app.page.getByLabel('What was said')).toBeVisible()
  await look(app, 'timeline')
  expect(runGit(app.repository, 'stash', 'list')).toBe('')
})
