import { memo } from 'react'
import { useStore } from 'zustand'
import { dragStore, mergeInto } from '../merge/drag.ts'
import { BranchMark } from './BranchMark.tsx'
import { type BranchTwig, describeBranch } from './branch-tree.ts'

type Props = BranchTwig & {
  index: number
  /** The tree's one stop for Tab. */
  stop: boolean
}

/** One branch of the tree. Its keys and presses are heard by the tree. */
export const BranchRow = memo(function BranchRow({ index, stop, ...twig }: Props) {
  const { name, depth, agentName, hue, ahead, behind, elsewhere } = twig
  const said = describeBranch(twig)
  const over = useStore(dragStore, (drag) => drag.over?.target === name)
  return (
    <div
      {...mergeInto(name)}
      role="treeitem"
      className="side-row branch"
      data-index={index}
      data-hue={hue ?? undefined}
      data-depth={Math.min(depth, 4)}
      data-over={over || undefined}
      aria-label={name}
      aria-description={said}
      aria-level={depth + 1}
      aria-selected={false}
      aria-haspopup="menu"
      tabIndex={stop ? 0 : -1}
      title={said === '' ? name : `${name}, ${said}`}
    >
      <BranchMark out={agentName !== null || elsewhere !== null} />
      <span className="side-name">{name}</span>
      <span className="side-right">
        {ahead > 0 ? <span>↑{ahead}</span> : null}
        {behind > 0 ? <span>↓{behind}</span> : null}
      </span>
    </div>
  )
})
