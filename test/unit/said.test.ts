import { expect, test } from 'vitest'
import { atLength, saidIn } from '../../main/core/conversation/said.ts'
import type { Entry } from '../../preload/protocol/entry.ts'

const asked = (text: string): Entry => ({
  ...{ id: 'e', agentId: 'a', parentId: null, createdAt: 0 },
  ...{ kind: 'user', payload: { text, files: [] } },
})

test('what was said is hinted at in one line, and read with the lines that it has', () => {
  const list = 'Either:\n\n- a table\n- a tree'
  expect([saidIn([asked(list)]), saidIn([asked(list)], atLength)]).toEqual([
    [{ by: 'user', words: 'Either: - a table - a tree' }],
    [{ by: 'user', words: list }],
  ])
})

test('what is very long to read ends with a whole line', () => {
  const line = `${'word '.repeat(20)}\n`
  const read = atLength(line.repeat(100))
  expect(read.length).toBeLessThan(4100)
  expect(read).toMatch(/word \n\n…$/)
  expect(atLength('x'.repeat(5000))).toBe(`${'x'.repeat(4000)}\n\n…`)
})
