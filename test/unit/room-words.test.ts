import { expect, test } from 'vitest'
import { roomWords } from '../../renderer/marks/room-words.ts'

test('room is told in the unit that fits', () => {
  expect([0, 1000, 1024, 15_000, 3_500_000, 5 * 1024 ** 3].map((bytes) => roomWords({ snapshots: 2, bytes }))).toEqual([
    '2 snapshots with 0 bytes of their own',
    '2 snapshots with 1,000 bytes of their own',
    '2 snapshots with 1.0 KB of their own',
    '2 snapshots with 15 KB of their own',
    '2 snapshots with 3.3 MB of their own',
    '2 snapshots with 5.0 GB of their own',
  ])
  expect(roomWords({ snapshots: 1, bytes: 1024 })).toBe('1 snapshot with 1.0 KB of its own')
})
