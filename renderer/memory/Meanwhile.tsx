import { useState } from 'react'
import type { MemoryDocument } from '../../preload/protocol/memory.ts'
import { Button } from '../ui/Button.tsx'
import { VersionDiff } from './VersionDiff.tsx'
import { authorWords } from './words.ts'
import '../git/warn-card.css'

type Props = { document: MemoryDocument; base: number }

/** Somebody wrote the document while it was being written here: who, and what changed. */
export function Meanwhile({ document, base }: Props) {
  const [shown, setShown] = useState(true)
  const { number, version } = document
  const which = version === base + 1 ? `version ${version}` : `up to version ${version}`
  return (
    <section className="warn-card memory-meanwhile" aria-label="Written meanwhile">
      <div className="warn-card-head">
        <p role="alert">
          {capital(authorWords(document))} wrote {which} while you were writing. It stays; yours comes behind it.
        </p>
        <Button aria-expanded={shown} onClick={() => setShown(!shown)}>
          {shown ? 'Hide the change' : 'Show the change'}
        </Button>
      </div>
      {shown ? <VersionDiff number={number} from={base} to={version} /> : null}
    </section>
  )
}

const capital = (name: string) => (name === 'you' ? 'You' : name)
