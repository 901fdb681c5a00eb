import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react'
import { explain } from '../../preload/protocol/explain.ts'
import type { Place, PlaceDetail } from '../../preload/protocol/timeline.ts'
import { counted, linesOf } from '../git/change-words.ts'
import { Lines } from '../git/Lines.tsx'
import { useCalled } from '../state/use-called.ts'
import { Button } from '../ui/Button.tsx'
import { type Deed, deedsFor, deedWords } from './deeds.ts'
import { fullTimeOf, nameOf, plainWords } from './place-words.ts'
import './place-card.css'

type Props = {
  agentId: string
  place: Place
  /** Whose place it is, where it is another agent's. */
  whose: string | null
  lost: boolean
  /** The agent stands exactly here, so that there is nothing to rewind. */
  here: boolean
  /** A run goes on, which a rewind stops first. */
  running: boolean
  /** The row that it stands beside. */
  row: () => HTMLElement | null
  /** It was asked for: it takes the focus. */
  pinned: boolean
  onDeed: (deed: Deed) => void
  /** Left with the keyboard: the focus goes back. */
  onLeave: () => void
  onClose: () => void
  onPointer: (on: boolean) => void
}

const gap = 4

/** What was said at a place, which files changed, and what can be done from there. */
export function PlaceCard({
  agentId,
  place,
  whose,
  lost,
  here,
  running,
  row,
  pinned,
  onDeed,
  onLeave,
  onClose,
  onPointer,
}: Props) {
  const { result } = useCalled('place.read', { agentId, id: place.id }, place.files)
  const ref = useRef<HTMLDivElement>(null)
  const facts = [lost && 'abandoned', whose, fullTimeOf(place.at)].filter(Boolean)

  useLayoutEffect(() => {
    const card = ref.current
    const beside = row()?.getBoundingClientRect()
    if (!card || !beside) return
    card.style.right = `${window.innerWidth - beside.left + gap}px`
    card.style.top = `${Math.max(48, Math.min(beside.top - 14, window.innerHeight - card.offsetHeight - 33))}px`
  })

  useEffect(() => {
    if (pinned) buttonsOf(ref.current)[0]?.focus()
  }, [pinned])

  useEffect(() => {
    if (!pinned) return
    const pressed = ({ target }: PointerEvent) => {
      if (target instanceof Node && !ref.current?.contains(target)) onClose()
    }
    window.addEventListener('pointerdown', pressed)
    return () => window.removeEventListener('pointerdown', pressed)
  }, [pinned, onClose])

  return (
    <div
      ref={ref}
      className="place-card"
      role="dialog"
      aria-label={nameOf(place)}
      data-lost={lost || undefined}
      onKeyDown={(event) => walk(event, ref.current, onLeave)}
      onPointerEnter={() => onPointer(true)}
      onPointerLeave={() => onPointer(false)}
      onBlur={({ relatedTarget, currentTarget }) => {
        if (pinned && relatedTarget instanceof Node && !currentTarget.contains(relatedTarget)) onClose()
      }}
    >
      <header className="place-card-head">
        <span className="place-card-name" data-kind={place.kind}>
          {place.kind === 'mark' ? '⟡ ' : ''}
          {nameOf(place)}
        </span>
        <span className="place-card-facts">{facts.join(' · ')}</span>
      </header>
      {result?.ok ? <Detail detail={result.value} place={place} /> : null}
      {result && !result.ok ? <p role="alert">{explain(result.fault)}</p> : null}
      <div className="place-card-deeds">
        {deedsFor(place).map((deed, index) => (
          <Button
            key={deed}
            tone={index === 0 ? 'key' : 'plain'}
            disabled={deed === 'rewind' && here}
            title={titleOf(deed, here, running)}
            onClick={() => onDeed(deed)}
          >
            {deedWords[deed]}
          </Button>
        ))}
      </div>
    </div>
  )
}

function titleOf(deed: Deed, here: boolean, running: boolean): string | undefined {
  if (deed !== 'rewind' && deed !== 'rewind-files') return undefined
  if (here && deed === 'rewind') return 'This is where you are'
  return running ? 'Stops the run first' : undefined
}

function Detail({ detail: { said, files, leftOut, missing, branch }, place }: { detail: PlaceDetail; place: Place }) {
  const first = said.length > 4 ? 1 : 2
  const last = said.slice(first).slice(-2)
  return (
    <>
      {said.length > 0 ? (
        <ol className="place-card-said" aria-label="What was said">
          {[...said.slice(0, first), ...last].map(({ by, words }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what was said never changes
            <li key={index} data-by={by} data-gap={(index === first && said.length > first + last.length) || undefined}>
              {plainWords(words)}
            </li>
          ))}
        </ol>
      ) : null}
      <p className="place-card-files">
        {missing !== null ? (
          `The files were not kept: ${missing}`
        ) : place.files === 'waiting' ? (
          'The files are being kept'
        ) : files === null ? null : files.length === 0 ? (
          place.kind === 'mark' ? (
            'No file changed since the mark above'
          ) : (
            'It changed no file'
          )
        ) : (
          <>
            {counted(files.length, 'file')} <Lines {...linesOf(files)} />{' '}
            <Names paths={files.map(({ path }) => path)} />
          </>
        )}
        {branch === null ? null : <code className="place-card-branch">{branch}</code>}
      </p>
      {leftOut.length > 0 ? (
        <p className="place-card-left" title={leftOut.map(({ path, why }) => `${path}: ${why}`).join('\n')}>
          {counted(leftOut.length, 'file')} left out
        </p>
      ) : null}
    </>
  )
}

function Names({ paths }: { paths: readonly string[] }) {
  const names = paths.map((path) => path.split('/').at(-1) ?? path)
  return (
    <span className="place-card-names" title={paths.join('\n')}>
      {names.slice(0, 3).join(', ')}
      {names.length > 3 ? ` and ${names.length - 3} more` : ''}
    </span>
  )
}

function buttonsOf(card: HTMLElement | null): HTMLButtonElement[] {
  return [...(card?.querySelectorAll<HTMLButtonElement>('button:not(:disabled)') ?? [])]
}

/** Arrow keys go from deed to deed; Escape leaves. */
function walk(event: KeyboardEvent, card: HTMLElement | null, onClose: () => void) {
  const buttons = buttonsOf(card)
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
  const now = buttons.findIndex((button) => button.matches(':focus'))
  if (event.key === 'Escape') onClose()
  else if (step === undefined) return
  else buttons[(now + step + buttons.length) % buttons.length]?.focus()
  event.preventDefault()
  event.stopPropagation()
}
