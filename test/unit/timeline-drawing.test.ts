import fc from 'fast-check'
import { expect, test } from 'vitest'
import { draw, laneX, linePath, linesIn, rowY, type Stretch, stretchAt } from '../../renderer/marks/drawing.ts'
import { growForest } from '../../renderer/marks/forest.ts'
import { layOut } from '../../renderer/marks/layout.ts'
import { aMark, someTree } from '../helpers/places.ts'

const drawingOf = (places: Parameters<typeof growForest>[0], place: string | null) =>
  draw(layOut(growForest(places, [{ agentId: 'me', place }]), ['me'], new Set()))

const scene = someTree.chain((places) =>
  fc.record({
    drawing: fc.nat(Math.max(0, places.length - 1)).map((index) => drawingOf(places, places[index]?.id ?? null)),
    top: fc.nat(3000),
    height: fc.integer({ min: 1, max: 900 }),
  }),
)

test('a stretch holds every row that a window sees', () => {
  fc.assert(
    fc.property(scene, ({ drawing, top, height }) => {
      const { first, last } = stretchAt(drawing, top, height)
      const seen = drawing.rows.flatMap((_, index) => {
        const [upper = 0, lower = 0] = [drawing.tops[index], drawing.tops[index + 1]]
        return lower > top && upper < top + height ? [index] : []
      })
      expect(seen.every((index) => index >= first && index < last)).toBe(true)
    }),
  )
})

test('every line that leads through a stretch is drawn in it, once', () => {
  fc.assert(
    fc.property(scene, ({ drawing: { rows, ...drawing }, top, height }) => {
      const stretch: Stretch = stretchAt({ rows, ...drawing }, top, height)
      const through = rows.flatMap(({ from, lane }, index) => {
        // A line to the side is seen only where it leaves its parent's, right above its row.
        const begins = rows[from]?.lane === lane ? from : index
        return from >= 0 && begins < stretch.last && index >= stretch.first ? [index] : []
      })
      expect(linesIn(rows, stretch).toSorted((a, b) => a - b)).toEqual(through)
    }),
  )
})

test('a line leads from the middle of one row to the middle of another, and bends in beside the row above', () => {
  const drawing = drawingOf([aMark('a', null), aMark('b', 'a'), aMark('c', 'a')], 'c')
  expect(drawing.rows.map(({ key }) => key)).toEqual(['a', 'b', 'c', 'head me'])
  const [x0, x1] = [laneX(drawing, 0), laneX(drawing, 1)]
  const y = (index: number) => rowY(drawing, index)
  expect(linePath(drawing, 2)).toBe(`M${x0} ${y(0)}C${x0} ${y(0)} ${x0} ${y(2)} ${x0} ${y(2)}`)
  expect(linePath(drawing, 1)).toMatch(new RegExp(`^M${x0} ${y(0)}C${x0} .* ${x1} ${y(1)}$`))
  expect(linePath(drawing, 0)).toBe('')
})

test('however many lanes there are, they stay apart and words keep their room', () => {
  for (const lanes of [1, 2, 8, 30]) {
    const drawing = draw({ rows: [], lanes })
    const xs = Array.from({ length: lanes }, (_, lane) => laneX(drawing, lane))
    expect(xs).toEqual([...new Set(xs)].toSorted((a, b) => a - b))
    expect(xs.at(-1)).toBeLessThanOrEqual(150)
  }
})
