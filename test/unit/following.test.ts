import { expect, test } from 'vitest'
import { follows, grewBelow, type Standing } from '../../renderer/conversation/following.ts'

const room = 700
const at = (top: number, height: number): Standing => ({ top, height, room })
const atEnd = at(300, 1000)

test('follows its end while what it holds grows, shrinks, or does both between two looks', () => {
  expect(follows(true, atEnd, at(300, 1040), false)).toBe(true)
  expect(follows(true, atEnd, at(200, 900), false)).toBe(true)
  // it shrank to 900, was moved up by that, and grew again
  expect(follows(true, atEnd, at(200, 980), false)).toBe(true)
  expect(follows(true, atEnd, at(200, 1040), false)).toBe(true)
})

test('lets the reader go who scrolls up, however little, also while it grows', () => {
  expect(follows(true, atEnd, at(290, 1000), false)).toBe(false)
  expect(follows(true, atEnd, at(299, 1000), true)).toBe(false)
  expect(follows(true, atEnd, at(200, 1040), true)).toBe(false)
})

test('a hand that moves up where nothing moves ends nothing', () => {
  expect(follows(true, atEnd, at(300, 1040), true)).toBe(true)
})

test('takes along whoever comes back down near the end, or to where the end was', () => {
  expect(follows(false, at(100, 1000), at(280, 1000), false)).toBe(true)
  expect(follows(false, at(100, 1000), at(300, 1400), false)).toBe(true)
  expect(follows(false, at(100, 1000), at(200, 1000), false)).toBe(false)
  expect(follows(false, at(100, 1000), at(100, 1400), false)).toBe(false)
})

test('a window that was higher for a moment is not taken for the reader', () => {
  expect(follows(true, { top: 200, height: 1000, room: 800 }, { top: 190, height: 1000, room: 700 }, false)).toBe(true)
})

test('tells what was added below from what moved', () => {
  expect(grewBelow(at(100, 1000), at(100, 1040))).toBe(true)
  expect(grewBelow(at(100, 1000), at(80, 1040))).toBe(false)
  expect(grewBelow(at(100, 1000), at(100, 1000))).toBe(false)
})
