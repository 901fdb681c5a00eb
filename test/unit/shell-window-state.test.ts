import { expect, test } from 'vitest'
import { placeWindow, readWindowState } from '../../main/shell/window-state.ts'

const laptop = { x: 0, y: 24, width: 1440, height: 876 }
const second = { x: 1440, y: 0, width: 2560, height: 1440 }
const kept = { x: 1500, y: 100, width: 1200, height: 800, maximised: false }
const { maximised: _, ...keptBounds } = kept

test('opens where it was left', () => {
  expect(placeWindow(kept, [laptop, second], 0)).toEqual(keptBounds)
})

test('opens in the middle of the first display when nothing was kept', () => {
  expect(placeWindow(null, [laptop], 0)).toEqual({ x: 40, y: 24, width: 1360, height: 876 })
})

test('comes back when the display it was on is gone, in its old size', () => {
  expect(placeWindow(kept, [laptop], 0)).toEqual({ x: 120, y: 62, width: 1200, height: 800 })
})

test.each([
  ['its title bar is above the screen', { ...kept, x: 100, y: -50 }],
  ['its title bar is below the screen', { ...kept, x: 100, y: 890 }],
  ['only a sliver of it is left on the screen', { ...kept, x: 1400 }],
])('is centred when %s', (_why, state) => {
  expect(placeWindow(state, [laptop], 0)).toEqual({ x: 120, y: 62, width: 1200, height: 800 })
})

test('is never larger than the display, nor too small to use', () => {
  expect(placeWindow({ ...kept, x: 0, y: 30, width: 9000, height: 9000 }, [laptop], 0)).toMatchObject({
    width: 1440,
    height: 876,
  })
  expect(placeWindow({ ...kept, x: 0, y: 30, width: 10, height: 10 }, [laptop], 0)).toMatchObject({
    width: 720,
    height: 480,
  })
})

test('a further window stands off from the one before', () => {
  expect(placeWindow(kept, [second], 2)).toMatchObject({ x: 1556, y: 156 })
})

test('a kept state that makes no sense is none', () => {
  expect(readWindowState(kept)).toEqual(kept)
  for (const broken of [null, {}, { ...kept, x: 'left' }, { ...kept, width: 1.5 }, []])
    expect(readWindowState(broken)).toBeNull()
})

test('without any display it still has a size', () => {
  expect(placeWindow(null, [], 0)).toMatchObject({ width: 1360, height: 880 })
})
