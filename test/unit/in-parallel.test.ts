import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { inParallel } from '../../main/core/git/in-parallel.ts'

const items = Array.from({ length: 2000 }, (_, at) => at)

describe('jobs in parallel', () => {
  test('answer in the order of their items, whoever ends first', async () => {
    const done = await inParallel(items, 8, async (item, at) => {
      if (item % 3 === 0) await setImmediate()
      return item * 2 + at
    })
    expect(done).toEqual(items.map((item) => item * 3))
  })

  test('that wait for nothing leave others their turn', async () => {
    let isOver = false
    let turns = 0
    const other = async () => {
      while (!isOver) {
        await setImmediate()
        turns += 1
      }
    }
    const others = other()
    await inParallel(items, 8, async () => undefined)
    isOver = true
    await others
    expect(turns).toBeGreaterThan(3)
  })

  test('begin no other once one has failed, and throw when those under way have ended', async () => {
    const begun: number[] = []
    const ended: number[] = []
    const failing = inParallel(items, 4, async (item) => {
      begun.push(item)
      await setImmediate()
      if (item === 1) throw new Error('this one')
      ended.push(item)
    })
    await expect(failing).rejects.toThrow('this one')
    expect(begun.length).toBeLessThan(10)
    expect(ended).toEqual(begun.filter((item) => item !== 1))
  })
})
