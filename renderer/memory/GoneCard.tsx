import { Button } from '../ui/Button.tsx'
import { bringBack } from './deeds.ts'
import '../git/warn-card.css'

/** Says that a document was deleted, and brings it back. */
export function GoneCard({ number }: { number: number }) {
  return (
    <section className="warn-card" aria-label="Deleted">
      <div className="warn-card-head">
        <p role="alert">#mem-{number} was deleted. Its versions are kept.</p>
        <Button onClick={() => void bringBack(number, null)}>Bring it back</Button>
      </div>
    </section>
  )
}
