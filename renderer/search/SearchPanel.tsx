import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { explain } from '../../preload/protocol/explain.ts'
import type { Fault } from '../../preload/protocol/faults.ts'
import { type Found, searchedWords } from '../../preload/protocol/search.ts'
import { timeOf } from '../marks/place-words.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Pieces } from '../ui/Pieces.tsx'
import { useListWalk } from '../ui/use-list-walk.ts'
import { goTo } from './go-to.ts'
import { grouped, keyOf, whose } from './groups.ts'
import { typedStore } from './typed.ts'
import { useSearch } from './use-search.ts'
import './search.css'

/** Finds words in everything that was said, printed, marked, remembered and committed; Enter goes to the place. */
export function SearchPanel({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState(() => typedStore.getState().typed)
  const { answer, asking, again } = useSearch(typed)
  const [failed, setFailed] = useState<Fault | null>(null)
  const [going, setGoing] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const listId = useId()
  const groups = useMemo(() => (answer?.result.ok ? grouped(answer.result.value) : []), [answer])
  const found = groups.flatMap((group) => group.found)
  const { active, setAt, pressed } = useListWalk(found.length, (index) => {
    const chosen = found[index]
    if (chosen) void go(chosen)
  })
  const fault = failed ?? (answer && !answer.result.ok ? answer.result.fault : null)

  useLayoutEffect(() => field.current?.select(), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is active must be in sight, whatever changed it
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [active, answer])

  async function go(to: Found) {
    if (going) return
    setGoing(true)
    const trouble = await goTo(to)
    setGoing(false)
    setFailed(trouble)
  }

  function type(now: string) {
    typedStore.setState({ typed: now })
    setTyped(now)
    setFailed(null)
    setAt(0)
  }

  return (
    <Dialog title="Search" place="high" width="roomy" bare onClose={onClose}>
      <div className="pick" aria-busy={asking || going}>
        <div className="search-field">
          <input
            ref={field}
            className="pick-input"
            role="combobox"
            aria-label="Search"
            aria-expanded="true"
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={found.length > 0 ? `${listId}-${active}` : undefined}
            placeholder="Search what was said, printed, marked, remembered and committed"
            spellCheck={false}
            autoComplete="off"
            value={typed}
            onChange={({ target }) => type(target.value)}
            onKeyDown={pressed}
          />
          {asking || going ? <span className="ring" /> : null}
        </div>
        <div className="pick-list search-list" role="listbox" id={listId} aria-label="Found" ref={list}>
          {groups.map((group) => (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset is none of a list box's children
            <div key={group.name} role="group" aria-label={group.name}>
              <div className="pick-group" aria-hidden="true">
                {group.name} <span className="search-count">{group.found.length}</span>
              </div>
              {group.found.map((one) => {
                const index = found.indexOf(one)
                return (
                  <Line
                    key={keyOf(one)}
                    id={`${listId}-${index}`}
                    found={one}
                    active={index === active}
                    onPoint={() => setAt(index)}
                    onPick={() => void go(one)}
                  />
                )
              })}
            </div>
          ))}
        </div>
        {fault ? (
          <div className="search-fault">
            <p role="alert">{explain(fault)}</p>
            {failed ? null : <Button onClick={again}>Try again</Button>}
          </div>
        ) : (
          <p className={found.length > 0 ? 'out-of-sight' : 'pick-none'} role="status">
            {stateWords(typed, asking, found.length)}
          </p>
        )}
      </div>
    </Dialog>
  )
}

function stateWords(typed: string, asking: boolean, count: number): string {
  if (typed.trim() === '')
    return 'Type a few words. Open and closed agents are searched, paths that were left, memory documents and the messages of commits.'
  if (asking && count === 0) return 'Searching'
  if (searchedWords(typed).length === 0) return `There is no word in '${typed.trim()}' to look for.`
  if (count === 0)
    return `Nothing has '${typed.trim()}'. All the words must be in one message; the last may be unfinished.`
  return count === 1 ? '1 place found' : `${count} places found`
}

type LineProps = { id: string; found: Found; active: boolean; onPoint: () => void; onPick: () => void }

function Line({ id, found, active, onPoint, onPick }: LineProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the field, which keeps the focus
    <div
      role="option"
      tabIndex={-1}
      id={id}
      aria-selected={active}
      className="pick-option search-line"
      onMouseMove={onPoint}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPick}
    >
      <span className="search-who">
        <span className="search-name">{whose(found)}</span>
        <time>{timeOf(found.at, Date.now())}</time>
      </span>
      <span className="search-words">
        <Pieces pieces={found.pieces} />
      </span>
    </div>
  )
}
