import {
  type KeyboardEvent,
  type MouseEvent,
  type SyntheticEvent,
  useDeferredValue,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useStore } from 'zustand'
import { dragStore } from '../merge/drag.ts'
import { useHost, useView } from '../state/use.ts'
import { openAsk, question } from '../state/view.ts'
import { Icon } from '../ui/Icon.tsx'
import { stepTo } from '../ui/tree-keys.ts'
import { BranchMenu } from './BranchMenu.tsx'
import { BranchRow } from './BranchRow.tsx'
import { branchTree, fittingBranches } from './branch-tree.ts'
import './branches.css'

const few = 8
const filterFrom = 15

/** The local branches by what they were made from. Tabs can be dropped on them; Enter merges the shown agent into one. */
export function BranchTree() {
  const branches = useHost(({ branches }) => branches)
  const agents = useHost(({ agents }) => agents)
  const shown = useView(({ shown }) => shown)
  const [turned, setTurned] = useState<boolean | null>(null)
  const [typed, setTyped] = useState('')
  const [stop, setStop] = useState(0)
  const [menu, setMenu] = useState<{ index: number; x: number; y: number } | null>(null)
  const tree = useRef<HTMLDivElement>(null)
  const dragging = useStore(dragStore, ({ agentId }) => agentId !== null)
  const wanted = useDeferredValue(typed)
  const all = useMemo(() => branchTree(branches ?? [], agents ?? []), [branches, agents])
  const twigs = useMemo(() => fittingBranches(all, wanted), [all, wanted])
  if (all.length === 0) return null

  const open = turned ?? all.length <= few
  const chosen = menu ? twigs[menu.index] : undefined
  const stopAt = Math.min(stop, twigs.length - 1)

  const merge = (index: number) => {
    const target = twigs[index]?.name
    if (shown !== null && target !== undefined) openAsk(question({ kind: 'merge', agentId: shown, target }))
  }

  const pressed = (event: KeyboardEvent) => {
    const index = indexOf(event)
    if (index === null) return
    const to = stepTo(event.key, index, twigs)
    const asksMenu = event.key === 'ContextMenu' || event.key === ' ' || (event.key === 'F10' && event.shiftKey)
    if (event.key === 'Enter') merge(index)
    else if (asksMenu) setMenu({ index, ...below(event) })
    else if (to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    if (to === undefined) return
    setStop(to)
    tree.current?.querySelector<HTMLElement>(`[data-index="${to}"]`)?.focus()
  }

  const clicked = (event: MouseEvent) => {
    const index = indexOf(event)
    if (index === null) return
    event.preventDefault()
    setStop(index)
    setMenu({ index, x: event.clientX, y: event.clientY })
  }

  return (
    <section className="branches">
      <button
        type="button"
        className="branches-head"
        aria-expanded={open}
        onClick={() => setTurned(!open)}
        onDragEnter={() => dragging && setTurned(true)}
      >
        <Icon name="fold" />
        Branches
        <span className="side-right">{all.length}</span>
      </button>
      {open && all.length > filterFrom ? (
        <input
          className="input branches-filter"
          aria-label="Filter branches"
          placeholder="Filter"
          spellCheck={false}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      ) : null}
      {open ? (
        <div
          role="tree"
          aria-label="Branches"
          ref={tree}
          tabIndex={-1}
          onKeyDown={pressed}
          onClick={clicked}
          onContextMenu={clicked}
        >
          {twigs.map((twig, index) => (
            <BranchRow key={twig.name} {...twig} index={index} stop={index === stopAt} />
          ))}
        </div>
      ) : null}
      {open && twigs.length === 0 ? <p className="branches-none">No branch is called that.</p> : null}
      {menu && chosen ? (
        <BranchMenu twig={chosen} at={menu} onMerge={() => merge(menu.index)} onClose={() => setMenu(null)} />
      ) : null}
    </section>
  )
}

/** Which row an event happened on. */
function indexOf({ target }: SyntheticEvent): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null
  return row ? Number(row.dataset['index']) : null
}

function below({ target }: SyntheticEvent): { x: number; y: number } {
  const box = target instanceof Element ? target.getBoundingClientRect() : null
  return { x: (box?.left ?? 0) + 16, y: box?.bottom ?? 0 }
}
