import { Patch } from '../conversation/Patch.tsx'
import { Trouble } from '../git/Trouble.tsx'
import { useCalled } from '../state/use-called.ts'

/** What changed in the text from one version to another. */
export function VersionDiff({ number, from, to }: { number: number; from: number; to: number }) {
  const { result } = useCalled('memory.diff', { number, from, to }, `${from} ${to}`)
  if (!result) return null
  if (!result.ok) return <Trouble fault={result.fault} />
  const { patch, added, removed } = result.value
  if (added + removed === 0) return <p className="document-same">The text is the same in both.</p>
  return <Patch key={`${from} ${to}`} path="document.md" patch={patch} />
}
