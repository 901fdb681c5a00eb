/** One thing that was measured, in milliseconds or megabytes, and what it is compared with. */
export type Measure = {
  what: string
  unit: 'ms' | 'MB'
  samples: number[]
  /** The yardstick: the same machine in the same minute, doing the least that this could take. */
  against?: {
    what: string
    samples: number[]
    /** How many times the yardstick it may take: a promise of the product. */
    most?: number
  }
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5)
}

export function quantile(samples: readonly number[], part: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

/** The measures as a table: medians, the slow end, and ratios to the yardsticks. */
export function table(measures: readonly Measure[]): string {
  const head = ['what', 'median', 'p95', 'n', 'ratio', 'at most', 'to']
  const rows = measures.map(({ what, unit, samples, against }) => [
    what,
    `${round(median(samples))} ${unit}`,
    `${round(quantile(samples, 0.95))}`,
    String(samples.length),
    against ? round(median(samples) / median(against.samples)) : '',
    against?.most === undefined ? '' : String(against.most),
    against ? `${against.what} (${round(median(against.samples))} ${unit})` : '',
  ])
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)))
  const line = (row: string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  return [line(head), rule, ...rows.map(line)].join('\n')
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2)
}
