import { useState } from 'react'
import type { Agent } from '../../preload/protocol/state.ts'
import type { Comparison, Place } from '../../preload/protocol/timeline.ts'
import { Markdown } from '../conversation/Markdown.tsx'
import { Diffs } from '../git/Diffs.tsx'
import { ReadingDialog } from '../git/ReadingDialog.tsx'
import { useTimeline } from '../state/timeline.ts'
import { useCalled } from '../state/use-called.ts'
import { Segments } from '../ui/Segments.tsx'
import { fullTimeOf, nameOf } from './place-words.ts'
import './compare.css'

type Props = {
  agent: Agent
  a: string
  b: string
  /** What was chained behind, and how it goes on. */
  next: { words: string; run: () => void } | null
  onClose: () => void
}

/** Two places side by side: what was said on the way to each since they parted, and how their files differ. */
export function CompareDialog({ agent, a, b, next, onClose }: Props) {
  const places = useTimeline(agent.id, ({ open }) => open?.places ?? null)
  const { result } = useCalled('place.compare', { agentId: agent.id, a, b }, `${a} ${b}`)
  const [about, setAbout] = useState<'said' | 'files'>('said')
  const compared = result?.ok ? result.value : null
  const name = (id: string) => {
    const place = places?.get(id)
    return place ? nameOf(place) : 'a place'
  }
  return (
    <ReadingDialog
      title={`Compare ${name(a)} with ${name(b)}`}
      bar={
        <Segments
          label="What to compare"
          words={{ said: 'Conversations', files: 'Files' }}
          value={about}
          onChoose={setAbout}
        />
      }
      diffs={compared?.files ?? null}
      verb={(files) => (files === 1 ? 'differs' : 'differ')}
      fault={result && !result.ok ? result.fault : null}
      next={next}
      onClose={onClose}
    >
      {!compared ? (
        <div className="changes" />
      ) : about === 'files' ? (
        <Files compared={compared} />
      ) : (
        <div className="compare">
          <Side name={name(a)} place={places?.get(a)} said={compared.a} />
          <Side name={name(b)} place={places?.get(b)} said={compared.b} />
        </div>
      )}
    </ReadingDialog>
  )
}

function Files({ compared: { files } }: { compared: Comparison }) {
  if (files === null)
    return (
      <p className="changes changes-none">The files of one of the two were not kept, so they cannot be compared.</p>
    )
  return <Diffs diffs={files} none="The files are the same at both." />
}

/** Replies that are drawn as documents; of more, the words must do. */
const mostDrawn = 200

function Side({ name, place, said }: { name: string; place: Place | undefined; said: Comparison['a'] }) {
  return (
    <section className="compare-side" aria-label={name}>
      <h3>
        <span className="compare-name" data-kind={place?.kind}>
          {place?.kind === 'mark' ? '⟡ ' : ''}
          {name}
        </span>
        {place ? <time>{fullTimeOf(place.at)}</time> : null}
      </h3>
      {said.length === 0 ? (
        <p className="compare-none">Nothing was said here that was not said there.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
        <ol tabIndex={0} aria-label={`Said on the way to ${name}`}>
          {said.map(({ by, words }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what was said never changes
            <li key={index} data-by={by}>
              <span className="compare-by">{by === 'user' ? 'You' : 'Model'}</span>
              {by === 'assistant' && said.length <= mostDrawn ? <Markdown text={words} growing={false} /> : words}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
