import { useRef, useState } from 'react'
import { VList, type VListHandle } from 'virtua'
import type { FileDiff } from '../../preload/protocol/git.ts'
import { DiffArticle } from './DiffArticle.tsx'
import { FileList } from './FileList.tsx'
import './changes.css'

/** Files and their diffs, side by side; `none` is said where there are none. */
export function Diffs({ diffs, none }: { diffs: readonly FileDiff[]; none: string }) {
  const list = useRef<VListHandle>(null)
  const [top, setTop] = useState(0)
  // The last files cannot come to stand at the top: one that was chosen stays chosen until the person scrolls.
  const chosen = useRef(false)
  if (diffs.length === 0) return <p className="changes changes-none">{none}</p>

  const goTo = (index: number) => {
    chosen.current = true
    list.current?.scrollToIndex(index, { align: 'start' })
    setTop(index)
  }

  return (
    <div className="changes">
      <FileList files={diffs.map(({ change }) => change)} at={top} onGo={goTo} />
      <VList
        ref={list}
        className="changes-diffs virtual"
        data={diffs}
        bufferSize={400}
        onWheel={() => {
          chosen.current = false
        }}
        onScroll={(offset) => {
          if (!chosen.current) setTop(list.current?.findItemIndex(offset + 8) ?? 0)
        }}
      >
        {(diff) => <DiffArticle key={diff.change.path} diff={diff} />}
      </VList>
    </div>
  )
}
