import { type KeyboardEvent, useEffect, useEffectEvent, useId, useMemo, useRef, useState } from 'react'
import { explain } from '../../preload/protocol/explain.ts'
import type { Fault } from '../../preload/protocol/faults.ts'
import { offerComposer } from '../state/composer-port.ts'
import { openDialog } from '../state/view.ts'
import { Button } from '../ui/Button.tsx'
import { Unbroken } from '../ui/Unbroken.tsx'
import { useFirstFocus } from '../ui/use-first-focus.ts'
import { Completions } from './Completions.tsx'
import { ComposerFoot } from './ComposerFoot.tsx'
import { type Offer, typingAt } from './complete.ts'
import { drafts } from './drafts.ts'
import { editText, spaced } from './edit-text.ts'
import { shownOffer } from './offered.ts'
import { send } from './send.ts'
import { useCompletions } from './use-completions.ts'
import { useHistory } from './use-history.ts'
import { useQuoting } from './use-quoting.ts'

type Props = {
  agentId: string
  name: string
  draft: string
  /** The message that may be said again, after a rewind. */
  offer: string | null
  running: boolean
}

const settingsFaults = new Set<Fault['kind']>(['key-missing', 'key-refused', 'model-unreachable'])

/**
 * The text box. It must be keyed by its agent.
 *
 * What is typed lives here and in the page's drafts; no store of the page sees
 * a key, so typing costs the same whatever else goes on.
 */
export function MessageBox({ agentId, name, draft, offer, running }: Props) {
  const [text, setText] = useState(() => drafts.begin(agentId, draft))
  const [cursor, setCursor] = useState<number | null>(null)
  const [chosen, setChosen] = useState(-1)
  const [fault, setFault] = useState<Fault | null>(null)
  const box = useRef<HTMLTextAreaElement>(null)
  const listId = useId()
  // Offers come by typing, not by moving about: without a cursor there are none.
  const typing = useMemo(() => (cursor === null ? null : typingAt(text, cursor)), [text, cursor])
  const offers = useCompletions(agentId, typing)
  const showing = typing !== null && offers.length > 0
  const offered = text === '' ? shownOffer(offer) : null

  function typed(now: string, at: number | null) {
    setText(now)
    setCursor(at)
    setChosen(-1)
    setFault(null)
    drafts.put(agentId, now)
  }

  function replace(now: string, offering: boolean) {
    const edited = box.current && editText(box.current, 0, box.current.value.length, now)
    if (!edited || !offering) typed(now, null)
  }

  // Whoever shows an agent means to write to it.
  useFirstFocus(box)
  const history = useHistory(agentId, box, (now) => replace(now, false))

  const quoting = useQuoting(box, (now) => typed(now, null))

  const quote = useEffectEvent(quoting.quote)
  function add(words: string) {
    if (!box.current) return
    const { selectionStart: from, selectionEnd: to, value } = box.current
    const joined = spaced(value.slice(0, from), words, value.slice(to))
    if (!editText(box.current, from, to, joined)) typed(value.slice(0, from) + joined + value.slice(to), null)
  }

  const insert = useEffectEvent((now: string) => replace(now, true))
  const addHere = useEffectEvent(add)
  const givenBack = useEffectEvent((id: string, now: string) => {
    if (id === agentId) typed(now, null)
  })
  useEffect(() => {
    const takeAway = offerComposer({
      insert: (now) => insert(now),
      quote: (label) => quote(label),
      add: (words) => addHere(words),
      focus: () => box.current?.focus(),
    })
    const ignore = drafts.onGivenBack((id, now) => givenBack(id, now))
    window.addEventListener('pagehide', drafts.flush)
    return () => {
      takeAway()
      ignore()
      window.removeEventListener('pagehide', drafts.flush)
      drafts.flush()
    }
  }, [])

  function take(offer: Offer) {
    if (!box.current || !typing) return
    editText(box.current, typing.from, typing.to, offer.insert)
  }

  async function submit() {
    if (text.trim() === '') return
    replace('', false)
    history.forget()
    const failed = await send(agentId, text)
    if (!failed) return
    drafts.giveBack(agentId, text)
    setFault(failed)
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    // Keys that compose a letter belong to the input method.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    const bare = !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey
    const completion = offers[chosen] ?? offers[0]
    const keep = () => event.preventDefault()
    if (showing && bare && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      keep()
      setChosen(nextChoice(chosen, event.key === 'ArrowDown' ? 1 : -1, offers.length))
    } else if (showing && bare && completion && (event.key === 'Tab' || (event.key === 'Enter' && chosen >= 0))) {
      keep()
      take(completion)
    } else if (offered !== null && bare && event.key === 'Tab') {
      keep()
      replace(offer ?? '', false)
    } else if (showing && event.key === 'Escape') {
      keep()
      setCursor(null)
    } else if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      keep()
      void submit()
    } else if (bare && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      if (history.walk(event.key === 'ArrowUp' ? 1 : -1)) keep()
    } else if (bare && (event.key === 'PageUp' || event.key === 'PageDown')) {
      if (scrollLog(event.key === 'PageUp' ? -1 : 1)) keep()
    }
  }

  return (
    <>
      {showing && <Completions id={listId} offers={offers} chosen={chosen} onTake={take} />}
      <div className="composer-box" data-drop={quoting.over || undefined} {...quoting.hears}>
        <textarea
          ref={box}
          className="composer-text"
          data-home
          aria-label="Message"
          role={showing ? 'textbox' : undefined}
          aria-autocomplete="list"
          aria-controls={showing ? listId : undefined}
          aria-activedescendant={showing && chosen >= 0 ? `${listId}-${chosen}` : undefined}
          data-offer={offered !== null || undefined}
          placeholder={offered ?? invitation(name, running)}
          value={text}
          rows={1}
          spellCheck
          onChange={({ target }) => typed(target.value, target.selectionEnd)}
          onKeyDown={onKeyDown}
          onBlur={() => {
            setCursor(null)
            drafts.flush()
          }}
        />
        <ComposerFoot
          agentId={agentId}
          running={running}
          blank={text.trim() === ''}
          offering={offered !== null}
          onSend={() => void submit()}
        />
      </div>
      {fault && (
        <div className="composer-fault">
          <p role="alert">
            <Unbroken text={explain(fault)} />
          </p>
          {settingsFaults.has(fault.kind) && <Button onClick={() => openDialog('settings')}>Open Settings</Button>}
        </div>
      )}
    </>
  )
}

/** What stands in the empty box. */
function invitation(name: string, running: boolean): string {
  return running
    ? `Message ${name}: it is sent when the run ends`
    : `Message ${name}\u2003/ commands\u2003# memory\u2003@ files`
}

/** The next choice in a ring that has one place for 'none', where Enter sends. */
function nextChoice(chosen: number, by: 1 | -1, count: number): number {
  return ((chosen + 1 + by + count + 1) % (count + 1)) - 1
}

/** Turns a page of the conversation without leaving the text box. */
function scrollLog(by: 1 | -1): boolean {
  const log = document.querySelector('.log')
  log?.scrollBy({ top: by * log.clientHeight * 0.9 })
  return log !== null
}
