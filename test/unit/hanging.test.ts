import { expect, test } from 'vitest'
import { lastColumn } from '../../renderer/conversation/hanging.ts'

test('the last column of a table is told, and of what is none no column', () => {
  expect(lastColumn('12:00  message    Hello  there\n12:01  reply      Well')).toBe(18)
  expect(lastColumn('/help  List the commands\n\n/quit  End')).toBe(7)
  expect(lastColumn('/rewind [label]\n       Go back\n/quit  End\n/help  List')).toBe(7)
  expect(lastColumn('one  word')).toBe(5)
  expect(lastColumn('    indented')).toBe(4)
  for (const text of ['', 'Sent to other.', 'one  word\nanother one']) expect(lastColumn(text), text).toBe(0)
})
