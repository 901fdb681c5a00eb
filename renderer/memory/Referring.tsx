import { Unbroken } from '../ui/Unbroken.tsx'
import { referenceParts } from './find.ts'
import { MemoryReference } from './MemoryReference.tsx'

const none = {}

/** Plain text in which references to memory documents lead to them. */
export function Referring({ text }: { text: string }) {
  return referenceParts(text).map((part, index) => {
    const key = `${index}`
    if (part.name === null) return <Unbroken key={key} text={part.text} />
    return <MemoryReference key={key} text={part.text} pulled={none} />
  })
}
